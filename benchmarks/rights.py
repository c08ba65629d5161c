"""The check of rights over many products: seconds of processor time over the number of products.

Run by hand: `.venv/bin/python benchmarks/rights.py`. Each product has pipelines of its own, for which the stacks
bootstrap and access assign roles. Each figure is the median of several runs in a process of its own; reading the files
is apart.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from azure_data_landing_zone import config
from azure_data_landing_zone.synthesis import synthesize

RUNS = 3
SIZES = (1, 30, 100, 300)
MEASURE = """
import json, resource, sys, time
from pathlib import Path
from azure_data_landing_zone import config
from azure_data_landing_zone.rights.verdicts import compare, sides
from azure_data_landing_zone.synthesized.stacks import read_stacks
folder = Path(sys.argv[1])
configuration = config.parse(json.loads((folder / "zone.json").read_text()))
started = time.process_time()
stacks = read_stacks(folder)
read = time.process_time()
needs, grants = sides(configuration, stacks)
prepared = time.process_time()
found = compare(configuration, needs, grants)
compared = time.process_time()
assert not {"jsii", "cdktf"} & set(sys.modules)
assert not found.missing, found.missing[0]
assert not found.undecided and not found.unneeded
print(json.dumps({
    "stacks": len(stacks), "needs": sum(len(one.needs) for one in needs.values()), "grants": len(grants),
    "read": read - started, "sides": prepared - read, "compare": compared - prepared,
    "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
}))
"""


def write(folder: Path, products: int) -> None:
    """A landing zone with that many products, synthesized."""
    zone = {
        "name": "contoso",
        "location": "westeurope",
        "tenant_id": "11111111-1111-1111-1111-111111111111",
        "subscription_id": "00000000-0000-0000-0000-000000000000",
        "state": {"backend": "azurerm", "network": {"allowed_addresses": ["203.0.113.0/24"]}},
        "environments": {"dev": {"lifecycle": "disposable"}},
        "network": {"address_space": ["10.20.0.0/16"], "subnets": {"endpoints": {"address_prefix": "10.20.128.0/17"}}},
        "data_lake": {"curated": {"containers": ["sales"]}},
        "products": [
            {
                "name": f"p{number}",
                "environments": ["dev"],
                "data": {"read": ["curated/sales"]},
                "compute": {"clusters": [{"name": "cpu", "vm_size": "Standard_DS3_v2", "max_nodes": 4}]},
                "pipelines": {"github": {"repository": f"contoso/p{number}"}},
            }
            for number in range(products)
        ],
    }
    (folder / "zone.json").write_text(json.dumps(zone))
    synthesize(config.parse(zone), folder / "cdktf.out")
    (folder / "cdktf.out" / "zone.json").write_text(json.dumps(zone))


def main() -> None:
    """Measures, and prints a table."""
    columns = ("stacks", "actions", "rights", "read s", "needs and rights s", "compare s", "MB")
    sys.stdout.write(" ".join(columns) + "\n")
    for products in SIZES:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            write(folder, products)
            runs = [
                json.loads(
                    subprocess.run(
                        [sys.executable, "-c", MEASURE, str(folder / "cdktf.out")],
                        capture_output=True,
                        text=True,
                        check=True,
                    ).stdout
                )
                for _ in range(RUNS)
            ]
        figures = {key: statistics.median(run[key] for run in runs) for key in runs[0]}
        values = [f"{figures[key]:.0f}" for key in ("stacks", "needs", "grants")]
        values += [f"{figures[key]:.2f}" for key in ("read", "sides", "compare")]
        values.append(f"{figures['memory']:.0f}")
        sys.stdout.write(
            " ".join(value.rjust(len(column)) for value, column in zip(values, columns, strict=True)) + "\n"
        )
        sys.stdout.flush()


if __name__ == "__main__":
    main()
