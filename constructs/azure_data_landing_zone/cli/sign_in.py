"""How Terraform would sign in to Azure here: as a service principal, as a managed identity, or by the Azure CLI."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Mapping

from .parts import Part, State, told_by

# The variables of the azurerm provider: internal/provider/provider.go of 4.81.0 (read 2026-11-26).
_SECRETS: Mapping[str, str] = {
    "ARM_CLIENT_SECRET": "a secret",
    "ARM_CLIENT_SECRET_FILE_PATH": "a secret",
    "ARM_CLIENT_CERTIFICATE": "a certificate",
    "ARM_CLIENT_CERTIFICATE_PATH": "a certificate",
}
_TOKEN_SOURCES = (
    "ARM_OIDC_TOKEN",
    "ARM_OIDC_TOKEN_FILE_PATH",
    "ARM_OIDC_REQUEST_URL",
    "ACTIONS_ID_TOKEN_REQUEST_URL",
    "SYSTEM_OIDCREQUESTURI",
)
_NAME = "Azure sign-in"
_NEEDED = "needed to plan and apply"


def sign_in(tenant_id: str | None = None, subscription_id: str | None = None) -> Part:
    """How Terraform would sign in; asks Azure nothing.

    Args:
        tenant_id: the landing zone's, if it is known.
        subscription_id: the landing zone's, if it is known.
    """
    if _switched_on("ARM_USE_OIDC"):
        return _principal("an OIDC token", any(map(os.environ.get, _TOKEN_SOURCES)), " or ".join(_TOKEN_SOURCES))
    for variable, what in _SECRETS.items():
        if os.environ.get(variable):
            return _principal(what, True, variable)
    if _switched_on("ARM_USE_MSI"):
        return Part(_NAME, State.OK, where="a managed identity (ARM_USE_MSI)")
    return _azure_cli(tenant_id, subscription_id)


def _switched_on(variable: str) -> bool:
    return os.environ.get(variable, "").lower() in ("1", "true")


def _principal(what: str, there: bool, variable: str) -> Part:
    missing = [name for name in ("ARM_CLIENT_ID", "ARM_TENANT_ID") if not os.environ.get(name)]
    missing += [] if there else [variable]
    where = f"a service principal with {what}"
    if missing:
        return Part(_NAME, State.ABSENT, where=where, remedy=f"{_NEEDED}; set {' and '.join(missing)}")
    return Part(_NAME, State.OK, where=f"{where}, client id {os.environ['ARM_CLIENT_ID']}")


def _azure_cli(tenant_id: str | None, subscription_id: str | None) -> Part:
    path = shutil.which("az")
    if path is None:
        remedy = (
            f"{_NEEDED}; install the Azure CLI (https://learn.microsoft.com/cli/azure/install-azure-cli) and run "
            "`az login`, or set ARM_CLIENT_ID, ARM_TENANT_ID and ARM_CLIENT_SECRET or ARM_USE_OIDC"
        )
        return Part(_NAME, State.ABSENT, where="no Azure CLI and no service principal", remedy=remedy)
    try:
        account = json.loads(told_by([path, "account", "show", "--output", "json"]))
        user, tenant, subscription = account["user"]["name"], account["tenantId"], account["id"]
    except (ValueError, KeyError, TypeError):
        return Part(_NAME, State.ABSENT, where=f"{path} is not signed in", remedy=f"{_NEEDED}; run `az login`")
    where = f"{user}, subscription {account.get('name', subscription)}"
    if tenant_id is not None and tenant != tenant_id:
        remedy = f"the landing zone is in the tenant {tenant_id}; run `az login --tenant {tenant_id}`"
        return Part(_NAME, State.ABSENT, where=f"{where}, tenant {tenant}", remedy=remedy)
    if subscription_id is not None and subscription != subscription_id:
        # Stacks name their subscription, so the account's default only matters to other commands of the Azure CLI.
        where += f"; the landing zone names {subscription_id}"
    return Part(_NAME, State.OK, where=where)
