"""Paths over many products: seconds of processor time over the number of stacks.

Run by hand: `.venv/bin/python benchmarks/paths.py`. Each product of the landing zone has one environment, a group, data
of the lake and a link to Data Factory; a firewall of others filters outbound traffic. The time of the evaluation does
not contain that of reading the stacks. Each figure is the median of several runs in a process of its own.
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
MEASURE = """
import json, sys, time
from pathlib import Path
from azure_data_landing_zone import config
from azure_data_landing_zone.paths.evaluation import evaluate
from azure_data_landing_zone.paths.model import Outcome
folder = Path(sys.argv[1])
configuration = config.parse(json.loads((folder / "zone").read_text()))
names = len(configuration.products)
begun = time.process_time()
stacks = {file.stem: json.loads(file.read_text()) for file in sorted(folder.glob("*.json"))}
read = time.process_time()
paths = evaluate(configuration, stacks)
done = time.process_time()
assert not {"jsii", "cdktf"} & set(sys.modules)
lacking = sum(path.outcome is Outcome.LACKS for path in paths)
print(json.dumps({"read": read - begun, "evaluate": done - read, "paths": len(paths), "lacking": lacking}))
"""


def zone(products: int) -> dict[str, object]:
    """A landing zone with that many products."""
    return {
        "name": "bench",
        "location": "westeurope",
        "tenant_id": "11111111-1111-1111-1111-111111111111",
        "subscription_id": "00000000-0000-0000-0000-000000000000",
        "environments": {"dev": {"lifecycle": "disposable"}},
        "network": {
            "address_space": ["10.0.0.0/8"],
            "outbound": {"through": "firewall", "firewall_ip": "192.168.0.4"},
            "subnets": {"endpoints": {"address_prefix": "10.1.0.0/16"}, "training": {"address_prefix": "10.2.0.0/16"}},
        },
        "data_lake": {"curated": {"containers": ["sales"]}},
        "analytics": {"data_factory": {}},
        "products": [
            {
                "name": f"p{number}",
                "environments": ["dev"],
                "groups": {"data_scientists": "22222222-2222-2222-2222-222222222222"},
                "data": {"read": ["curated/sales"]},
                "links": ["data_factory"],
            }
            for number in range(products)
        ],
    }


def measured(products: int) -> dict[str, float]:
    """The medians of a landing zone with that many products."""
    with tempfile.TemporaryDirectory() as folder:
        data = zone(products)
        output = synthesize(config.parse(data), Path(folder) / "cdktf.out").output
        (Path(folder) / "zone").write_text(json.dumps(data))
        for file in output.glob("stacks/*/cdk.tf.json"):
            (Path(folder) / f"{file.parent.name}.json").write_text(file.read_text())
        runs = [
            json.loads(subprocess.run([sys.executable, "-c", MEASURE, folder], check=True, capture_output=True).stdout)
            for _ in range(RUNS)
        ]
    return {key: statistics.median(run[key] for run in runs) for key in runs[0]}


def main() -> None:
    """Prints a table."""
    sys.stdout.write(f"{'stacks':>7}{'read':>9}{'evaluate':>10}{'paths':>8}{'ms a stack':>12}\n")
    for products in (30, 100, 300):
        found = measured(products)
        each = found["evaluate"] / products * 1000
        sys.stdout.write(
            f"{products:>7}{found['read']:>9.2f}{found['evaluate']:>10.2f}{found['paths']:>8.0f}{each:>12.2f}\n"
        )
        if found["lacking"]:
            sys.exit(f"{found['lacking']:.0f} paths lack something")


if __name__ == "__main__":
    main()
