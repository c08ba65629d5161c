"""Federated credentials of managed identities."""

from __future__ import annotations

from collections.abc import Sequence

from ..engine.framework import Construct, ITerraformDependable, TerraformResource
from ..engine.parameters import Checked
from .kinds import IdentityRef


class FederatedCredential(Checked, TerraformResource):
    """Lets tokens of somebody else's issuer stand for a user-assigned identity: no secret is kept anywhere."""

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        name: str,
        identity: IdentityRef,
        issuer: str,
        subject: str,
        audience: str,
        depends_on: Sequence[ITerraformDependable] = (),
    ) -> None:
        """Lets tokens of somebody else's issuer stand for a user-assigned identity: no secret is kept anywhere.

        Args:
            name: 3 to 120 characters.
            identity: the identity.
            issuer: who issues the tokens, such as https://token.actions.githubusercontent.com.
            subject: for whom they are issued; compared as a whole, case included.
            audience: for whom they are issued: what whoever signs in asks the issuer for.
            depends_on: what must exist first: another credential of the same identity, since Azure refuses two writes
                at a time. Default none.
        """
        # The binding demands the identity by an argument that azurerm has given another name since.
        super().__init__(
            scope,
            id_,
            terraform_resource_type="azurerm_federated_identity_credential",
            depends_on=list(depends_on) or None,
        )
        arguments = {
            "name": name,
            "user_assigned_identity_id": identity.id,
            "issuer": issuer,
            "subject": subject,
            "audience": [audience],
        }
        for argument, value in arguments.items():
            self.add_override(argument, value)
