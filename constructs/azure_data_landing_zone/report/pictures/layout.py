"""Where everything in a picture lies: Graphviz, as WebAssembly in Node, one process for all pictures."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping, Sequence
from importlib import resources
from pathlib import Path
from typing import cast
from xml.sax.saxutils import escape

from ...azure.json_values import JsonObject
from ...errors import AdlzError
from .graph import Cluster, Node, Picture

#: Letters that Graphviz knows the widths of without a font file.
_FONT = "Helvetica"
_LIBRARY = "viz.cjs"


class PictureError(AdlzError, RuntimeError):
    """Pictures cannot be drawn here; the message says what is missing."""


def library() -> Path:
    """The WebAssembly build of Graphviz, which the package carries.

    Raises:
        PictureError: the file is missing; the installation is damaged.
    """
    place = Path(str(resources.files(__package__))) / "vendor" / _LIBRARY
    if not place.is_file():
        raise PictureError(f"{place} is missing, which lays out the pictures: install azure-data-landing-zone again")
    return place


def lay_out(pictures: Sequence[Picture], node: str) -> list[JsonObject]:
    """Box, nodes, clusters and edges of each picture with their places, as `layout.cjs` writes them.

    Args:
        pictures: the pictures.
        node: path of a Node, version 20 or newer.

    Raises:
        PictureError: the library is missing, or Node does not run it.
    """
    if not pictures:
        return []
    script = Path(str(resources.files(__package__))) / "layout.cjs"
    try:
        done = subprocess.run(  # noqa: S603  (the Node that the caller found, and a script of ours)
            [node, str(script), str(library())],
            input=json.dumps([_graph(picture) for picture in pictures]),
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
    except OSError as error:
        raise PictureError(f"Node does not run: {error}") from error
    if done.returncode:
        said = done.stderr.strip().splitlines()
        raise PictureError(f"pictures could not be laid out: {said[-1] if said else 'Node said nothing'}")
    return cast("list[JsonObject]", json.loads(done.stdout))


def _graph(picture: Picture) -> JsonObject:
    """A picture as viz-js takes it."""
    return {
        "directed": True,
        "graphAttributes": {
            "rankdir": "LR",
            "compound": True,
            "newrank": True,
            "nodesep": 0.18,
            "ranksep": picture.spread,
            "pad": 0.1,
            "fontname": _FONT,
        },
        "nodeAttributes": {"shape": "box", "fontname": _FONT, "fontsize": 13, "margin": "0.13,0.06", "height": 0.3},
        "edgeAttributes": {"fontname": _FONT, "fontsize": 10, "arrowsize": 0.7},
        "subgraphs": [_subgraph(cluster) for cluster in picture.clusters],
        "edges": [
            {
                "tail": edge.tail,
                "head": edge.head,
                "attributes": {
                    "id": str(number),
                    **({"label": "\n".join(edge.label)} if edge.label else {}),
                    **({"ltail": f"cluster_{edge.tail_cluster}"} if edge.tail_cluster else {}),
                    **({"lhead": f"cluster_{edge.head_cluster}"} if edge.head_cluster else {}),
                    **({"dir": "back"} if edge.backwards else {}),
                },
            }
            for number, edge in enumerate(picture.edges)
        ],
    }


def _subgraph(cluster: Cluster) -> JsonObject:
    nodes = [{"name": node.key, "attributes": {"label": {"html": _label(node)}}} for node in cluster.nodes]
    inner = [_subgraph(one) for one in cluster.clusters]
    if cluster.column and len(nodes) > 1:
        nodes, inner = [], [{"graphAttributes": {"rank": "same"}, "nodes": nodes}, *inner]
    return {
        "name": f"cluster_{cluster.key}",
        "graphAttributes": {
            "label": {"html": f"<b>{escape(cluster.title)}</b>"},
            "fontsize": 12,
            "fontname": _FONT,
            "labeljust": "l",
            "margin": 12,
        },
        "nodes": nodes,
        "subgraphs": inner,
    }


def _label(node: Node) -> str:
    details: Mapping[str, None] = dict.fromkeys(node.details)
    small = "".join(f'<br/><font point-size="10">{escape(line)}</font>' for line in details)
    return f"<b>{escape(node.title)}</b>{small}"
