"""A synth changes its own files together, leaves all others alone, and nothing behind."""

from __future__ import annotations

import contextlib
import errno
import json
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NoReturn

import pytest

from azure_data_landing_zone import config, making, output_folder
from azure_data_landing_zone.config import Configuration
from azure_data_landing_zone.engine import node
from azure_data_landing_zone.output_folder import OutputError, writing
from azure_data_landing_zone.synthesis import synthesize
from support import ROOT, files

ADLZ = [sys.executable, "-m", "azure_data_landing_zone.cli"]
SYNTH = [*ADLZ, "synth", "--fresh", "-c", "app/landing-zone.yaml"]
#: What people and Terraform keep in the folder of a stack.
FOREIGN = (
    "terraform.tfvars",
    "prod.auto.tfvars",
    "override.tf",
    "terraform.tfstate",
    ".terraform/environment",
    ".terraform.lock.hcl",
    "imports.tf.json",
    "notes/README.md",
)


@pytest.fixture(autouse=True)
def interruptible() -> Iterator[None]:
    """Ctrl-C interrupts, although a shell may have started the tests in the background, where it is ignored."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture
def configuration() -> Configuration:
    return config.load(ROOT / "apps" / "minimal" / "landing-zone.yaml")


@pytest.fixture
def made(tmp_path: Path, app_output: Callable[[str], Path]) -> Path:
    """A folder with a landing zone that was synthesized, and then changed."""
    shutil.copytree(ROOT / "apps" / "minimal", tmp_path / "app")
    shutil.copytree(app_output("minimal"), tmp_path / "cdktf.out")
    file = tmp_path / "app" / "landing-zone.yaml"
    file.write_text(file.read_text() + "tags: {changed: 'yes'}\n")
    return tmp_path


def is_as_before(folder: Path, before: dict[str, bytes]) -> bool:
    return files(folder / "cdktf.out") == before and sorted(path.name for path in folder.iterdir()) == [
        "app",
        "cdktf.out",
    ]


def test_files_of_others_stay(made: Path) -> None:
    output = made / "cdktf.out"
    for name in FOREIGN:
        (output / "stacks" / "core" / name).parent.mkdir(exist_ok=True)
        (output / "stacks" / "core" / name).write_text(name)
    (output / "stacks" / "mine").mkdir()
    (output / "stacks" / "mine" / "main.tf").write_text("# mine")
    (output / "plan.txt").write_text("plan")
    before = files(output)
    synthesize(config.load(made / "app" / "landing-zone.yaml"), output)
    after = files(output)
    changed = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
    assert changed == {f"stacks/{stack}/cdk.tf.json" for stack in ("core", "forecast-dev")}


def test_a_stack_that_was_removed_leaves_its_state(made: Path, configuration: Configuration) -> None:
    output = made / "cdktf.out"
    manifest = json.loads((output / "manifest.json").read_text())
    for name in ("old-dev", "old-prod"):
        shutil.copytree(output / "stacks" / "core", output / "stacks" / name)
        manifest["stacks"][name] = manifest["stacks"]["core"]
    (output / "manifest.json").write_text(json.dumps(manifest))
    (output / "stacks" / "old-dev" / "terraform.tfstate").write_text("state")
    with pytest.raises(OutputError, match=r"removed: {old-dev: {}, old-prod: {}}"):
        synthesize(configuration, output)
    file = made / "app" / "landing-zone.yaml"
    file.write_text(file.read_text() + "removed: {old-dev: {}, old-prod: {}}\n")
    synthesize(config.load(file), output)
    left = {name for name in files(output) if "old-" in name}
    assert left == {"stacks/old-dev/terraform.tfstate"}
    assert not (output / "stacks" / "old-prod").exists()


def interrupted(moment: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sends SIGINT at a moment."""
    if moment == "when the folder is made":
        make = tempfile.mkdtemp
        monkeypatch.setattr(tempfile, "mkdtemp", lambda **given: (make(**given), signal.raise_signal(signal.SIGINT))[0])
    elif moment == "while a stack is made":
        write = making._make

        def make_half(configuration: Configuration, names: Any, folder: Path, done: Any = None) -> NoReturn:
            write(configuration, names[:1], folder, done)
            signal.raise_signal(signal.SIGINT)
            raise AssertionError("not reached")

        monkeypatch.setattr(making, "_make", make_half)
    elif moment == "while it is removed":
        discard = output_folder._discard

        def discard_later(folder: Path) -> None:
            signal.raise_signal(signal.SIGINT)
            discard(folder)

        monkeypatch.setattr(output_folder, "_discard", discard_later)
        interrupted("while a stack is made", monkeypatch)


@pytest.mark.parametrize("moment", ["when the folder is made", "while a stack is made", "while it is removed"])
@pytest.mark.parametrize("first", [False, True])
def test_an_interrupt_leaves_everything_as_it_was(
    made: Path, moment: str, first: bool, configuration: Configuration, monkeypatch: pytest.MonkeyPatch
) -> None:
    if first:
        shutil.rmtree(made / "cdktf.out")
    before = files(made)
    interrupted(moment, monkeypatch)
    handler = signal.getsignal(signal.SIGINT)
    with pytest.raises(KeyboardInterrupt):
        synthesize(configuration, made / "cdktf.out")
    assert files(made) == before
    assert (made / "cdktf.out").exists() is not first
    assert signal.getsignal(signal.SIGINT) is handler


def test_an_interrupt_while_files_are_put_in_place_comes_after_them(
    made: Path, monkeypatch: pytest.MonkeyPatch, app_output: Callable[[str], Path]
) -> None:
    install = output_folder._install

    def interrupted_install(output: Path, ready: Path) -> None:
        signal.raise_signal(signal.SIGINT)
        install(output, ready)

    monkeypatch.setattr(output_folder, "_install", interrupted_install)
    with pytest.raises(KeyboardInterrupt):
        synthesize(config.load(made / "app" / "landing-zone.yaml"), made / "cdktf.out")
    after = files(made / "cdktf.out")
    assert after.keys() == files(app_output("minimal")).keys()
    assert b"changed" in after["stacks/core/cdk.tf.json"]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_to_the_command_leaves_everything_as_it_was(made: Path, number: signal.Signals) -> None:
    before = files(made / "cdktf.out")
    running = subprocess.Popen(SYNTH, cwd=made, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    while running.poll() is None and not any((made / "cdktf.out").glob(".adlz-new-*/stacks/*/cdk.tf.json")):
        time.sleep(0.002)
    running.send_signal(number)
    _, said = running.communicate(timeout=60)
    assert running.returncode == 128 + number
    assert said == ("\nadlz: interrupted, nothing was changed\n" if number == signal.SIGINT else "")
    assert is_as_before(made, before)


#: Where Ctrl-C is pressed in the command, and what the message then says.
MOMENTS = {
    "output_folder._install": " after these were written: cdktf.out",
    "cli.output.print_synthesis": " after these were written: cdktf.out",
    "synthesis._compare": ", nothing was changed",
}


@pytest.mark.parametrize("moment", MOMENTS)
def test_the_message_says_what_an_interrupted_command_has_written(made: Path, moment: str) -> None:
    before = files(made / "cdktf.out")
    module, name = f"azure_data_landing_zone.{moment}".rsplit(".", 1)
    code = f"""
import signal
import {module} as module
from azure_data_landing_zone.cli import main
function = module.{name}
def interrupted(*given):
    signal.raise_signal(signal.SIGINT)
    return function(*given)
module.{name} = interrupted
main()
"""
    done = subprocess.run(
        [sys.executable, "-c", code, *SYNTH[3:]], cwd=made, capture_output=True, text=True, timeout=120, check=False
    )
    assert (done.returncode, done.stderr) == (130, f"\nadlz: interrupted{MOMENTS[moment]}\n")
    assert (files(made / "cdktf.out") == before) is ("nothing" in MOMENTS[moment])


def test_what_a_kill_leaves_the_next_synth_clears_away(made: Path, configuration: Configuration) -> None:
    before = files(made / "cdktf.out")
    running = subprocess.Popen(SYNTH, cwd=made, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    while running.poll() is None and not any((made / "cdktf.out").glob(".adlz-new-*/stacks/*/cdk.tf.json")):
        time.sleep(0.002)
    running.kill()
    # Node ends a moment later, and closes the pipe.
    running.communicate(timeout=60)
    assert {name: data for name, data in files(made / "cdktf.out").items() if ".adlz" not in name} == before
    synthesize(configuration, made / "cdktf.out")
    assert is_as_before(made, before)


class Killed(BaseException):
    """Stands for the end of the process: nothing is cleaned up."""


@pytest.mark.parametrize("after", range(6))
def test_the_next_synth_completes_what_was_killed_while_files_were_put_in_place(
    tmp_path: Path, after: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    output = tmp_path / "out"
    old = {"a": "old a", "b": "old b", "gone": "old gone"}
    new = {"a": "new a", "b": "new b", "c": "new c"}
    lay(output, old)
    (output / "stacks" / "a" / "terraform.tfstate").write_text("state")
    lay(output / ".adlz-ready", new)
    replace = Path.replace
    left = [after]

    def replace_some(self: Path, target: Path) -> Path:
        if not left[0]:
            raise Killed
        left[0] -= 1
        return replace(self, target)

    with monkeypatch.context() as patch, contextlib.suppress(Killed):
        patch.setattr(Path, "replace", replace_some)
        patch.setattr(shutil, "rmtree", lambda *_, **__: None)
        output_folder._install(output, output / ".adlz-ready")
    with writing(output):
        assert stacks(output) == new
    assert not list(output.glob(".adlz-*"))
    assert (output / "stacks" / "a" / "terraform.tfstate").read_text() == "state"
    assert not (output / "stacks" / "gone").exists()


@pytest.mark.parametrize("after", range(6))
def test_files_that_cannot_be_put_in_place_leave_the_former_ones(
    tmp_path: Path, after: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    output = tmp_path / "out"
    old = {"a": "old a", "b": "old b", "gone": "old gone"}
    lay(output, old)
    before = files(output)
    replace = Path.replace
    left = [after]

    def replace_some(self: Path, target: Path) -> Path:
        left[0] -= 1
        if left[0] == -1:
            raise PermissionError(errno.EACCES, "Permission denied")
        return replace(self, target)

    with pytest.raises(OutputError, match="out cannot be written to: permission denied"), writing(output) as folder:
        lay(folder.made, {"a": "new a", "b": "new b", "c": "new c"})
        monkeypatch.setattr(Path, "replace", replace_some)
        folder.install()
    assert files(output) == before
    assert sorted(path.name for path in (output / "stacks").iterdir()) == ["a", "b", "gone"]


def lay(folder: Path, texts: dict[str, str]) -> None:
    for name, text in texts.items():
        (folder / "stacks" / name).mkdir(parents=True)
        (folder / "stacks" / name / "cdk.tf.json").write_text(text)
    (folder / "manifest.json").write_text(json.dumps({"stacks": {name: {} for name in texts}}))


def stacks(folder: Path) -> dict[str, str]:
    named = json.loads((folder / "manifest.json").read_text())["stacks"]
    found = {file.parent.name: file.read_text() for file in folder.glob("stacks/*/cdk.tf.json")}
    assert named.keys() == found.keys()
    return found


@pytest.mark.parametrize("first", [False, True])
def test_two_at_once(made: Path, first: bool, configuration: Configuration) -> None:
    output = made / "cdktf.out"
    if first:
        shutil.rmtree(output)
    before = files(made)
    with writing(output) as folder:
        with pytest.raises(OutputError) as caught:
            synthesize(configuration, output)
        assert str(caught.value) == (
            f"another synth is writing to {output}: wait until it has ended, or name another folder"
        )
        assert folder.made.exists()
    assert files(made) == before
    assert output.exists() is not first
    synthesize(configuration, output)


@pytest.mark.parametrize("first", [False, True])
def test_a_full_disk(made: Path, first: bool, configuration: Configuration, monkeypatch: pytest.MonkeyPatch) -> None:
    if first:
        shutil.rmtree(made / "cdktf.out")
    before = files(made)

    def full(*_: object) -> NoReturn:
        # As jsii passes on what Node says.
        raise RuntimeError("ENOSPC: no space left on device, write")

    from azure_data_landing_zone.stacks import landing_zone

    monkeypatch.setattr(landing_zone, "add_stacks", full)
    with pytest.raises(OutputError) as caught:
        synthesize(configuration, made / "cdktf.out")
    assert str(caught.value) == f"{made / 'cdktf.out'} cannot be written to: no space left on device"
    assert files(made) == before
    assert (made / "cdktf.out").exists() is not first


def test_a_full_folder_for_temporary_files_is_named(
    made: Path, configuration: Configuration, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> NoReturn:
        raise OSError(errno.ENOSPC, "No space left on device", "/tmp/node/runtime.js")  # noqa: S108

    monkeypatch.setattr(making, "_make", full)
    with pytest.raises(OutputError) as caught:
        synthesize(configuration, made / "cdktf.out")
    assert str(caught.value) == "/tmp/node/runtime.js cannot be written to: no space left on device"  # noqa: S108


def test_a_folder_that_cannot_be_written_to(made: Path, configuration: Configuration) -> None:
    (made / "file").write_text("")
    with pytest.raises(OutputError, match="file/out cannot be written to: not a directory"):
        synthesize(configuration, made / "file" / "out")
    with pytest.raises(OutputError, match="/proc/adlz/out cannot be written to: no such file or directory"):
        synthesize(configuration, Path("/proc/adlz/out"))


def test_a_read_only_folder(made: Path, configuration: Configuration, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(**_: object) -> NoReturn:
        raise OSError(errno.EROFS, "Read-only file system")

    before = files(made)
    monkeypatch.setattr(tempfile, "mkdtemp", refuse)
    with pytest.raises(OutputError, match="cdktf.out cannot be written to: read-only file system"):
        synthesize(configuration, made / "cdktf.out")
    assert files(made) == before


LOSE_NODE = """
import jsii, sys
from azure_data_landing_zone.cli import main
from azure_data_landing_zone.{module} import {owner}
former = {owner}.{name}
def lose(*given, **named):
    jsii.kernel.provider._process._process.kill()
    return former(*given, **named)
{owner}.{name} = lose
sys.argv[1:] = ["synth", "--fresh", "-c", "app/landing-zone.yaml"]
main()
"""


@pytest.mark.parametrize(
    ("module", "owner", "name"), [("engine.framework", "App", "synth"), ("stacks", "landing_zone", "CoreStack")]
)
def test_node_is_lost(made: Path, module: str, owner: str, name: str) -> None:
    before = files(made / "cdktf.out")
    code = LOSE_NODE.format(module=module, owner=owner, name=name)
    done = subprocess.run([sys.executable, "-c", code], cwd=made, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr == (
        "adlz: Node ended by signal 9 while it was writing the stacks. If the machine has too little memory, use fewer "
        "--jobs or --stack\n"
    )
    assert is_as_before(made, before)


def test_a_worker_process_is_lost(made: Path, configuration: Configuration) -> None:
    before = files(made / "cdktf.out")
    code = """
import os, signal, threading, time, multiprocessing
from azure_data_landing_zone import config
from azure_data_landing_zone.synthesis import synthesize
def kill():
    while not (found := multiprocessing.active_children()):
        time.sleep(0.01)
    os.kill(found[0].pid, signal.SIGKILL)
if __name__ == "__main__":
    threading.Thread(target=kill).start()
    synthesize(config.load("app/landing-zone.yaml"), "cdktf.out", jobs=2)
"""
    (made / "app" / "run.py").write_text(code.replace('"cdktf.out"', '__import__("pathlib").Path("cdktf.out")'))
    done = subprocess.run([sys.executable, "app/run.py"], cwd=made, capture_output=True, text=True, check=False)
    assert "OutputError: a worker process ended before its stacks were written" in done.stderr
    assert is_as_before(made, before)


def test_what_is_no_fault_of_the_system_is_raised_as_it_is() -> None:
    for error in (ValueError("x"), RuntimeError("Error: ENOSUCH: x"), KeyError("ENOSPC: ")):
        with pytest.raises(type(error)) as caught, node.needed():
            raise error
        assert caught.value is error
