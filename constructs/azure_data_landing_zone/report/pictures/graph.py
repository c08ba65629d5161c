"""The content of a picture: nodes in nested clusters, and edges between them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class EdgeKind(StrEnum):
    """The meaning of an edge. Each has a colour and a dash of its own, and the legend names it."""

    PRIVATE = "private"
    """A private endpoint leads there."""
    NETWORK = "network"
    """Network traffic: peering, or what leaves through a firewall."""
    READ = "read"
    """Data is read: the arrow leads from the data."""
    WRITE = "write"
    """Data is read and written: the arrow leads to the data."""
    TRUST = "trust"
    """A role: the one end may act on the other."""
    LINK = "link"
    """A service of the landing zone works with a product."""

    @property
    def meaning(self) -> str:
        """Its meaning, for the legend."""
        return _MEANINGS[self]


_MEANINGS = {
    EdgeKind.PRIVATE: "private endpoint",
    EdgeKind.NETWORK: "network traffic",
    EdgeKind.READ: "reads data",
    EdgeKind.WRITE: "reads and writes data",
    EdgeKind.TRUST: "role",
    EdgeKind.LINK: "linked service",
}


@dataclass(frozen=True)
class Node:
    """A box.

    Attributes:
        key: what edges call it; unique in its picture.
        title: its first line.
        details: further lines, smaller.
        kind: `resource`, `endpoint`, `identity`, `people`, `data`, `compute`, `service`, `product` or `outside`.
    """

    key: str
    title: str
    details: tuple[str, ...] = ()
    kind: str = "resource"


@dataclass(frozen=True)
class Cluster:
    """A frame with a title around nodes and further frames.

    Attributes:
        key: what edges call it; unique in its picture.
        title: what stands at its upper edge.
        nodes: the nodes right in it.
        clusters: the frames in it.
        kind: `group`, `subnet` or `outside`.
        column: whether its own nodes stand one below the other.
    """

    key: str
    title: str
    nodes: tuple[Node, ...] = ()
    clusters: tuple[Cluster, ...] = ()
    kind: str = "group"
    column: bool = True


@dataclass(frozen=True)
class Edge:
    """An arrow.

    Attributes:
        tail: the key of the node that it comes from.
        head: the key of the node that it leads to.
        kind: what it means.
        label: lines beside it.
        tail_cluster: the key of the cluster at whose frame it begins, instead of at the node in it.
        head_cluster: the same for its end.
        backwards: whether the arrow is drawn at the tail: the layout puts the head behind the tail all the same.
    """

    tail: str
    head: str
    kind: EdgeKind
    label: tuple[str, ...] = ()
    tail_cluster: str = ""
    head_cluster: str = ""
    backwards: bool = False


@dataclass(frozen=True)
class Picture:
    """A picture, not laid out yet.

    Attributes:
        title: what it shows, for those who cannot see it too.
        description: the same as text, in a sentence or more.
        clusters: the outermost clusters.
        edges: the arrows.
        spread: the distance between columns, in inches.
    """

    title: str
    description: str
    clusters: tuple[Cluster, ...]
    edges: tuple[Edge, ...]
    spread: float = 0.7

    @property
    def edge_kinds(self) -> tuple[EdgeKind, ...]:
        """The kinds of arrows in it, for the legend."""
        present = {edge.kind for edge in self.edges}
        return tuple(kind for kind in EdgeKind if kind in present)
