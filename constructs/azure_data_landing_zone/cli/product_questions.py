"""The questions of `adlz new product`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from ..azure.vm_sizes import vm_sizes
from ..config import Configuration, Product
from ..config.layout.services import LINKED_SERVICES
from ..config.models.known import containers
from ..config.models.products import ComputeCluster
from . import ask


@dataclass(frozen=True)
class Question:
    """A value of a new product.

    Attributes:
        option: the option that gives it on the command line.
        text: what a person is asked; empty for a value that only the option gives.
        default: what stands without an answer; None if there has to be one.
        check: returns the answer as it is used, or raises `typer.BadParameter`.
        path: its path in `product_defaults`; empty if it cannot be a default.
        many: whether it is a list.
    """

    option: str
    text: str
    default: str | None
    check: Callable[[str], str]
    path: tuple[str, ...] = ()
    many: bool = False


def questions(configuration: Configuration) -> Mapping[str, Question]:
    """The questions by the name of the value, in the order in which they are asked.

    Args:
        configuration: the landing zone without the new product.
    """
    zone = configuration.landing_zone
    services = tuple(row.key for row in LINKED_SERVICES if getattr(zone.analytics, row.key))
    lake = containers(zone)
    environments = ", ".join(zone.environments)
    group = "Object id of the Entra group of its data scientists (empty: later)"
    return {
        "name": Question("NAME", "Key of the product, part of every name", None, ask.field(Product, "name")),
        "description": Question("--description", "What it is about", "", ask.anything),
        "environments": Question(
            "--environment",
            f"Environments ({environments})",
            environments,
            ask.each(ask.among(tuple(zone.environments), "environment of the landing zone")),
            ("environments",),
            many=True,
        ),
        "read": Question(
            "--read",
            f"Data that it reads ({', '.join(lake) or 'the lake has no containers yet'})",
            "",
            ask.each(ask.among(lake, "container of the lake")),
            ("data", "read"),
            many=True,
        ),
        "write": Question("--write", "", "workspace/own", ask.anything, ("data", "write"), many=True),
        "data_scientists": Question(
            "--data-scientists",
            group,
            "",
            ask.field(Product, "groups", "data_scientists", optional=True),
            ("groups", "data_scientists"),
        ),
        "ml_engineers": Question("--ml-engineers", "", "", ask.anything, ("groups", "ml_engineers")),
        "vm_size": Question(
            "--vm-size",
            "Size of the nodes of its cluster",
            "Standard_D4ds_v4",
            ask.among({**vm_sizes(), **zone.vm_sizes}, "virtual machine size that we know"),
            ("compute", "clusters"),
        ),
        "max_nodes": Question(
            "--max-nodes",
            "Nodes at full scale",
            "4",
            ask.field(ComputeCluster, "max_nodes", number=True),
            ("compute", "clusters"),
        ),
        "links": Question(
            "--link",
            f"Services that it works with ({', '.join(services)})" if services else "",
            "",
            ask.each(ask.among(services, "service of the landing zone")),
            ("links",),
            many=True,
        ),
    }


def answered(
    asked: Mapping[str, Question], options: Mapping[str, str | None], defaults: Mapping[str, Any], answers: ask.Answers
) -> dict[str, str]:
    """The values of a new product; one that all products have by default is left out, unless an option gives it.

    Args:
        asked: the questions.
        options: values of options, by the name of the value.
        defaults: `product_defaults` of the landing zone.
        answers: takes them.
    """
    values: dict[str, str] = {}
    by_default = {name for name, question in asked.items() if question.path and _has(defaults, question.path)}
    # A cluster is one item of a list, which is written as a whole or not at all.
    if any(options[name] is not None for name in ("vm_size", "max_nodes")):
        by_default -= {"vm_size", "max_nodes"}
    for name, question in asked.items():
        if options[name] is None and name in by_default:
            continue
        if options[name] is None and not question.text:
            values[name] = question.default or ""
        else:
            values[name] = answers.get(question.option, options[name], question.text, question.default, question.check)
    return values


def _has(defaults: Mapping[str, Any], path: tuple[str, ...]) -> bool:
    here: Any = defaults
    for key in path:
        if not isinstance(here, Mapping) or key not in here:
            return False
        here = here[key]
    return True
