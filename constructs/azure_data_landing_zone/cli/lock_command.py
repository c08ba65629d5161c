"""`adlz lock`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .common import DEFAULT_CONFIG, ConfigOption, reporting_errors
from .terminal import out, progress

#: Packages of these platforms are locked: those of pipelines and of developers' machines.
_PLATFORMS = ("linux_amd64", "linux_arm64", "darwin_amd64", "darwin_arm64", "windows_amd64")


def lock(
    config_file: ConfigOption = DEFAULT_CONFIG,
    output: Annotated[
        Path, typer.Option("--output", "-o", help="Output folder of `adlz synth`.", metavar="FOLDER")
    ] = Path("cdktf.out"),
    platform: Annotated[
        list[str] | None,
        typer.Option(
            "--platform",
            help=f"Platform whose packages are locked. Can be repeated. Default: {', '.join(_PLATFORMS)}.",
            metavar="OS_ARCH",
        ),
    ] = None,
    upgrade: Annotated[bool, typer.Option("--upgrade", help="Take the newest versions that the stacks allow.")] = False,
    net_mirror: Annotated[
        str | None, typer.Option("--net-mirror", help="Network mirror to ask instead of the registry.", metavar="URL")
    ] = None,
    fs_mirror: Annotated[
        Path | None,
        typer.Option("--fs-mirror", help="Folder with a mirror to read instead of the registry.", metavar="FOLDER"),
    ] = None,
) -> None:
    """Write the provider lock of the landing zone, .terraform.lock.hcl beside its configuration file.

    It fixes the version and the hashes of every provider. `adlz synth` copies it into each stack, and the pipelines
    plan and apply with these providers only. Commit the file. Needs Terraform or OpenTofu, and asks the registry.

    \b
    adlz lock               write it, or add what is missing; versions stay
    adlz lock --upgrade     take newer providers
    """  # noqa: D301  (the paragraph mark of the help is a control character)
    from ..config.reading.problems import shown
    from .provider_lock import PROVIDER_LOCK, ProviderLockError, renew, required_by_all

    with reporting_errors():
        if not config_file.exists():
            raise ProviderLockError(f"{config_file} does not exist: name the landing zone's file with --config")
        mirror = [f"-net-mirror={net_mirror}"] if net_mirror else []
        mirror += [f"-fs-mirror={fs_mirror.resolve()}"] if fs_mirror else []
        constraints = required_by_all(output)
        with progress("Asking for providers"):
            made = renew(config_file.parent, constraints, platform or _PLATFORMS, mirror, upgrade=upgrade)
        made.copy(output)
    for source, version in made.versions().items():
        out().print(f"{source} {version}", highlight=False)
    out().print(
        f"wrote {shown(config_file.parent / PROVIDER_LOCK)} and copied it to the stacks of {shown(output)}: commit it",
        markup=False,
        highlight=False,
        soft_wrap=True,
    )
