"""The trust of an identity in pipelines outside of Azure."""

from __future__ import annotations

from collections.abc import Sequence

from ..config.models.pipelines import Trust
from ..resources import FederatedCredential, UserAssignedIdentity

#: The audience of the tokens. azurerm, its backend, azapi and Azure's own steps ask for this one in every cloud, and
#: Entra ID compares it with that of the credential: those of sovereign clouds would never be asked for.
#: Source: hashicorp/go-azure-sdk `sdk/auth/github_oidc_authorizer.go` and `ado_pipeline_oidc_authorizer.go` as vendored
#: by azurerm 4.81.0, Azure/entrauth `github_cred.go` as vendored by azapi 2.12.0; read 2026-11-26.
_TOKEN_AUDIENCE = "api://AzureADTokenExchange"  # noqa: S105  (no password)


def trust_pipelines(identity: UserAssignedIdentity, trusts: Sequence[Trust]) -> None:
    """Makes an identity's federated credentials one after the other: Entra ID refuses parallel writes to an identity.

    Args:
        identity: the identity.
        trusts: the tokens that it accepts.
    """
    before: list[FederatedCredential] = []
    for trust in trusts:
        before = [
            FederatedCredential(
                identity,
                f"Trust-{trust.name}",
                name=trust.name,
                identity=identity,
                issuer=trust.issuer,
                subject=trust.subject,
                audience=_TOKEN_AUDIENCE,
                depends_on=before,
            )
        ]
