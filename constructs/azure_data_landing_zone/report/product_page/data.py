"""The data stores of a product, and who writes them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ...config import Configuration
from ...config.layout.product import ProductLayout
from ...config.layout.services import SERVICES
from ..estate import Estate
from ..rows import Grant
from .files import DEFAULT_DATASTORE, datastore_path
from .model import Code, Section

_PERSON = "Notebooks read and write with your own rights"
_JOBS = "Jobs use the identity of their cluster, or your own with `identity: {type: user_identity}`."
_BY = {
    "passthrough": f"{_PERSON}. {_JOBS}",
    "workspace_identity": f"{_PERSON}; previews in the studio read with those of the workspace. {_JOBS}",
    "service_principal": "The data stores of the lake use a credential of their own, in notebooks and jobs alike.",
}


def section(configuration: Configuration, layout: ProductLayout, estate: Estate) -> Section:
    """The data stores with their paths, what jobs may do, and who else writes."""
    zone = layout.core.landing_zone
    place = f"azureml://subscriptions/{zone.subscription_id}/resourcegroups/{layout.resource_group.name}/workspaces/"
    whole = f"{place}{layout.workspace.name}/datastores/<data store>/paths/<path>"
    return Section(
        "data",
        "Data",
        (_BY[layout.product.data.authentication],),
        {"In files of jobs": Code(datastore_path("<data store>", "<path>")), "In pandas and other code": Code(whole)},
        tuple(_rows(configuration, layout, estate)),
    )


def _rows(configuration: Configuration, layout: ProductLayout, estate: Estate) -> Iterator[dict[str, str]]:
    stacks = {one.stack for one in configuration.products}

    def row(store: str, contents: str, may: str, writers: str) -> dict[str, str]:
        return {
            "data store": Code(store),
            "path in code": Code(datastore_path(store)),
            "contents": contents,
            "jobs": may,
            "written by": writers,
        }

    for container in layout.containers:
        path = f"{container.layer}/{container.name}"
        asked = path in layout.product.data.write and not container.writable
        may = "read and write" if container.writable else "read; write from production only" if asked else "read"
        writers = _writers(layout, stacks, estate.writers_of(container.id))
        yield row(container.datastore, f"{path} of the lake", may, writers)
    writers = _writers(layout, stacks, estate.writers_of(layout.storage_account.id))
    yield row(DEFAULT_DATASTORE, "code, logs and outputs of jobs", "read and write", writers)
    for name, blob in sorted(layout.product.data.blobs.items()):
        yield row(name, blob.description or "blobs outside the lake", "read", "the owner of the account decides")
    for name, share in sorted(layout.product.data.file_shares.items()):
        yield row(name, share.description or "a file share", "read and write", "the owner of the account decides")


def _writers(layout: ProductLayout, stacks: Iterable[str], grants: Iterable[Grant]) -> str:
    """Groups by their persona, workloads by their product, services of the landing zone by their title."""
    core, found = layout.core, []
    services = {id_.name: row.title for row in SERVICES if (id_ := core.service_id(row.key)) is not None}
    services[core.databricks_access_connector.name] = "Databricks"
    for grant in grants:
        if grant.kind in ("group", "user") or grant.stack not in stacks:
            found.append(services.get(grant.who, grant.who))
        else:
            found.append("workloads of this product" if grant.stack == layout.stack else f"workloads of {grant.stack}")
    return ", ".join(sorted(set(found))) or "nobody"
