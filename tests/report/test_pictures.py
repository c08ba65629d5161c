"""Pictures: what is in them, and that they are drawn."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from azure_data_landing_zone import config, report
from azure_data_landing_zone.engine import node
from azure_data_landing_zone.report.contents import Contents, Given
from azure_data_landing_zone.report.pictures import Cluster, Edge, EdgeKind, Node, Picture, PictureError, draw, layout
from azure_data_landing_zone.report.pictures.landing_zone import MOST_PRODUCTS, landing_zone
from azure_data_landing_zone.report.pictures.product import network, trust
from azure_data_landing_zone.testing import Synthesized
from paths_support import without
from report_support import documents
from support import APPS, ROOT, Json, Stack

TWO = Picture("Two", "One leads to the other.", (Cluster("c", "A & B", (Node("a", "A"), Node("b", "<B>"))),), (Edge("a", "b", EdgeKind.TRUST, ("Reader",)),))  # fmt: skip


def nodes(clusters: Sequence[Cluster]) -> Iterator[Node]:
    for cluster in clusters:
        yield from cluster.nodes
        yield from nodes(cluster.clusters)


def frames(clusters: Sequence[Cluster]) -> Iterator[str]:
    for cluster in clusters:
        yield cluster.key
        yield from frames(cluster.clusters)


def arrows(picture: Picture) -> set[tuple[str, str, EdgeKind]]:
    titles = {node.key: node.title for node in nodes(picture.clusters)}
    return {(titles[edge.tail], titles[edge.head], edge.kind) for edge in picture.edges}


@pytest.mark.parametrize("app", APPS)
def test_every_arrow_has_two_ends(app: str, app_stacks: Callable[[str], dict[str, Stack]]) -> None:
    configuration = config.load(ROOT / "apps" / app / "landing-zone.yaml")
    contents = Contents(configuration, documents(app_stacks(app)), Given())
    pictures = [landing_zone(contents)]
    for product in configuration.products:
        pictures += [network(contents, product), trust(contents, product)]
    for picture in pictures:
        keys = [node.key for node in nodes(picture.clusters)]
        assert len(keys) == len(set(keys)), picture.title
        for edge in picture.edges:
            assert {edge.tail, edge.head} <= set(keys), (picture.title, edge)
            assert {edge.tail_cluster, edge.head_cluster} <= {"", *frames(picture.clusters)}, (picture.title, edge)


def test_a_landing_zone_shows_what_joins_its_parts(contents: Contents) -> None:
    shown = arrows(landing_zone(contents))
    assert ("blob, dfs", "curated", EdgeKind.PRIVATE) in shown
    assert ("curated", "Recommendations", EdgeKind.WRITE) in shown
    assert ("enriched", "Churn", EdgeKind.READ) in shown
    assert ("Synapse", "Churn", EdgeKind.LINK) in shown
    assert ("Firewall", "training", EdgeKind.NETWORK) in shown


def test_a_product_shows_its_endpoints_and_whom_it_trusts(contents: Contents) -> None:
    product = contents.deployments["maintenance-prod"]
    reached = arrows(network(contents, product))
    assert ("vault", "Key vault", EdgeKind.PRIVATE) in reached
    assert sum(1 for _, target, kind in reached if target == "Storage account" and kind is EdgeKind.PRIVATE) == 4
    trusted = arrows(trust(contents, product))
    assert ("Data scientists", "Workspace", EdgeKind.TRUST) in trusted
    assert ("own container", "Clusters", EdgeKind.WRITE) in trusted


@pytest.mark.parametrize(
    ("removed", "arrow"),
    [
        (r"core azurerm_private_dns_zone\..*vaultcore.*", ("vault", "Key vault", EdgeKind.PRIVATE)),
        (
            r"churn-dev azurerm_role_assignment\.data-factory_workspace.*",
            ("Data Factory", "Workspace", EdgeKind.PRIVATE),
        ),
        (r"core azurerm_firewall_policy_rule_collection_group.*", ("Firewall", "Cluster cpu", EdgeKind.NETWORK)),
    ],
)
def test_an_arrow_without_a_path_is_not_drawn(
    contents: Contents, app_stacks: Callable[[str], Synthesized], removed: str, arrow: tuple[str, str, EdgeKind]
) -> None:
    stacks = documents(app_stacks("contoso"))
    lacking = Contents(contents.configuration, without(stacks, removed), Given())
    assert arrow in arrows(network(contents, contents.deployments["churn-dev"]))
    assert arrow not in arrows(network(lacking, lacking.deployments["churn-dev"]))


def test_data_that_nobody_may_use_has_no_arrow(contents: Contents, app_stacks: Callable[[str], Synthesized]) -> None:
    stacks = without(documents(app_stacks("contoso")), r"\S+ azurerm_role_assignment\..*lake-enriched-crm.*")
    shown = arrows(landing_zone(Contents(contents.configuration, stacks, Given())))
    assert not [arrow for arrow in shown if arrow[0] == "enriched"]


def test_many_products_are_one_node(zone: Json) -> None:
    zone["environments"] = {"dev": {}}
    zone["products"] = [{"name": f"p{number}", "environments": ["dev"]} for number in range(MOST_PRODUCTS + 1)]
    configuration = config.parse(zone)
    # What the stacks hold is of no matter here.
    contents = Contents(configuration, {name: {} for name in configuration.stacks}, Given())
    shown = [node for node in nodes(landing_zone(contents).clusters) if node.kind == "product"]
    assert [(node.title, node.details) for node in shown] == [("13 products", ("13 deployments",))]


def test_pictures_are_drawn_as_svg_that_names_what_is_in_them() -> None:
    (drawing,) = draw([TWO], node.find())
    root = ET.fromstring(f"<svg>{drawing.body}</svg>")  # noqa: S314  (ours)
    assert {text.text for text in root.iter("text")} == {"A", "<B>", "A & B", "Reader"}
    (edge,) = [g for g in root.iter("g") if g.get("class") == "edge trust"]
    assert len(edge.findall("path")) == 2
    assert 0 < drawing.width < 400
    assert 0 < drawing.height < 400


def test_one_shape_is_laid_out_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    original = layout.lay_out
    monkeypatch.setattr(
        "azure_data_landing_zone.report.pictures.drawing.lay_out",
        lambda pictures, node: asked.append(len(pictures)) or original(pictures, node),
    )
    first, second = draw([TWO, Picture("Other words", "", TWO.clusters, TWO.edges)], node.find())
    assert asked == [1]
    assert first.body == second.body
    assert second.picture.title == "Other words"


def test_without_the_library_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(layout.resources, "files", lambda _: tmp_path / "a" / "b" / "c" / "d")
    with pytest.raises(PictureError, match="install azure-data-landing-zone again"):
        draw([TWO], node.find())


def test_a_node_that_does_not_run_is_told() -> None:
    with pytest.raises(PictureError, match="Node does not run"):
        draw([TWO], "/nowhere/node")


def test_files_for_markdown_are_whole_pictures(made: report.Report) -> None:
    assert len(made.pictures) < 1 + 2 * 10, "environments of one shape share their pictures"
    for name, text in made.pictures.items():
        root = ET.fromstring(text)  # noqa: S314  (ours)
        assert root.findtext("{http://www.w3.org/2000/svg}title"), name
        assert root.findtext("{http://www.w3.org/2000/svg}desc"), name
