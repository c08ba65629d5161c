"""Tags: names without case, and how many a resource takes.

Source: Microsoft Learn "Use tags to organize your Azure resources", read 2026-11-26: names of tags are compared without
case, a resource provider may keep the case that it gets, and a resource takes 50 tags. Resources of private DNS take
15 tags, whose names begin with a letter and have no spaces and no special characters.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

#: The tags that a resource takes at most.
LIMIT = 50
#: The tags that a resource of private DNS takes at most.
DNS_LIMIT = 15
_DNS_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_.-]*")
#: What no tag name begins with. Sources: Microsoft Learn, REST API "Tags - Create Or Update" (reserved prefixes);
#: hashicorp/terraform-provider-azurerm 5.2.0, workbook_tags.go (`hidden-title`); both read 2026-11-26.
_RESERVED = ("microsoft", "azure", "windows", "hidden-title")


def reserved_start(name: str) -> str:
    """The reserved word that a tag name begins with, without case; empty if there is none."""
    return next((word for word in _RESERVED if name.lower().startswith(word)), "")


def of_dns(tags: Mapping[str, str]) -> dict[str, str]:
    """Those of some tags that resources of private DNS take; others come back as differences at every plan."""
    fitting = {name: value for name, value in tags.items() if _DNS_NAME.fullmatch(name)}
    return dict(list(fitting.items())[:DNS_LIMIT])


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
