"""Pictures of a landing zone and of its products: what is in them, where it lies, and how it is drawn."""

from .drawing import Drawing, draw
from .graph import Cluster, Edge, EdgeKind, Node, Picture
from .layout import PictureError

__all__ = ["Cluster", "Drawing", "Edge", "EdgeKind", "Node", "Picture", "PictureError", "draw"]
