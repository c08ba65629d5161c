"""Registration of resource providers."""

from __future__ import annotations

from ..azure.ids import ResourceId
from ..engine import Construct, azapi
from .base import AzureResource


class ResourceProviderRegistration(AzureResource):
    """Registers a resource provider in a subscription.

    It is an action, not a thing: registering again does no harm, and destroying it leaves the provider registered, for
    others may use it. (azurerm's own resource fails where the provider is registered already, as in most subscriptions.)

    Args:
        subscription_id: the subscription.
        namespace: the resource provider, such as `Microsoft.Storage`.
    """

    def __init__(self, scope: Construct, id_: str, *, subscription_id: str, namespace: str) -> None:
        super().__init__(scope, id_)
        self.resource = azapi.AzapiResourceAction(
            self,
            "Resource",
            type_="Microsoft.Resources/providers@2021-04-01",
            resource_id=f"{ResourceId(subscription_id)}/providers/{namespace}",
            action="register",
            method="POST",
        )
