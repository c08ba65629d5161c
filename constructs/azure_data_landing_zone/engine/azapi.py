"""The azapi provider and its action resource; cdktf has no binding for them, so they stand on its generic classes."""

from __future__ import annotations

from cdktf import TerraformProvider, TerraformResource
from constructs import Construct

from .arguments import REQUIRED_PROVIDERS


class AzapiProvider(TerraformProvider):
    """The azapi provider of a stack, declared once.

    Args:
        subscription_id: the subscription of resources that name none.
        tenant_id: the Entra tenant.
        environment: the cloud, as Terraform calls it.
    """

    def __init__(self, scope: Construct, id_: str, *, subscription_id: str, tenant_id: str, environment: str) -> None:
        super().__init__(
            scope,
            id_,
            terraform_resource_type="azapi",
            terraform_provider_source=REQUIRED_PROVIDERS["azapi"]["source"],
        )
        self.add_override("subscription_id", subscription_id)
        self.add_override("tenant_id", tenant_id)
        self.add_override("environment", environment)
        # Registration is the bootstrap stack's job alone.
        self.add_override("skip_provider_registration", True)


class AzapiResourceAction(TerraformResource):
    """A call to an Azure resource, made when it is created.

    Args:
        type_: resource type and API version.
        resource_id: the resource.
        action: what to call, such as `register`.
        method: the HTTP method.
    """

    def __init__(self, scope: Construct, id_: str, *, type_: str, resource_id: str, action: str, method: str) -> None:
        super().__init__(scope, id_, terraform_resource_type="azapi_resource_action")
        for name, value in (("type", type_), ("resource_id", resource_id), ("action", action), ("method", method)):
            self.add_override(name, value)
