"""Each form of a value that the models ask for is said in words, unless the pattern itself is short enough."""

from __future__ import annotations

from collections.abc import Iterator

from azure_data_landing_zone.config.models.schema import landing_zone_schema, product_schema
from azure_data_landing_zone.config.reading.explain import _FORMS

#: The patterns that people are shown as they are.
SHOWN = {
    r"^(api|https)://\S+$",
    r"^[^<>%&\\?/]{1,128}$",
    r"^/subscriptions/[0-9a-fA-F-]{36}/(resourceGroups/[^/\s]+/)?providers/[^/\s]+(/[^/\s]+)+$",
    r"^[^@\s]+@[^@\s]+\.[^@\s.]+$",
    r"^[A-Za-z][A-Za-z0-9-]{1,22}[A-Za-z0-9]$",
    r"^[A-Za-z0-9_. -]+$",
    r"^[A-Za-z0-9_.-]+(/[A-Za-z0-9_.-]+)+$",
    r"^[a-z][a-z0-9]*_[a-z0-9_]+\.[A-Za-z_][A-Za-z0-9_-]*$",
    r"^[a-z][a-z0-9]{0,14}$",
    r"^[a-z][a-z0-9_]{1,30}$",
    r"^[a-z0-9.-]+$",
    r"^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$",
    r"^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$",
    r"^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$",
    r"^[a-z0-9]{0,4}$",
    r"^[a-z0-9]{1,8}$",
    r"^adb-[0-9]+\.[0-9]+\.[a-z.]+$",
    r"^https://[^\s]+$",
    r"^https://[a-z0-9.-]+/keys/[A-Za-z0-9-]+(/[0-9a-f]+)?$",
}


def patterns(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        found = value.get("pattern")
        if isinstance(found, str):
            yield found
        for inner in value.values():
            yield from patterns(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from patterns(inner)


def test_every_pattern_of_the_models_is_said_in_words_or_shown() -> None:
    asked = {*patterns(landing_zone_schema()), *patterns(product_schema())}
    default = "{abbreviation}-{landing_zone}-{product}-{environment}-{region}-{instance}"
    assert asked - {default} == set(_FORMS) | SHOWN
