"""`adlz validate`."""

from __future__ import annotations

import json

import typer

from .common import DEFAULT_CONFIG, ConfigOption, JsonOption, load
from .terminal import err, out


def validate(config_file: ConfigOption = DEFAULT_CONFIG, as_json: JsonOption = False) -> None:
    """Validate the configuration without synthesizing.

    Reports all errors in all files with their lines. Renews the schemas that `adlz init` wrote for editors, if they are
    out of date. Does not need Node.js. Exit status: 0 valid, 2 errors.

    \b
    adlz validate
    adlz validate -c zones/europe/landing-zone.yaml --json
    """  # noqa: D301  (the paragraph mark of the help is a control character)
    from .schemas import refresh

    refresh(config_file)
    configuration = load(config_file, as_json=as_json, verdict=True)
    from .output import print_validation, print_warnings, problem_data
    from .placeholders import placeholder_warnings

    placeholders = placeholder_warnings(config_file)
    warnings = [*configuration.warnings, *placeholders]
    if not as_json:
        print_warnings(err(), placeholders)
        print_validation(out(), configuration, config_file, len(warnings))
        return
    counts = {
        "valid": True,
        "stacks": list(configuration.stacks),
        "warnings": [problem_data(problem) for problem in warnings],
    }
    typer.echo(json.dumps(counts, indent=2))
