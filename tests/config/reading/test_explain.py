"""Each form of a value that the models ask for is said in words, never as a regular expression."""

from __future__ import annotations

from collections.abc import Iterator

from azure_data_landing_zone.config.models.schema import landing_zone_schema, product_schema
from azure_data_landing_zone.config.reading.explain import FORMS


def patterns(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        found = value.get("pattern")
        if isinstance(found, str):
            yield found
        # The names of some mappings have a form as well.
        yield from value.get("patternProperties", {})
        for inner in value.values():
            yield from patterns(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from patterns(inner)


def test_every_pattern_of_the_models_is_said_in_words() -> None:
    asked = {*patterns(landing_zone_schema()), *patterns(product_schema())}
    default = "{abbreviation}-{landing_zone}-{product}-{environment}-{region}-{instance}"
    assert asked - {default} == set(FORMS)
