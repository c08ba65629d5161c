"""Each analytics service is one row, which agrees with its model, its part and its link."""

from __future__ import annotations

import typing

from azure_data_landing_zone.config.layout.services import LINKED_SERVICES, SERVICES
from azure_data_landing_zone.config.models.analytics import Analytics, CreatedService
from azure_data_landing_zone.config.models.base import Model
from azure_data_landing_zone.config.models.links import Links
from azure_data_landing_zone.config.models.parts import core_part


def shapes(key: str) -> tuple[type[Model], type[Model]]:
    """The models of a service that the landing zone creates, and of one that exists."""
    text = str(Analytics.model_fields[key].annotation)
    models = {model.__name__: model for model in _below(Model)}
    named = [model for name, model in models.items() if f".{name}" in text]
    created = next(model for model in named if issubclass(model, CreatedService))
    return created, next(model for model in named if model is not created)


def _below(base: type[Model]) -> typing.Iterator[type[Model]]:
    for model in base.__subclasses__():
        yield model
        yield from _below(model)


def test_there_is_a_row_for_every_service_and_link() -> None:
    assert sorted(row.key for row in SERVICES) == sorted(Analytics.model_fields)
    assert sorted(row.key for row in LINKED_SERVICES) == sorted(Links.model_fields)


def test_a_row_agrees_with_the_models_and_parts_of_its_service() -> None:
    for row in SERVICES:
        created, existing = shapes(row.key)
        assert row.id_key in existing.model_fields
        assert row.id_key not in created.model_fields
        assert core_part(row.part).service == row.key
        assert row.subresources
