"""Pictures as SVG: small, without colours of its own (a style sheet gives them), and readable by screen readers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import cast
from xml.sax.saxutils import escape

from ...azure.json_values import JsonObject
from .graph import Cluster, Picture
from .layout import lay_out

_MARGIN = 6
_TITLE_INDENT = 10


@dataclass(frozen=True)
class Drawing:
    """A picture that was drawn.

    Attributes:
        picture: what it shows.
        width: in pixels.
        height: in pixels.
        body: what goes inside of an `svg` element of that size.
    """

    picture: Picture
    width: int
    height: int
    body: str

    @property
    def view_box(self) -> str:
        """The `viewBox` of its `svg` element."""
        return f"0 0 {self.width} {self.height}"


def draw(pictures: Sequence[Picture], node: str) -> list[Drawing]:
    """Draws pictures, each shape once.

    Args:
        pictures: the pictures.
        node: path of a Node, version 20 or newer.

    Raises:
        PictureError: the library that lays them out is missing, or Node does not run it.
    """
    shapes = list(dict.fromkeys((picture.clusters, picture.edges, picture.spread) for picture in pictures))
    first = {shape: Picture("", "", *shape) for shape in shapes}
    laid_out = dict(zip(shapes, lay_out([first[shape] for shape in shapes], node), strict=True))
    drawn = {shape: _draw(first[shape], laid_out[shape]) for shape in shapes}
    return [Drawing(picture, *drawn[picture.clusters, picture.edges, picture.spread]) for picture in pictures]


def _draw(picture: Picture, places: JsonObject) -> tuple[int, int, str]:
    width, height = cast("list[float]", places["size"])
    clusters = cast("dict[str, JsonObject]", places["clusters"])
    parts = [
        *_clusters(picture.clusters, clusters),
        *_edges(picture, cast("list[JsonObject]", places["edges"]), clusters),
        *_nodes(picture.clusters, cast("dict[str, JsonObject]", places["nodes"])),
    ]
    body = f'<g transform="translate({_MARGIN} {_MARGIN})">{"".join(parts)}</g>'
    return round(width) + 2 * _MARGIN, round(height) + 2 * _MARGIN, body


def _clusters(clusters: Sequence[Cluster], places: dict[str, JsonObject]) -> Iterator[str]:
    for cluster in clusters:
        yield f'<g class="cluster {cluster.kind}">{_box(places[f"cluster_{cluster.key}"], 8)}</g>'
        yield from _clusters(cluster.clusters, places)


def _titles(clusters: Sequence[Cluster], places: dict[str, JsonObject]) -> Iterator[str]:
    for cluster in clusters:
        place = places[f"cluster_{cluster.key}"]
        x = cast("list[float]", place["box"])[0] + _TITLE_INDENT
        yield f'<g class="title">{_texts(place, x)}</g>'
        yield from _titles(cluster.clusters, places)


def _nodes(clusters: Sequence[Cluster], places: dict[str, JsonObject]) -> Iterator[str]:
    for cluster in clusters:
        for node in cluster.nodes:
            place = places[node.key]
            left, _, width, _ = cast("list[float]", place["box"])
            round_ = 11 if node.kind == "endpoint" else 4
            yield f'<g class="node {node.kind}">{_box(place, round_)}{_texts(place, left + width / 2)}</g>'
        yield from _nodes(cluster.clusters, places)


def _edges(picture: Picture, places: list[JsonObject], clusters: dict[str, JsonObject]) -> Iterator[str]:
    labels: list[str] = []
    for edge, place in zip(picture.edges, places, strict=True):
        lines = "".join(f'<path class="line" d="{_curve(curve)}"/>' for curve in _points(place["curve"]))
        heads = "".join(f'<path class="head" d="M{_joined(head)}Z"/>' for head in _points(place["head"]))
        yield f'<g class="edge {edge.kind}">{lines}{heads}</g>'
        labels.append(f'<g class="label {edge.kind}">{_texts(place)}</g>' if place["texts"] else "")
    # Over all lines, so that none crosses a word.
    yield from _titles(picture.clusters, clusters)
    yield from labels


def _points(value: object) -> list[list[list[float]]]:
    return cast("list[list[list[float]]]", value)


def _curve(points: list[list[float]]) -> str:
    return f"M{_joined(points[:1])}C{_joined(points[1:])}"


def _joined(points: list[list[float]]) -> str:
    return " ".join(f"{_number(x)} {_number(y)}" for x, y in points)


def _number(value: float) -> str:
    return f"{value:.1f}".rstrip("0").rstrip(".")


def _box(place: JsonObject, radius: int) -> str:
    x, y, width, height = map(_number, cast("list[float]", place["box"]))
    return f'<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="{radius}"/>'


def _texts(place: JsonObject, middle: float | None = None) -> str:
    """The lines of a text, around their middle or, for the title of a cluster, from the left."""
    return "".join(
        f'<text x="{_number(x if middle is None else middle)}" y="{_number(y)}">{escape(text)}</text>'
        for x, y, text in cast("list[tuple[float, float, str]]", place["texts"])
    )
