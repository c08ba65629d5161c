"""Tags: names without case, and how many a resource takes.

Source: Microsoft Learn "Use tags to organize your Azure resources", read 2026-11-26: names of tags are compared without
case, a resource provider may keep the case that it gets, and a resource takes 50 tags.
"""

from __future__ import annotations

from collections.abc import Mapping

#: The tags that a resource takes at most.
LIMIT = 50


def merged(*layers: Mapping[str, str]) -> dict[str, str]:
    """The tags of all layers. Of one name in several spellings the last layer gives spelling and value.

    Args:
        layers: tags, from the widest to the narrowest.
    """
    tags: dict[str, str] = {}
    spellings: dict[str, str] = {}
    for layer in layers:
        for name, value in layer.items():
            spelling = spellings.get(name.lower())
            if spelling is not None and spelling != name:
                del tags[spelling]
            spellings[name.lower()] = name
            tags[name] = value
    return tags


def value_of(tags: Mapping[str, str], name: str) -> str | None:
    """The value of a tag, whatever the case of its name; None if there is no such tag."""
    return next((value for key, value in tags.items() if key.lower() == name.lower()), None)
