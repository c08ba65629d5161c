"""The app that the command line of CDK for Terraform runs: `npx cdktf synth`, `diff`, `deploy`.

The landing zone is the one in `ADLZ_CONFIG`, by default `apps/contoso/landing-zone.yaml`. `ADLZ_STACK` names the stacks
to make, such as `churn-*`; others stay as a former synth made them.
"""

import os
import sys
from pathlib import Path

from azure_data_landing_zone import config
from azure_data_landing_zone.synthesis import synthesize


def main() -> int:
    """Synthesizes to where the command line wants it; returns the exit status."""
    file = os.environ.get("ADLZ_CONFIG", str(Path(__file__).parent / "contoso" / "landing-zone.yaml"))
    try:
        configuration = config.load(file)
    except config.ConfigurationError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    synthesize(
        configuration,
        Path(os.environ.get("CDKTF_OUTDIR", "cdktf.out")),
        pattern=os.environ.get("ADLZ_STACK") or None,
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
