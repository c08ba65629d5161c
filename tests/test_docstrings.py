"""Editors show the docstring of `__init__` where a construct is created, and that of the class where it is named."""

from __future__ import annotations

import inspect
import re

import pytest

from azure_data_landing_zone import patterns, resources, stacks
from azure_data_landing_zone.engine import azapi
from azure_data_landing_zone.engine.framework import Construct

PUBLIC = {
    f"{module.__name__.rpartition('.')[2]}.{name}": found
    for module in (azapi, resources, patterns, stacks)
    for name, found in vars(module).items()
    if inspect.isclass(found) and issubclass(found, Construct) and found.__module__.startswith(module.__name__)
}


@pytest.mark.parametrize("construct", PUBLIC.values(), ids=PUBLIC)
def test_the_constructor_documents_the_construct_and_every_argument(construct: type[Construct]) -> None:
    own = next(base for base in construct.__mro__ if "__init__" in vars(base))
    assert own.__module__.startswith("azure_data_landing_zone."), "the framework's docstring would be shown"
    documented = inspect.cleandoc(vars(own)["__init__"].__doc__ or "")
    assert documented.partition("\n\n")[0] == (inspect.getdoc(own) or "").partition("\n\n")[0]
    arguments = documented.partition("\nArgs:\n")[2].partition("\n\n")[0]
    named = set(re.findall(r"^    (\w+): ", arguments, re.MULTILINE))
    wanted = {
        name
        for name, parameter in inspect.signature(own.__init__).parameters.items()
        if parameter.kind is parameter.KEYWORD_ONLY
    }
    assert wanted <= named, "arguments without a text"
