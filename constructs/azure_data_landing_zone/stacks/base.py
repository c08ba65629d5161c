"""The base of all stacks: provider, backend, versions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..azure.lifecycles import Protection
from ..config.layout.core import CoreLayout
from ..config.models.state import AzureState, HttpState, RemoteState
from ..engine import azurerm, references, unmanaged
from ..engine.framework import (
    AzurermBackend,
    Construct,
    HttpBackend,
    LocalBackend,
    NamedRemoteWorkspace,
    RemoteBackend,
    TerraformOutput,
    TerraformStack,
    require_providers,
)
from ..engine.literals import with_literal_text
from ..engine.unmanaged import Unmanaged


class LandingZoneStack(TerraformStack):
    """A stack with its provider and its own place for its state."""

    def __init_subclass__(cls, **arguments: Any) -> None:
        super().__init_subclass__(**arguments)
        # Stacks of this library are built with literal text; what a subclass elsewhere adds is its own affair.
        if cls.__module__.rpartition(".")[0] == __package__ and "__init__" in vars(cls):
            setattr(cls, "__init__", with_literal_text(cls.__init__))  # noqa: B010  (mypy takes no assignment)

    @with_literal_text
    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        core: CoreLayout,
        protection: Protection,
        resource_providers: Sequence[str] = (),
        local_state: bool = False,
    ) -> None:
        """A stack with its provider and its own place for its state.

        Args:
            core: names and ids of the landing zone.
            protection: how hard it is to lose what is in the stack; decides what the provider purges and recovers.
            resource_providers: resource providers that the stack registers in the subscription; all but the bootstrap
                stack register none.
            local_state: whether the state stays on this machine, whatever the configuration says.
        """
        super().__init__(scope, id_)
        references.begin(self)
        zone = core.landing_zone
        unmanaged.leave(
            self,
            Unmanaged(tuple(zone.ignore_tags), diagnostic_settings=zone.observability.diagnostic_settings == "policy"),
        )
        self._core = core
        self._stack_name = id_
        require_providers(self, "azurerm", azurerm=core.landing_zone.azurerm)
        self._azurerm_provider(protection, resource_providers)
        self._backend(local_state)

    def _azurerm_provider(self, protection: Protection, resource_providers: Sequence[str]) -> None:
        provider = azurerm.provider
        provider.AzurermProvider(
            self,
            "azurerm",
            subscription_id=self._core.landing_zone.subscription_id,
            tenant_id=self._core.landing_zone.tenant_id,
            environment=self._core.cloud.terraform_environment,
            storage_use_azuread=True,
            resource_provider_registrations="none",
            resource_providers_to_register=list(resource_providers) or None,
            features=[
                provider.AzurermProviderFeatures(
                    key_vault=[
                        provider.AzurermProviderFeaturesKeyVault(
                            purge_soft_delete_on_destroy=protection.purge_deleted,
                            recover_soft_deleted_key_vaults=protection.recover_deleted,
                        )
                    ],
                    log_analytics_workspace=[
                        provider.AzurermProviderFeaturesLogAnalyticsWorkspace(
                            permanently_delete_on_destroy=protection.purge_deleted
                        )
                    ],
                    machine_learning=[
                        provider.AzurermProviderFeaturesMachineLearning(
                            purge_soft_deleted_workspace_on_destroy=protection.purge_deleted
                        )
                    ],
                    resource_group=[
                        provider.AzurermProviderFeaturesResourceGroup(
                            prevent_deletion_if_contains_resources=not protection.delete_filled_groups
                        )
                    ],
                    storage=[provider.AzurermProviderFeaturesStorage(data_plane_available=False)],
                )
            ],
        )

    def _backend(self, local_state: bool) -> None:
        zone, stack = self._core.landing_zone, self._stack_name
        state = zone.state
        if isinstance(state, AzureState) and not local_state:
            account = self._core.state_account_id
            AzurermBackend(
                self,
                subscription_id=account.subscription_id,
                tenant_id=zone.tenant_id,
                environment=self._core.cloud.terraform_environment,
                resource_group_name=account.resource_group,
                storage_account_name=account.name,
                container_name=self._core.state_container_id(stack).name,
                key=f"{stack}.tfstate",
                use_azuread_auth=True,
                use_oidc=True,
            )
        elif isinstance(state, HttpState):
            address = f"{state.address}/{stack}"
            HttpBackend(
                self,
                address=address,
                lock_address=f"{address}/lock",
                lock_method="POST",
                unlock_address=f"{address}/lock",
                unlock_method="DELETE",
            )
        elif isinstance(state, RemoteState):
            prefix = f"{zone.name}-" if state.workspace_prefix is None else state.workspace_prefix
            RemoteBackend(
                self,
                hostname=state.hostname,
                organization=state.organization,
                workspaces=NamedRemoteWorkspace(name=f"{prefix}{stack}"),
            )
        else:
            # Beside the output folder, so that a synth which replaces the folder leaves the state alone. A path of
            # our own, since the default one is absolute and would differ by machine.
            LocalBackend(self, path=f"../../../terraform.{stack}.tfstate")

    def _add_outputs(self, values: Mapping[str, tuple[object, str]]) -> None:
        """Adds outputs: values and descriptions by their names."""
        for name, (value, description) in values.items():
            TerraformOutput(self, name, value=value, description=description)
