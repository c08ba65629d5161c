"""The place that pip takes this library from: an index of the team's own, a wheel, or a commit of a git repository.

The library is on no public index. Its dependencies are, so they come from a lock with hashes (`requirements.txt`). pip
cannot hash a git repository, so the library comes in a second step (`requirements-library.txt`), without dependencies.
"""

from __future__ import annotations

import hashlib
import json
import re
from importlib import metadata, resources
from pathlib import Path
from urllib.parse import urlsplit

from ..errors import AdlzError
from .marks import marked

NAME = "azure-data-landing-zone"
LOCK_FILE = "requirements.txt"
LIBRARY_FILE = "requirements-library.txt"
#: The commands that install both; README and pipelines run them in the folder of the landing zone. Compiling the
#: bindings of azurerm would take half a minute, and few of their modules are used.
INSTALL = (
    f"pip install --no-compile --require-hashes -r {LOCK_FILE}",
    f"pip install --no-deps --no-build-isolation -r {LIBRARY_FILE}",
)
_FORMS = (
    "a wheel in the repository (wheels/azure_data_landing_zone-0.1.0-py3-none-any.whl), a wheel at a URL with its hash "
    "(https://.../azure_data_landing_zone-0.1.0-py3-none-any.whl#sha256=...), a full commit of a git repository "
    "(git+https://...@<40 hexadecimal digits>), or an index (https://.../simple)"
)
_WHEEL = re.compile(r"azure_data_landing_zone-[^/\\]+\.whl")
_COMMIT = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_HASH = re.compile(r"sha256=[0-9a-f]{64}")

_HEAD = f"""\
# Where pip takes {NAME} itself from. Its dependencies are in {LOCK_FILE}, with hashes:
#   {INSTALL[0]}
#   {INSTALL[1]}
"""
#: A wheel that does not exist: pip stops at it, and its message names the file.
NOWHERE = "name-the-place-of-the-library.whl"
_NO_PLACE = f"""\
#
# {NAME} is on no public index: install no package of that name from there. Until your team
# has a place for it, build a wheel in a clone of its repository (`python -m pip wheel --no-deps .`) and commit it to
# the folder wheels/. Then replace the last line by one of these, or run `adlz ci` with `--library PLACE`:
#   ./wheels/azure_data_landing_zone-VERSION-py3-none-any.whl
#   {NAME} @ git+https://git.example.com/platform/{NAME}.git@COMMIT
#   --index-url https://pypi.example.com/simple     and on the next line     {NAME}==VERSION
./{NOWHERE}
"""


class PlaceError(AdlzError, ValueError):
    """A place from which pip cannot take the library, or should not; the message says what is allowed."""


def lock_text(engine: str, command: str) -> str:
    """The dependencies with versions and hashes, as `requirements.txt`.

    Args:
        engine: `cdktf` or `cdktn`.
        command: the command that writes it, for the file's mark.
    """
    folder = resources.files(__package__).joinpath("locks")
    texts = [folder.joinpath(f"{name}.txt").read_text(encoding="utf-8") for name in dict.fromkeys(("cdktf", engine))]
    head = (
        f"# Dependencies of {NAME} {version()}, for every platform. `adlz ci` renews this file unless it was edited.\n"
        f"#   {INSTALL[0]}\n"
    )
    return marked(command, head + "".join(texts))


def library_text(place: str | None, folder: Path, command: str) -> str:
    """The place as `requirements-library.txt`.

    Args:
        place: as a person gives it; None if there is none yet. The file then says what to do, and pip stops at it.
        folder: the folder of the landing zone, in which pip will run.
        command: the command that writes it, for the file's mark.

    Raises:
        PlaceError: the place is none of those that are allowed.
    """
    if place is None:
        return marked(command, _HEAD + _NO_PLACE)
    return marked(command, _HEAD + "".join(f"{line}\n" for line in _lines(place.strip(), folder)))


def own_place() -> str | None:
    """The place that this installation came from, if others can reach it, too: a git repository or a wheel at a URL."""
    # https://packaging.python.org/en/latest/specifications/direct-url/ (read 2026-11-26)
    try:
        text = metadata.distribution(NAME).read_text("direct_url.json")
    except metadata.PackageNotFoundError:
        return None
    origin = json.loads(text) if text else {}
    url = str(origin.get("url", ""))
    if urlsplit(url).scheme not in ("https", "ssh"):
        return None
    if "vcs_info" in origin:
        return f"git+{url}@{origin['vcs_info']['commit_id']}"
    digest = origin.get("archive_info", {}).get("hashes", {}).get("sha256")
    return f"{url}#sha256={digest}" if digest else None


def version() -> str:
    """The version of this library."""
    return metadata.version(NAME)


def _lines(place: str, folder: Path) -> list[str]:
    """The place in the form of a requirements file."""
    _refuse_credentials(place)
    if place.startswith("git+"):
        return [f"{NAME} @ {_git(place)}"]
    scheme = urlsplit(place).scheme
    if scheme == "https":
        path, _, fragment = place.partition("#")
        if not path.endswith(".whl"):
            return [f"--index-url {place}", f"{NAME}=={version()}"]
        if not _HASH.fullmatch(fragment):
            raise PlaceError(f"{path} is given without its hash: append #sha256=<64 hexadecimal digits>")
        return [f"{NAME} @ {place}"]
    if place.endswith(".whl") and "://" not in place:
        return [_wheel(Path(place), folder)]
    raise PlaceError(f"{place!r} is no place that pip can take the library from; allowed are {_FORMS}")


def _git(place: str) -> str:
    address, _, commit = place.rpartition("@")
    if not _COMMIT.fullmatch(commit):
        raise PlaceError(f"{place} names no full commit: append @<40 hexadecimal digits>, since branches and tags move")
    if urlsplit(address).scheme not in ("git+https", "git+ssh", "git+file"):
        raise PlaceError(f"{place} is not encrypted, or unknown to pip: allowed are git+https and git+ssh")
    return place


def _refuse_credentials(place: str) -> None:
    parts = urlsplit(place)
    if parts.password or (parts.username and not parts.scheme.endswith("ssh")):
        raise PlaceError(
            f"the address of {parts.hostname} holds credentials, and the file is committed: give pip those by its "
            "environment or keyring"
        )


def _wheel(file: Path, folder: Path) -> str:
    if not _WHEEL.fullmatch(file.name):
        raise PlaceError(f"{file.name} is no wheel of {NAME}")
    try:
        inside = file.resolve().relative_to(folder.resolve())
        digest = hashlib.sha256(file.read_bytes()).hexdigest()
    except ValueError:
        raise PlaceError(
            f"{file} lies outside of {folder}, where colleagues and pipelines do not have it: copy it there first, "
            "such as to wheels/"
        ) from None
    except OSError as error:
        raise PlaceError(f"{file} cannot be read: {error.strerror}") from None
    return f"./{inside.as_posix()} --hash=sha256:{digest}"
