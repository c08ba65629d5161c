"""The stacks of a program, as its own `app.synth()` writes them, without its output folder."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from pathlib import Path

from ..azure.json_values import Json
from .either import AnyApp, AnyStack
from .framework import App, TerraformStack, Testing


def documents(app: AnyApp) -> Mapping[str, Mapping[str, Json]]:
    """The Terraform JSON of all stacks of an app by their names.

    Args:
        app: the app. Stacks can be added to it afterwards.

    Raises:
        TypeError: it is no App.
        ValueError: two stacks have the same name; the framework would write one over the other.
    """
    if not isinstance(app, App):
        raise TypeError(f"program takes the App of a program, not {_kind(app)}")
    stacks = [node for node in app.node.find_all() if isinstance(node, TerraformStack)]
    paths: dict[str, str] = {}
    for stack in stacks:
        path = stack.node.path
        if (other := paths.setdefault(stack_name(stack), path)) != path:
            raise ValueError(
                f"the stacks {other} and {path} have the same id, and app.synth() would write the second over the "
                "first: give each TerraformStack of an App an id of its own"
            )
    for stack in stacks:
        # Before one of them is written: this adds the outputs that other stacks refer to.
        stack.prepare_stack()
    found: dict[str, Mapping[str, Json]] = {}
    for stack in stacks:
        folder = Path(Testing.full_synth(stack))
        try:
            (file,) = folder.glob("stacks/*/cdk.tf.json")
            found[file.parent.name] = _with_relative_state(json.loads(file.read_text(encoding="utf-8")))
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    return found


def stack_name(stack: AnyStack) -> str:
    """The name of a stack in the output: its id alone, whatever construct it is below."""
    return str(stack.node.id)


def app_of(stack: AnyStack) -> AnyApp:
    """The app of a stack.

    Raises:
        TypeError: the stack has none, or it is no stack.
    """
    if not isinstance(stack, TerraformStack):
        raise TypeError(f"a stack is a TerraformStack, or one of program(app) by its name, not {_kind(stack)}")
    root = stack.node.root
    if not isinstance(root, App):
        raise TypeError(f"the stack {stack.node.id} is in no App: give TerraformStack an App as its scope")
    return root


def _kind(given: object) -> str:
    return f"{given!r}" if given is None or isinstance(given, str) else f"a value of the class {type(given).__name__}"


def _with_relative_state(document: dict[str, Json]) -> dict[str, Json]:
    """Without the folder of this machine, which the framework writes for a state that no backend is given for."""
    terraform = document.get("terraform")
    backend = terraform.get("backend") if isinstance(terraform, dict) else None
    local = backend.get("local") if isinstance(backend, dict) else None
    if isinstance(local, dict) and isinstance(path := local.get("path"), str):
        local["path"] = Path(path).name
    return document
