"""The trust of an identity in pipelines outside of Azure."""

from __future__ import annotations

from collections.abc import Sequence

from ..config.models.pipelines import Trust
from ..resources import FederatedCredential, UserAssignedIdentity


def trust_pipelines(identity: UserAssignedIdentity, trusts: Sequence[Trust], *, audience: str) -> None:
    """Makes an identity's federated credentials one after the other: Entra ID refuses parallel writes to an identity.

    Args:
        identity: the identity.
        trusts: the tokens that it accepts.
        audience: the audience of these tokens.
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
                audience=audience,
                depends_on=before,
            )
        ]
