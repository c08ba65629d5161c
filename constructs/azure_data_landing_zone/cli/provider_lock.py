"""The provider lock of a landing zone: one file that fixes the version and the hashes of every provider of its stacks.

`.terraform.lock.hcl` is in the folder of the landing zone's file. A synth copies the entries that a stack requires
into the folder of the stack, where Terraform looks for them: every plan and apply then uses the same providers. With
`init -lockfile=readonly`, Terraform refuses a lock that has further entries, so each stack gets its own.

Source: https://developer.hashicorp.com/terraform/language/files/dependency-lock (read 2026-11-26).
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..azure.json_values import JsonObject
from ..errors import AdlzError
from ..synthesized.stacks import mapping, read_stacks
from .files import replace_text

PROVIDER_LOCK = ".terraform.lock.hcl"
_ENTRY = re.compile(r'^provider "(?P<source>[^"\n]+)" \{\n.*?^\}$', re.MULTILINE | re.DOTALL)
_HEAD = (
    f"# Copied by adlz synth from the {PROVIDER_LOCK} beside the landing zone's file. `adlz lock` renews that file.\n"
)


class ProviderLockError(AdlzError):
    """The provider lock cannot be read, or does not fit the stacks."""


@dataclass(frozen=True)
class ProviderLock:
    """The entries of a provider lock.

    Attributes:
        file: the file that holds them.
        entries: the text of each entry by the provider's source address, such as
            `registry.terraform.io/hashicorp/azurerm`.
    """

    file: Path
    entries: Mapping[str, str]

    @classmethod
    def read(cls, folder: Path) -> ProviderLock | None:
        """The lock in a folder; None if there is none.

        Args:
            folder: the folder of the landing zone's file.

        Raises:
            ProviderLockError: the file holds no entry.
            OSError: the file cannot be read.
        """
        file = folder / PROVIDER_LOCK
        if not file.exists():
            return None
        text = file.read_text(encoding="utf-8")
        entries = {match["source"].lower(): match[0] for match in _ENTRY.finditer(text)}
        if not entries:
            raise ProviderLockError(f"{file} holds no entry of a provider: write it again with `adlz lock`")
        return cls(file, entries)

    def text(self, stack: str, providers: JsonObject) -> str:
        """The lock of one stack.

        Args:
            stack: the stack's name.
            providers: the `required_providers` of the synthesized stack.

        Raises:
            ProviderLockError: the stack requires a provider that the lock does not hold.
        """
        parts = [_HEAD]
        for source in sorted(required(providers)):
            entry = next((text for address, text in self.entries.items() if _names(address, source)), None)
            if entry is None:
                raise ProviderLockError(
                    f"{self.file} has no entry for {source}, which the stack {stack} requires: run `adlz lock`"
                )
            parts.append(f"\n{entry}\n")
        return "".join(parts)

    def versions(self) -> dict[str, str]:
        """The locked versions by the provider's source address."""
        locked = {
            source: re.search(r'^ *version *= *"([^"]+)"', text, re.MULTILINE) for source, text in self.entries.items()
        }
        return {source: match[1] if match else "" for source, match in locked.items()}

    def copy(self, output: Path) -> None:
        """Writes the lock of each stack into the stack's folder.

        Args:
            output: the output folder of a synth.

        Raises:
            ProviderLockError: a stack requires a provider that the lock does not hold. No file is written then.
            OSError: a file cannot be written.
        """
        texts = {
            file.parent: self.text(file.parent.name, _providers(file.read_text(encoding="utf-8")))
            for file in sorted(output.glob("stacks/*/cdk.tf.json"))
        }
        for folder, text in texts.items():
            target = folder / PROVIDER_LOCK
            if not target.exists() or target.read_text(encoding="utf-8") != text:
                replace_text(target, text)


def required(providers: JsonObject) -> dict[str, str]:
    """The version constraints in `required_providers` by the provider's source, such as `hashicorp/azurerm`."""
    entries = map(mapping, providers.values())
    return {str(entry.get("source")).lower(): str(entry.get("version", "")) for entry in entries}


def required_by_all(output: Path) -> dict[str, str]:
    """The version constraints of all stacks of an output folder.

    Raises:
        ProviderLockError: there are no stacks, or two of them require different versions of one provider.
    """
    constraints: dict[str, str] = {}
    try:
        stacks = read_stacks(output)
    except FileNotFoundError:
        raise ProviderLockError(
            f"{output} holds no stacks: run `adlz synth` first, or name the folder with --output"
        ) from None
    for stack, document in stacks.items():
        providers = mapping(mapping(document.get("terraform")).get("required_providers"))
        for source, constraint in required(providers).items():
            if constraints.setdefault(source, constraint) != constraint:
                raise ProviderLockError(
                    f"the stack {stack} requires {source} {constraint}, and others require {constraints[source]}: one "
                    "lock holds one version of a provider"
                )
    return constraints


def renew(
    folder: Path, constraints: Mapping[str, str], platforms: Sequence[str], mirror: Sequence[str], *, upgrade: bool
) -> ProviderLock:
    """Writes the lock of a landing zone with Terraform or OpenTofu, which ask the registry.

    Args:
        folder: the folder of the landing zone's file.
        constraints: the version constraints by the provider's source.
        platforms: the platforms whose packages are locked, such as `linux_amd64`.
        mirror: options that name a mirror, such as `-net-mirror=https://mirror.example.com/`; empty for the registry.
        upgrade: whether newer versions replace those of the former lock.

    Raises:
        ProviderLockError: neither command exists, or it fails; the former lock stays.
        OSError: the file cannot be written.
    """
    command = shutil.which("terraform") or shutil.which("tofu")
    if command is None:
        raise ProviderLockError("neither terraform nor tofu is on the PATH: `adlz doctor` says where to get them")
    with tempfile.TemporaryDirectory() as scratch:
        work = Path(scratch)
        wanted = {
            source.partition("/")[2]: {"source": source, "version": constraint}
            for source, constraint in sorted(constraints.items())
        }
        (work / "main.tf.json").write_text(json.dumps({"terraform": {"required_providers": wanted}}), encoding="utf-8")
        if not upgrade and (folder / PROVIDER_LOCK).exists():
            shutil.copyfile(folder / PROVIDER_LOCK, work / PROVIDER_LOCK)
        done = subprocess.run(
            [command, f"-chdir={work}", "providers", "lock", "-no-color", *mirror]
            + [f"-platform={platform}" for platform in platforms],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
        if done.returncode:
            raise ProviderLockError(f"{Path(command).name} providers lock failed:\n{done.stdout.strip()}")
        replace_text(folder / PROVIDER_LOCK, (work / PROVIDER_LOCK).read_text(encoding="utf-8"))
    lock = ProviderLock.read(folder)
    if lock is None:
        raise ProviderLockError(f"{folder / PROVIDER_LOCK} was removed while it was written")
    return lock


def _providers(text: str) -> JsonObject:
    """The `required_providers` of a stack's text; only they are parsed, since a stack may be large."""
    match = re.search(r'"required_providers": *(?=\{)', text)
    return {} if match is None else mapping(json.JSONDecoder().raw_decode(text, match.end())[0])


def _names(address: str, source: str) -> bool:
    """Whether an address of a lock names a source; a source without a host is of the default registry."""
    return address == source or (source.count("/") == 1 and address.partition("/")[2] == source)
