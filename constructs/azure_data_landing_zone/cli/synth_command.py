"""`adlz synth`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from .common import DEFAULT_CONFIG, AgainstOption, ConfigOption, FreshOption, JsonOption, load, reporting_errors
from .completion import stack_names
from .terminal import err, out, progress


def synth(
    config_file: ConfigOption = DEFAULT_CONFIG,
    output: Annotated[
        Path,
        typer.Option(
            "--output",
            "-o",
            help="Output folder for the stacks. Other files in it stay unchanged.",
            metavar="FOLDER",
            envvar="CDKTF_OUTDIR",
            show_envvar=False,
        ),
    ] = Path("cdktf.out"),
    stack: Annotated[
        str | None,
        typer.Option(
            "--stack",
            "-s",
            help="Synthesize only these stacks, such as 'churn-*'.",
            metavar="PATTERN",
            autocompletion=stack_names,
        ),
    ] = None,
    jobs: Annotated[
        int | None,
        typer.Option(
            "--jobs", "-j", help="Number of processes. Default: depends on the number of stacks.", min=1, metavar="N"
        ),
    ] = None,
    against: AgainstOption = None,
    fresh: FreshOption = False,
    as_json: JsonOption = False,
) -> None:
    """Validate the configuration and write the Terraform stacks.

    Compares the stacks with the previous output, or with --against, and refuses to lose data or to move address ranges
    and names that exist.

    `synth`, `check`, `report` and `diff` reuse a stack from a former run if the library, the engine and the
    configuration of the stack have not changed. Edited stacks in the output folder are replaced. If the command fails
    or is interrupted, the previous output is unchanged.

    \b
    adlz synth
    adlz synth -c zones/europe/landing-zone.yaml -o europe.out
    adlz synth -s 'churn-*'      synthesize only these stacks; the others are unchanged
    """  # noqa: D301  (the paragraph mark of the help is a control character)
    from ..kept import of_environment

    if jobs in (None, 1) and (fresh or of_environment().is_empty):
        from ..engine import maker

        maker.expect()
    configuration = load(config_file, as_json=as_json)
    from ..synthesis import Reuse, matching, synthesize
    from .files import record
    from .output import print_synthesis, synthesis_data
    from .provider_lock import ProviderLock

    with reporting_errors(), progress("Synthesizing", len(matching(configuration, stack))) as step:
        lock = ProviderLock.read(config_file.parent)
        former = None
        if against is not None:
            from .comparison import former_stacks

            former = former_stacks(against, output, config_file, fresh=fresh)
        synthesis = synthesize(
            configuration,
            output,
            pattern=stack,
            jobs=jobs,
            done=step,
            written=lambda _: record(output),
            reuse=Reuse.RENEW if fresh else Reuse.ON,
            against=former,
        )
        if lock is not None:
            lock.copy(output)
    for warning in synthesis.warnings if not as_json else ():
        err().print(f"warning: {warning}", style="yellow")
    if as_json:
        typer.echo(json.dumps(synthesis_data(synthesis), indent=2))
    else:
        print_synthesis(out(), synthesis, configuration)
