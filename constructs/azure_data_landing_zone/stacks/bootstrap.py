"""The bootstrap stack: what must exist before any other stack."""

from __future__ import annotations

from ..azure import resource_providers
from ..config import Configuration
from ..config.environments import Lifecycle
from ..config.state import AzureState
from ..engine import azurerm
from ..engine.framework import Construct, TerraformOutput
from ..patterns import RemoteStateAccount
from .base import LandingZoneStack


class BootstrapStack(LandingZoneStack):
    """Resource providers for the whole configuration, and the account of the remote state if there is one.

    A person applies it once. Its own state begins on that person's machine and moves into the account afterwards.
    """

    def __init__(self, scope: Construct, id_: str, *, configuration: Configuration) -> None:
        core, zone = configuration.core, configuration.landing_zone
        state = zone.state
        in_account = isinstance(state, AzureState) and state.bootstrap == "account"
        needed = resource_providers.needed(configuration.parts)
        super().__init__(
            scope,
            id_,
            core=core,
            lifecycle=Lifecycle.PROTECTED,
            resource_providers=needed,
            local_state=not in_account,
        )
        # The provider registers when it is configured, which Terraform leaves out while nothing uses it.
        azurerm.data_azurerm_client_config.DataAzurermClientConfig(self, "deployer")
        TerraformOutput(
            self,
            "registered_resource_providers",
            value=list(needed),
            description="The resource providers that the whole configuration needs",
        )
        if isinstance(state, AzureState):
            RemoteStateAccount(
                self,
                "state",
                config=state,
                core=core,
                stacks=configuration.stacks,
                tags=core.tags,
            )
            TerraformOutput(
                self,
                "state_storage_account_name",
                value=core.state_account.name,
                description="The account that keeps the state of every stack",
            )
