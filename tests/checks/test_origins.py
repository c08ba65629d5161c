"""Where the configuration speaks of a resource: each row of the table by an example, and no resource without a place."""

from __future__ import annotations

from pathlib import Path

import pytest

from azure_data_landing_zone.checks import origins
from azure_data_landing_zone.config.layout.services import SERVICES, Use
from azure_data_landing_zone.config.layout.stacks import PLATFORM_STACKS
from azure_data_landing_zone.config.reading.document import from_data

BOOKS = sorted((Path(__file__).parent.parent / "stacks" / "address_books").glob("*.txt"))
#: Kind, the address without type and digest, and the place. One example for each row, in the order of the table.
EXAMPLES = (
    ("product", "ml_cluster-cpu", "compute.clusters.cpu"),
    ("product", "ml_instances_ada-churn", "compute.instances.ada-churn"),
    ("product", "ml_identity-cpu_container-registry-acrpull", "compute.clusters.cpu"),
    ("product", "ml_outside-datastores_weather", "data.blobs.weather"),
    ("product", "ml_datastore-curated-orders", "data"),
    ("product", "ml_connections_images", "connections.images"),
    ("product", "ml_managed-network_endpoint-base-images", "workspace.isolation"),
    ("product", "ml_application-insights", "workspace"),
    ("product", "ml_workspace", "workspace"),
    ("product", "ml_22222222-2222-2222-2222-222222222222-workspace-reader", "groups"),
    ("product", "policies_assignment", "policies"),
    ("product", "budget", "budget"),
    ("product", "alerts_vault-availability", "alerts"),
    ("product", "shipping_identity", "shipping"),
    ("product", "ml_key-vault", "name"),
    ("landing_zone", "budget", "budget"),
    ("landing_zone", "data-lake_curated_DeletionLock", "data_lake.curated"),
    ("landing_zone", "storage-group", "data_lake"),
    ("landing_zone", "network_subnet-training", "network.subnets.training"),
    ("landing_zone", "network_nat-gateway_Address", "network.outbound"),
    ("landing_zone", "network_hub_hub-peering", "network.hub"),
    ("landing_zone", "network_virtual-network", "network"),
    ("landing_zone", "dns_privatelinkadfazurecom", "network.dns"),
    ("landing_zone", "analytics-group", "analytics"),
    ("landing_zone", "log-analytics", "observability"),
    ("landing_zone", "state_resource-group", "state"),
    ("landing_zone", "policies_definition-append", "policies"),
    ("landing_zone", "alerts_lake-availability-curated", "alerts"),
    ("landing_zone", "lake-readers", "name"),
    # The rows of services, in their order.
    *(
        (
            "product",
            f"{service.label}_any",
            f"links.{service.key}" if service.use is Use.LINK else "inference",
        )
        for service in SERVICES
        if service.use is not Use.ALWAYS
    ),
    *(("landing_zone", f"{service.label}_any", f"analytics.{service.key}") for service in SERVICES),
)


def row(kind: str, name: str) -> int | None:
    """The number of the first row that fits."""
    rows = origins._table()[kind]
    return next((number for number, one in enumerate(rows) if one["address"].fullmatch(name)), None)


@pytest.mark.parametrize(("kind", "name", "place"), EXAMPLES)
def test_a_resource_comes_from_a_place(kind: str, name: str, place: str) -> None:
    path = place.split(".")
    data: dict[str, object] = {"name": path[2]} if len(path) > 2 else {}
    for key in reversed(path[1:2]):
        data = {key: [data] if key in ("clusters", "instances") else {path[2]: {}} if len(path) > 2 else {}}
    document = from_data({path[0]: data}, "zone.yaml")
    found = origins._path(kind, f"azurerm_x.{name}_0123ABCD", (), document)
    names = [str(part) if isinstance(part, str) else path[number] for number, part in enumerate(found)]
    assert names == path


def test_every_row_has_an_example() -> None:
    for kind in ("product", "landing_zone"):
        examples = [row(kind, name) for of, name, _ in EXAMPLES if of == kind]
        assert examples == list(range(len(origins._table()[kind])))


@pytest.mark.parametrize("book", BOOKS, ids=[book.stem for book in BOOKS])
def test_every_resource_of_an_app_has_a_place(book: Path) -> None:
    without = set()
    for line in book.read_text(encoding="utf-8").splitlines():
        stack, _, address = line.partition(" ")
        kind = "landing_zone" if stack in PLATFORM_STACKS else "product"
        name = origins._DIGEST.sub("", address.rpartition(".")[2])
        decided = address.startswith("data.") or stack == "quota" or row(kind, name) is not None
        if not decided:
            without.add(f"{stack} {name}")
    assert not without
