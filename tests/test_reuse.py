"""A synthesis that reuses stacks writes the same bytes as one that makes them all."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from azure_data_landing_zone import config, kept
from azure_data_landing_zone.cli.app import app
from azure_data_landing_zone.synthesis import Reuse, stacks_of, synthesize
from azure_data_landing_zone.synthesized.stacks import read_stacks
from support import ROOT, files


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "cache"
    monkeypatch.setenv(kept.VARIABLE, str(folder))
    return folder


@pytest.fixture
def file(tmp_path: Path, cache: Path) -> Path:
    """A small landing zone, all of whose stacks are kept."""
    shutil.copytree(ROOT / "apps" / "minimal", tmp_path / "app")
    file = tmp_path / "app" / "landing-zone.yaml"
    synthesize(config.load(file), tmp_path / "out", reuse=Reuse.ON)
    return file


def test_the_second_synth_makes_nothing(file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("azure_data_landing_zone.synthesis.make", None)
    before = files(tmp_path / "out")
    told: list[str] = []
    configuration = config.load(file)
    for output in ("out", "other"):
        made = synthesize(configuration, tmp_path / output, reuse=Reuse.ON, done=told.append)
        assert files(tmp_path / output) == before
        assert made.reused == len(configuration.stacks) == len(made.stacks)
    assert told == [*configuration.stacks, *configuration.stacks]
    assert made.stacks["core"].total() > 50


def test_an_edited_or_damaged_output_is_written_again(file: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    before = files(output)
    (output / "stacks" / "core" / "cdk.tf.json").write_text("{}")
    (output / "stacks" / "policy" / "cdk.tf.json").write_text("no JSON")
    (output / "stacks" / "bootstrap" / "cdk.tf.json").unlink()
    (output / "manifest.json").write_text("{")
    synthesize(config.load(file), output, reuse=Reuse.ON)
    assert files(output) == before


def test_a_damaged_stack_is_made_again(file: Path, tmp_path: Path, cache: Path) -> None:
    for one in sorted(cache.iterdir())[:2]:
        one.write_bytes(one.read_bytes()[:-3])
    before, number = files(tmp_path / "out"), len(config.load(file).stacks)
    assert synthesize(config.load(file), tmp_path / "new", reuse=Reuse.ON).reused == number - 2
    assert files(tmp_path / "new") == before
    assert synthesize(config.load(file), tmp_path / "new", reuse=Reuse.ON).reused == number


def test_only_what_changed_is_made_and_equals_a_full_synth(file: Path, tmp_path: Path) -> None:
    file.write_text(file.read_text() + "removed: {old-dev: {data: keep}}\n")
    configuration = config.load(file)
    partial = synthesize(configuration, tmp_path / "partial", reuse=Reuse.ON)
    full = synthesize(configuration, tmp_path / "full")
    assert partial.reused == len([name for name in configuration.stacks if name == "forecast-dev"]) == 1
    assert full.reused == 0
    assert files(tmp_path / "partial") == files(tmp_path / "full")
    assert stacks_of(configuration, reuse=Reuse.ON).documents == read_stacks(tmp_path / "full")


def test_a_pattern_reuses_what_it_names_and_leaves_the_others(file: Path, tmp_path: Path) -> None:
    output, configuration = tmp_path / "out", config.load(file)
    edited = output / "stacks" / "core" / "cdk.tf.json"
    edited.write_text(edited.read_text().replace("contoso", "edited"))
    before = files(output)
    made = synthesize(configuration, output, pattern="forecast-*", reuse=Reuse.ON)
    assert (made.reused, list(made.stacks)) == (1, ["forecast-dev"])
    assert files(output) == before


def test_a_program_reuses_and_keeps_nothing_unless_it_asks(
    file: Path, tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        raise AssertionError("asked for")

    monkeypatch.setattr(kept.KeptStacks, "find", refused)
    before = files(cache)
    configuration = config.load(file)
    assert synthesize(configuration, tmp_path / "new", pattern="forecast-*").reused == 0
    assert stacks_of(configuration, pattern="forecast-*").reused == 0
    shutil.rmtree(cache)
    synthesize(configuration, tmp_path / "new", pattern="forecast-*")
    assert not cache.exists()
    # What is kept is replaced when all is made anew.
    synthesize(configuration, tmp_path / "new", pattern="forecast-*", reuse=Reuse.RENEW)
    (renewed,) = cache.iterdir()
    assert before[renewed.name] == renewed.read_bytes()


def test_an_interrupt_leaves_output_and_kept_stacks(
    file: Path, tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    file.write_text(file.read_text() + "tags: {changed: 'yes'}\n")
    before, stacks = files(tmp_path / "out"), files(cache)
    monkeypatch.setattr("azure_data_landing_zone.making._make", interrupt)
    with pytest.raises(KeyboardInterrupt):
        synthesize(config.load(file), tmp_path / "out", reuse=Reuse.ON)
    assert files(tmp_path / "out") == before
    assert files(cache) == stacks


def test_two_runs_at_once_write_the_same(file: Path, tmp_path: Path, cache: Path) -> None:
    shutil.rmtree(cache)
    command = [sys.executable, "-m", "azure_data_landing_zone.cli", "synth", "-c", str(file), "-o"]
    running = [
        subprocess.Popen([*command, str(tmp_path / name)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        for name in ("one", "two")
    ]
    said = [process.communicate()[0] for process in running]
    assert [process.returncode for process in running] == [0, 0], said
    assert files(tmp_path / "one") == files(tmp_path / "two") == files(tmp_path / "out")
    assert len(list(cache.iterdir())) == len(config.load(file).stacks)


def adlz(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


REUSED = re.compile(r"reused (\d+) of (\d+) stacks; --fresh synthesizes all", re.IGNORECASE)


def test_commands_say_what_they_reuse(file: Path, tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    outputs = {}
    commands = [
        ("synth", "-c", file, "-o", "out"),
        ("synth", "-c", file, "-o", "out", "--json"),
        ("check", "-c", file, "--format", "json"),
        ("diff", "out", file),
        ("report", "-c", file, "-o", "site"),
    ]
    with monkeypatch.context() as during:
        during.setattr("azure_data_landing_zone.synthesis.make", None)
        for command in commands:
            done = adlz(*command)
            assert done.exit_code == 0, done.output
            if "--json" in command:
                assert json.loads(done.stdout)["reused"] == 4
            else:
                assert REUSED.findall(done.output) == [("4", "4")], done.output
            outputs[command] = done.stdout
    made: list[list[str]] = []

    def make(configuration: object, names: list[str], *rest: object) -> object:
        made.append(list(names))
        return original(configuration, names, *rest)

    from azure_data_landing_zone import synthesis

    original: Callable[..., object] = synthesis.make
    monkeypatch.setattr(synthesis, "make", make)
    site = files(tmp_path / "site")
    for command in commands[2:]:
        done = adlz(*command, "--fresh")
        assert done.exit_code == 0, done.output
        assert not REUSED.search(done.output)
        assert done.stdout == outputs[command]
    assert [len(names) for names in made] == [4, 4, 4]
    assert files(tmp_path / "site") == site


def test_a_revision_and_the_work_tree_share_what_is_kept(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    git = ["git", "-C", str(tmp_path / "app"), "-c", "user.name=a", "-c", "user.email=a@b.c"]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    for arguments in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "all"]):
        subprocess.run([*git, *arguments], check=True, env=environment)
    text = file.read_text()
    file.write_text(text.replace("Sales forecast", "Forecast"))
    assert adlz("synth", "-c", file, "-o", tmp_path / "out").exit_code == 0
    monkeypatch.setattr("azure_data_landing_zone.synthesis.make", None)
    done = adlz("diff", "-c", file)
    assert done.exit_code == 0, done.output
    assert REUSED.findall(done.output) == [("4", "4"), ("4", "4")]
    assert "1 changed" in done.stdout
