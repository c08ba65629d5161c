"""Keys of a customer, which encrypt resources instead of Microsoft's."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class CustomerManagedKey:
    """A key that exists already, and the identity that may use it.

    Attributes:
        key_vault_id: the vault of the key.
        key_id: its address in the vault.
        identity_id: the user-assigned identity that may use it.
        identity_client_id: application id of that identity.
    """

    key_vault_id: str
    key_id: str
    identity_id: str
    identity_client_id: str
