"""Objects of models as defaults are not validated when they are made; here they are."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator

from azure_data_landing_zone import config
from azure_data_landing_zone.config.models.base import Model


def models(base: type[Model]) -> Iterator[type[Model]]:
    for below in base.__subclasses__():
        if below.__module__.startswith(config.__name__):
            yield below
            yield from models(below)


def test_every_default_is_what_its_model_makes_of_it() -> None:
    tried = 0
    for model in models(Model):
        for name, field in model.model_fields.items():
            if isinstance(default := field.default, Model):
                given = {key: getattr(default, key) for key in default.model_fields_set}
                assert type(default).model_validate(given) == default, f"{model.__name__}.{name}"
                tried += 1
    assert tried > 25


def test_models_are_built_when_something_is_validated() -> None:
    code = """
import json, sys
from azure_data_landing_zone import config
from azure_data_landing_zone.config.models.base import Model
def built(base):
    found = [base.__name__] if base.__pydantic_complete__ and base is not Model else []
    return found + [name for below in base.__subclasses__() for name in built(below)]
print(json.dumps(built(Model)))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == []
