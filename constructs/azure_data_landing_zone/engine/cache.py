"""Where lean copies of the provider's bindings are kept. Imports no jsii, so that it can be looked at without Node."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

#: Name of the environment variable that names a folder for them.
CACHE_VARIABLE = "ADLZ_CACHE_DIR"


def cache_folders() -> list[Path]:
    """Where lean copies are kept: in `.gen` of the project that we are in, else in the user's cache folder."""
    if given := os.environ.get(CACHE_VARIABLE):
        return [Path(given)]
    here = Path.cwd()
    projects = [folder / ".gen" / "bindings" for folder in (here, *here.parents) if (folder / "cdktf.json").is_file()]
    return [*projects[:1], platformdirs.user_cache_path("azure-data-landing-zone") / "bindings"]
