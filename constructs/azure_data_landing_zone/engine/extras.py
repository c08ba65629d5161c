"""The command that installs what an extra of this library brings.

The library is on no public index, so messages name the packages of the extra, which are.
"""

from __future__ import annotations

import re
import shlex
from importlib import metadata

_REQUIREMENT = re.compile(r"""(?P<requirement>[^;]+?)\s*;\s*extra == ['"](?P<extra>[\w-]+)['"]""")


def install_command(extra: str) -> str:
    """`pip install` with the packages of an extra.

    Args:
        extra: such as `node`; empty for the library's own dependencies on CDK for Terraform.
    """
    requirements = metadata.requires("azure-data-landing-zone") or []
    if extra:
        matches = (_REQUIREMENT.fullmatch(requirement) for requirement in requirements)
        wanted = [match["requirement"] for match in matches if match and match["extra"] == extra]
    else:
        wanted = [requirement for requirement in requirements if requirement.startswith("cdktf")]
    return f"pip install {shlex.join(wanted)}"
