"""The bootstrap stack: what must exist before any other stack."""

from __future__ import annotations

from collections.abc import Mapping

from ..azure import resource_providers, roles
from ..azure.lifecycles import protection
from ..config import Configuration
from ..config.layout.access import custom_roles_in_use
from ..config.models.state import AzureState, CreatedAzureState, ExistingAzureState
from ..engine import azurerm
from ..engine.framework import Construct, TerraformOutput
from ..patterns import PipelineIdentities, RemoteStateAccount, RemoteStateContainers
from ..patterns.remote_state import grants_of_others
from ..resources import Identified, ResourceGroup, RoleDefinition
from .base import LandingZoneStack


class BootstrapStack(LandingZoneStack):
    """Resource providers, the account of the remote state, and the identities of the products' pipelines."""

    def __init__(self, scope: Construct, id_: str, *, configuration: Configuration) -> None:
        """Resource providers, the account of the remote state, and the identities of the products' pipelines.

        A person applies it once. Its own state begins on that person's machine and moves into the account afterwards.

        Args:
            configuration: a checked configuration.
        """
        core, zone = configuration.core, configuration.landing_zone
        state = zone.state
        in_account = isinstance(state, AzureState) and state.bootstrap == "account"
        needed = resource_providers.needed(configuration.parts)
        super().__init__(
            scope,
            id_,
            core=core,
            protection=protection("protected"),
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
        containers: Mapping[str, Identified] = {}
        if isinstance(state, CreatedAzureState):
            account = RemoteStateAccount(
                self,
                "state",
                config=state,
                core=core,
                stacks=configuration.stacks,
                tags=core.tags,
            )
            containers = account.containers
        elif isinstance(state, ExistingAzureState):
            existing = RemoteStateContainers(self, "state", config=state, core=core, stacks=configuration.stacks)
            if core.assigns_roles_on_state:
                containers = existing.containers
        if isinstance(state, AzureState):
            TerraformOutput(
                self,
                "state_storage_account_name",
                value=core.state_account_id.name,
                description="The account that keeps the state of every stack",
            )
        if others := grants_of_others(core, configuration.stacks, configuration.pipelines):
            TerraformOutput(
                self,
                "state_grants_of_others",
                value=others,
                description="What the owner of the state's account must still assign",
            )
        for role in custom_roles_in_use(core, configuration.products):
            RoleDefinition(
                self,
                f"role-{role.key.replace('_', '-')}",
                guid=roles.custom_role_guid(role.key, zone.subscription_id, zone.name),
                name=core.shared_names.custom_role(role.title),
                description=role.description,
                scope_=core.subscription,
                actions=role.actions,
            )
        if configuration.pipelines:
            self._pipelines(configuration, containers)

    def _pipelines(self, configuration: Configuration, containers: Mapping[str, Identified]) -> None:
        core, zone = configuration.core, configuration.landing_zone
        group = ResourceGroup(
            self, "pipelines-group", name=core.pipelines_group.name, location=zone.location, tags=core.tags
        )
        client_ids: dict[str, Mapping[str, str]] = {}
        for layout in configuration.pipelines:
            identities = PipelineIdentities(
                self,
                f"pipelines-{layout.stack}",
                layout=layout,
                resource_group=group,
                state_containers=containers,
            )
            client_ids[layout.stack] = identities.client_ids
        TerraformOutput(
            self,
            "pipeline_client_ids",
            value=client_ids,
            description="The application ids with which the pipelines of each stack plan and apply",
        )
