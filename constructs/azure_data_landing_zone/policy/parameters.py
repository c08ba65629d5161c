"""Values of parameters that are given beside definitions, in the form in which Azure takes them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ..azure.json_values import Json
from ..azure.policies.definition import Definition
from ..azure.policies.problems import Mistake, PolicyError


@dataclass(frozen=True, slots=True)
class Values:
    """Values of parameters.

    Attributes:
        everywhere: values by the name of the parameter, for every policy that has it.
        by_policy: values for one definition or initiative, by its name in small letters.
        file: where they come from.
    """

    everywhere: Mapping[str, Json] = field(default_factory=dict)
    by_policy: Mapping[str, Mapping[str, Json]] = field(default_factory=dict)
    file: str = ""

    @classmethod
    def read(cls, file: Path) -> Values:
        """From a file: `{"parameter": {"value": ...}}`, or the same for single policies, below their names.

        Raises:
            PolicyError: the file has not this form.
        """
        try:
            data: Json = json.loads(file.read_text(encoding="utf-8-sig"))
        except (OSError, ValueError, RecursionError) as error:
            raise PolicyError([Mistake(str(file), "", f"is not readable JSON: {error}")]) from None
        if isinstance(data, dict) and isinstance(data.get("parameters"), dict):
            data = data["parameters"]
        if not isinstance(data, dict):
            raise PolicyError([Mistake(str(file), "", 'must be an object, such as {"effect": {"value": "Audit"}}')])
        return cls({name: _value(row) for name, row in data.items()}, {}, str(file))

    def bound(self, names: Iterable[str]) -> Values:
        """The values with those for single policies told apart.

        Args:
            names: names of definitions and initiatives.
        """
        known = {name.lower() for name in names}
        everywhere: dict[str, Json] = {}
        by_policy = dict(self.by_policy)
        for name, row in self.everywhere.items():
            policy = name.rpartition("/")[2].lower()
            if policy in known and isinstance(row, dict):
                by_policy[policy] = {key: _value(item) for key, item in row.items()}
            else:
                everywhere[name] = row
        return Values(everywhere, by_policy, self.file)

    def of_name(self, name: str) -> Mapping[str, Json]:
        """The values for a policy of this name, and for all policies."""
        return {**self.everywhere, **self.by_policy.get(name.lower(), {})}

    def of(self, definition: Definition) -> Mapping[str, Json]:
        """The values that a definition has parameters for and allows; what is for it alone always counts."""
        names = {name.lower(): one for name, one in definition.parameters.items()}
        values: dict[str, Json] = {}
        for name, value in self.everywhere.items():
            one = names.get(name.lower())
            if one is not None and not one.objection(value):
                values[one.name] = value
        own = self.by_policy.get(definition.name.lower(), {})
        return values | {names[name.lower()].name if name.lower() in names else name: one for name, one in own.items()}

    def unused(self, listed: Sequence[Definition], further: Iterable[str]) -> Iterator[Mistake]:
        """Errors in the values: parameters that no policy has, and values that one does not allow.

        Args:
            listed: the definitions.
            further: names of parameters of initiatives.
        """
        have = {name.lower() for one in listed for name in one.parameters} | {name.lower() for name in further}
        for name in self.everywhere:
            if name.lower() not in have:
                yield Mistake(self.file, name, "no policy that was read has this parameter")
        for one in listed:
            names = {name.lower(): parameter for name, parameter in one.parameters.items()}
            for name, value in self.by_policy.get(one.name.lower(), {}).items():
                declared = names.get(name.lower())
                if declared is None:
                    allowed = ", ".join(one.parameters) or "none"
                    yield Mistake(self.file, f"{one.name}.{name}", f"has no such parameter; it has: {allowed}")
                elif said := declared.objection(value):
                    yield Mistake(self.file, f"{one.name}.{name}", said, str(value)[:80])


def _value(row: Json) -> Json:
    return row["value"] if isinstance(row, dict) and "value" in row else row
