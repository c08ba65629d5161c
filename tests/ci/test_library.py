"""Where pip takes the library from, and the lock of its dependencies."""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from importlib import metadata, resources
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from azure_data_landing_zone.ci import PlaceError, library_text, lock_text, own_place, untouched
from azure_data_landing_zone.ci.library import NOWHERE
from support import ROOT

COMMIT = "0123456789abcdef0123456789abcdef01234567"
SHA = "ab" * 32
WHEEL = "azure_data_landing_zone-0.1.0-py3-none-any.whl"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
VERSION = PROJECT["version"]


def locked(engine: str) -> dict[str, tuple[str, int]]:
    """The version and the number of hashes of each package."""
    text = lock_text(engine, "init").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    found = {}
    for line in lines:
        match = re.match(r"([\w.-]+)==(\S+)", line)
        assert match, line
        found[canonicalize_name(match[1])] = (match[2], line.count("--hash=sha256:"))
    return found


@pytest.mark.parametrize("engine", ["cdktf", "cdktn"])
def test_the_lock_holds_every_dependency_in_an_allowed_version_with_hashes(engine: str) -> None:
    packages = locked(engine)
    extras = PROJECT["optional-dependencies"]
    declared = [*PROJECT["dependencies"], *extras["node"], *extras["testing"], "hatchling>=1.26"]
    declared += extras["cdktn"] if engine == "cdktn" else []
    for requirement in map(Requirement, declared):
        version, _ = packages[canonicalize_name(requirement.name)]
        assert requirement.specifier.contains(version), f"{requirement} is locked at {version}: make lock"
    assert all(hashes for _, hashes in packages.values())
    assert "azure-data-landing-zone" not in packages


def test_the_locks_name_no_index() -> None:
    for file in resources.files("azure_data_landing_zone.ci").joinpath("locks").iterdir():
        assert "://" not in file.read_text(), file.name
        assert "index" not in file.read_text(), file.name


@pytest.mark.parametrize(
    ("place", "line"),
    [
        (f"git+https://git.example.com/a/b.git@{COMMIT}", f"azure-data-landing-zone @ git+https://git.example.com/a/b.git@{COMMIT}"),
        (f"git+ssh://git@git.example.com/a/b.git@{COMMIT}", f"azure-data-landing-zone @ git+ssh://git@git.example.com/a/b.git@{COMMIT}"),
        (f"https://files.example.com/{WHEEL}#sha256={SHA}", f"azure-data-landing-zone @ https://files.example.com/{WHEEL}#sha256={SHA}"),
        ("https://pypi.example.com/simple", f"--index-url https://pypi.example.com/simple\nazure-data-landing-zone=={VERSION}"),
    ],
)  # fmt: skip
def test_a_place_becomes_a_requirement(place: str, line: str, tmp_path: Path) -> None:
    text = library_text(place, tmp_path, "init")
    assert text.endswith(f"\n{line}\n")
    assert untouched(text)
    assert not untouched(text.replace("example.com", "example.org"))


def test_a_wheel_in_the_folder_gets_its_hash(tmp_path: Path) -> None:
    wheel = tmp_path / "wheels" / WHEEL
    wheel.parent.mkdir()
    wheel.write_bytes(b"wheel")
    digest = hashlib.sha256(b"wheel").hexdigest()
    assert library_text(str(wheel), tmp_path, "init").endswith(f"\n./wheels/{WHEEL} --hash=sha256:{digest}\n")
    with pytest.raises(PlaceError, match="lies outside of .*copy it there first"):
        library_text(str(wheel), tmp_path / "zone", "init")


@pytest.mark.parametrize(
    ("place", "message"),
    [
        ("git+https://git.example.com/a/b.git", "names no full commit"),
        ("git+https://git.example.com/a/b.git@main", "names no full commit"),
        ("git+https://git.example.com/a/b.git@0123456", "names no full commit"),
        (f"git+http://git.example.com/a/b.git@{COMMIT}", "is not encrypted"),
        (f"https://files.example.com/{WHEEL}", "without its hash: append #sha256="),
        ("https://me:secret@pypi.example.com/simple", "holds credentials"),
        (f"git+https://secret@git.example.com/a/b.git@{COMMIT}", "holds credentials"),
        ("http://pypi.example.com/simple", "allowed are a wheel in the repository"),
        ("azure-data-landing-zone", "allowed are a wheel in the repository"),
        ("wheels/other-1.0-py3-none-any.whl", "is no wheel of azure-data-landing-zone"),
        (f"wheels/{WHEEL}", "cannot be read: No such file"),
    ],
)
def test_other_places_are_refused(place: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(PlaceError, match=re.escape(message)) as refused:
        library_text(place, tmp_path, "init")
    assert "secret" not in str(refused.value)


def test_without_a_place_the_file_says_what_to_do_and_pip_stops_at_it(tmp_path: Path) -> None:
    text = library_text(None, tmp_path, "init")
    assert text.endswith(f"\n./{NOWHERE}\n")
    assert "is on no public index" in text
    assert "pip wheel --no-deps ." in text


@pytest.mark.parametrize(
    ("origin", "place"),
    [
        ({"url": "https://git.example.com/a.git", "vcs_info": {"vcs": "git", "commit_id": COMMIT}}, f"git+https://git.example.com/a.git@{COMMIT}"),
        ({"url": f"https://x.example/{WHEEL}", "archive_info": {"hashes": {"sha256": SHA}}}, f"https://x.example/{WHEEL}#sha256={SHA}"),
        ({"url": "file:///home/me/clone", "vcs_info": {"vcs": "git", "commit_id": COMMIT}}, None),
        ({"url": "file:///home/me/clone", "dir_info": {"editable": True}}, None),
        (None, None),
    ],
)  # fmt: skip
def test_the_default_is_the_place_of_this_installation_if_others_reach_it(
    origin: object, place: str | None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    class Installed:
        def read_text(self, name: str) -> str | None:
            assert name == "direct_url.json"
            return json.dumps(origin) if origin else None

    monkeypatch.setattr(metadata, "distribution", lambda _: Installed())
    assert own_place() == place
    if place is not None:
        assert place in library_text(place, tmp_path, "init")
