"""The commands by name; a command is imported when it is run or its help is shown."""

from __future__ import annotations

import importlib
from collections.abc import Iterator, Mapping, MutableMapping
from typing import Any

import typer
from typer.core import TyperGroup

#: Module and name of the function, or of the group of commands, and one line of help. Help shows them in this order.
COMMANDS: Mapping[str, tuple[str, str, str]] = {
    "init": ("init_command", "init", "Create a landing zone."),
    "validate": ("validate_command", "validate", "Report all errors in the configuration."),
    "synth": ("synth_command", "synth", "Write the Terraform stacks."),
    "check": ("check_command", "check", "Check the stacks before you apply them."),
    "report": ("report_command", "report", "Write a report of all resources, roles and open paths."),
    "probe": ("probe_command", "probe", "Probe endpoints and services from inside the network."),
    "diff": ("diff_command", "diff", "Compare two configurations, outputs or plans."),
    "import": ("import_command", "import_", "Write import blocks for existing resources."),
    "handover": ("handover_command", "handover", "Write a configuration that hands a stack over."),
    "lock": ("lock_command", "lock", "Write the provider lock."),
    "schema": ("schema_command", "schema", "Write the JSON Schema for editors."),
    "doctor": ("doctor_command", "doctor", "Find missing tools on this machine."),
    "docs": ("docs_command", "docs", "Show the documentation in the terminal."),
    "ci": ("ci_command", "ci_app", "Write a CI pipeline."),
    "new": ("new_command", "new_app", "Add a product."),
    "show": ("show_commands", "show_app", "Show names, ids, network, roles and more."),
}
#: What applies to the root and to every command below it.
SETTINGS: Mapping[str, Any] = {
    "no_args_is_help": True,
    "pretty_exceptions_enable": False,
    "rich_markup_mode": None,
    "context_settings": {"help_option_names": ["-h", "--help"]},
}


class Commands(TyperGroup):
    """The root of the command line: all of `COMMANDS`."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.commands = _Imported()


class _Imported(MutableMapping[str, Any]):
    """Commands by name, each imported when it is first asked for."""

    def __init__(self) -> None:
        self._imported: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in self._imported:
            self._imported[name] = _command(name, *COMMANDS[name])
        return self._imported[name]

    def __setitem__(self, name: str, command: Any) -> None:
        self._imported[name] = command

    def __delitem__(self, name: str) -> None:
        del self._imported[name]

    def __iter__(self) -> Iterator[str]:
        return iter(COMMANDS)

    def __len__(self) -> int:
        return len(COMMANDS)


def _command(name: str, module: str, attribute: str, text: str) -> Any:
    command = getattr(importlib.import_module(f".{module}", __package__), attribute)
    root = typer.Typer(add_completion=False, **SETTINGS)
    # A root with one command alone would be that command.
    root.callback()(lambda: None)
    if isinstance(command, typer.Typer):
        root.add_typer(command, name=name, short_help=text)
    else:
        root.command(name, short_help=text)(command)
    group: Any = typer.main.get_command(root)
    return group.commands[name]
