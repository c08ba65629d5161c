"""What all tests share. One jsii process serves the whole run."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
APPS = ("minimal", "contoso")

Json = dict[str, Any]


@dataclass(frozen=True)
class Stack:
    """A synthesized stack, parsed."""

    name: str
    document: Json

    def all(self, kind: str) -> dict[str, Json]:
        """Resources of a type by address."""
        found: dict[str, Json] = self.document.get("resource", {}).get(kind, {})
        return found

    def one(self, kind: str, **arguments: Any) -> Json:
        """The one resource of a type whose arguments have these values."""
        fitting = [
            body
            for body in self.all(kind).values()
            if all(body.get(name) == value for name, value in arguments.items())
        ]
        assert len(fitting) == 1, f"{len(fitting)} {kind} with {arguments} in {self.name}"
        return fitting[0]

    def addresses(self) -> list[str]:
        """All resource and data addresses."""
        managed = [f"{kind}.{name}" for kind, named in self.document.get("resource", {}).items() for name in named]
        read = [f"data.{kind}.{name}" for kind, named in self.document.get("data", {}).items() for name in named]
        return sorted(managed + read)

    def resources(self) -> Iterator[tuple[str, str, Json]]:
        """Type, name and body of every resource."""
        for kind, named in self.document.get("resource", {}).items():
            for name, body in named.items():
                yield kind, name, body


def read_stacks(output: Path) -> dict[str, Stack]:
    """The stacks in an output folder."""
    return {
        file.parent.name: Stack(file.parent.name, json.loads(file.read_text(encoding="utf-8")))
        for file in sorted(output.glob("stacks/*/cdk.tf.json"))
    }


@pytest.fixture(scope="session")
def app_stacks(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], dict[str, Stack]]:
    """The stacks of an app of ours, synthesized once."""
    from azure_data_landing_zone import config
    from azure_data_landing_zone.cli.synthesis import synthesize

    made: dict[str, dict[str, Stack]] = {}

    def stacks(app: str) -> dict[str, Stack]:
        if app not in made:
            output = tmp_path_factory.mktemp(app) / "cdktf.out"
            synthesize(config.load(ROOT / "apps" / app / "landing-zone.yaml"), output)
            made[app] = read_stacks(output)
        return made[app]

    return stacks


@pytest.fixture(scope="session")
def synth(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Mapping[str, Any]], dict[str, Stack]]:
    """Synthesizes plain configuration data."""
    from azure_data_landing_zone import config
    from azure_data_landing_zone.cli.synthesis import synthesize

    def stacks(data: Mapping[str, Any]) -> dict[str, Stack]:
        output = tmp_path_factory.mktemp("synth") / "cdktf.out"
        synthesize(config.parse(data), output)
        return read_stacks(output)

    return stacks


@pytest.fixture
def zone() -> Json:
    """A small valid landing zone, for a test to change."""
    return {
        "name": "zone",
        "location": "westeurope",
        "tenant_id": "11111111-1111-1111-1111-111111111111",
        "subscription_id": "00000000-0000-0000-0000-000000000000",
        "environments": {"dev": {"lifecycle": "disposable"}, "prod": {"lifecycle": "protected"}},
        "network": {"address_space": ["10.40.0.0/20"]},
        "data_lake": {"raw": {"containers": ["landing"]}, "curated": {"containers": ["sales"]}},
        "products": [{"name": "churn", "environments": ["dev", "prod"], "data": {"read": ["curated/sales"]}}],
    }
