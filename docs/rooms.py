"""The map of the library's rooms, drawn from its imports: a table, a graph in DOT, and the same as SVG."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from html import escape
from pathlib import Path

import grimp

PACKAGE = "azure_data_landing_zone"
SOURCES = Path(__file__).resolve().parent.parent / "constructs" / PACKAGE
#: Rooms that are shown with what is in them, and the part of them that stands highest.
_OPEN = {"config": "loader"}
_WIDTH, _HEIGHT, _GAP, _STEP = 148, 34, 22, 84


def rooms() -> dict[str, frozenset[str]]:
    """The rooms of the library, and for each the rooms that it imports."""
    graph = grimp.build_graph(PACKAGE, cache_dir=None)
    names = {_room(module) for module in graph.modules} - {""}
    imports: dict[str, set[str]] = {name: set() for name in sorted(names)}
    for importer in graph.modules:
        for imported in graph.find_modules_directly_imported_by(importer):
            a, b = _room(importer), _room(imported)
            if a and b and a != b:
                imports[a].add(b)
    return {name: frozenset(found) for name, found in imports.items()}


def _room(module: str) -> str:
    """The room of a module; empty for the package as a whole and for files beside its rooms."""
    parts = module.split(".")[1:]
    if not parts or not (SOURCES / parts[0]).is_dir():
        return ""
    if parts[0] not in _OPEN:
        return parts[0]
    # What is imported from an open room as a whole is what stands highest in it.
    return "/".join(parts[:2]) if len(parts) > 1 else f"{parts[0]}/{_OPEN[parts[0]]}"


def reduced(imports: Mapping[str, frozenset[str]]) -> dict[str, list[str]]:
    """The imports without those that follow from others."""

    def below(name: str) -> set[str]:
        return {one for found in imports[name] for one in (found, *below(found))}

    return {name: sorted(found - {one for other in found for one in below(other)}) for name, found in imports.items()}


def floors(imports: Mapping[str, frozenset[str]]) -> list[list[str]]:
    """The rooms by floor, the highest first: a room stands above all that it imports."""
    level: dict[str, int] = {}

    def height(name: str) -> int:
        if name not in level:
            level[name] = 1 + max((height(found) for found in imports[name]), default=-1)
        return level[name]

    highest = max(map(height, imports))
    return [sorted(name for name in imports if level[name] == floor) for floor in range(highest, -1, -1)]


def table() -> str:
    """The rooms with what each is for, as its package says."""
    lines = ["| room | contents |", "|---|---|"]
    for name in rooms():
        folder = SOURCES / name
        file = folder / "__init__.py" if folder.is_dir() else folder.with_suffix(".py")
        text = ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or ""
        first = " ".join(text.split("\n\n")[0].split())
        lines.append(f"| `{name}` | {first} |")
    return "\n".join(lines)


def dot() -> str:
    """The graph in DOT."""
    arrows = [f'    "{name}" -> "{one}";' for name, found in reduced(rooms()).items() for one in found]
    return "\n".join(["digraph rooms {", "    node [shape=box];", *arrows, "}", ""])


def svg() -> str:
    """The graph as SVG: floors from top to bottom, and an arrow from each room to what it imports."""
    imports = rooms()
    rows = floors(imports)
    width = max(len(row) for row in rows) * (_WIDTH + _GAP) + _GAP
    place = {
        name: ((width - len(row) * (_WIDTH + _GAP) + _GAP) // 2 + number * (_WIDTH + _GAP), _GAP + floor * _STEP)
        for floor, row in enumerate(rows)
        for number, name in enumerate(row)
    }
    height = len(rows) * _STEP + _GAP
    title = "The rooms of the library: every arrow is an import, and all lead downwards"
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
            'role="img" font-family="sans-serif" font-size="13">',
            f"<title>{title}</title>",
            '<defs><marker id="head" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7" '
            'orient="auto"><path d="M0 0L8 4L0 8z" fill="#5b6b7b"/></marker></defs>',
            f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
            *_arrows(reduced(imports), place),
            *(
                f'<rect x="{x}" y="{y}" width="{_WIDTH}" height="{_HEIGHT}" rx="5" fill="#eef3f8" stroke="#5b6b7b"/>'
                f'<text x="{x + _WIDTH // 2}" y="{y + 22}" text-anchor="middle" fill="#1b2733">{escape(name)}</text>'
                for name, (x, y) in place.items()
            ),
            "</svg>",
            "",
        ]
    )


def _arrows(imports: Mapping[str, list[str]], place: Mapping[str, tuple[int, int]]) -> Iterator[str]:
    for name, found in imports.items():
        for one in found:
            (x1, y1), (x2, y2) = place[name], place[one]
            x1, x2, y1 = x1 + _WIDTH // 2, x2 + _WIDTH // 2, y1 + _HEIGHT
            middle = (y1 + y2) // 2
            yield (
                f'<path d="M{x1} {y1}C{x1} {middle} {x2} {middle} {x2} {y2}" fill="none" stroke="#5b6b7b" '
                'marker-end="url(#head)"/>'
            )
