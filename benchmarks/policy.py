"""Policies over many products: seconds of processor time over the number of stacks.

Run by hand: `.venv/bin/python benchmarks/policy.py`. A product stack of the example landing zone is repeated under
other names, with the core beside it. Judged are all policies of the catalogue whose rule we hold, and then what a
landing zone assigns: the initiative, once for most products and once more for every third, which has limits of its own.
Each figure is the median of several runs in a process of its own.
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
ROOT = Path(__file__).resolve().parent.parent
PRODUCT = "churn-dev"
MEASURE = """
import json, resource, sys, time
from pathlib import Path
started = time.process_time()
from azure_data_landing_zone import config, policy
from azure_data_landing_zone.checks.policies import PolicyCheck
catalogue = policy.catalogue.load()
loaded = time.process_time()
stacks = {file.stem: json.loads(file.read_text()) for file in sorted(Path(sys.argv[1]).glob("*.json"))}
parsed = time.process_time()
given = {"privateEndpointSubnetId": "/subscriptions/0/subnet", "privateDnsZoneId": "/subscriptions/0/zone"}
assignments = [
    policy.Assignment(
        one,
        parameters={name: value for name, value in given.items() if name in one.parameters},
        name=f"{one.name} {one.variant}",
    )
    for one in catalogue.definitions
    if one.rule is not None
]
resources = policy.Resources.of_stacks(stacks)
report = policy.evaluate(resources, assignments)
evaluated = time.process_time()
zone = json.loads((Path(sys.argv[1]) / "zone").read_text())
configuration = config.parse(zone)
begun = time.process_time()
results = PolicyCheck(configuration).over_stacks(stacks)
judged = time.process_time()
assert not {"jsii", "cdktf"} & set(sys.modules)
print(json.dumps({
    "load": loaded - started, "parse": parsed - loaded, "evaluate": evaluated - parsed, "definitions": len(assignments),
    "resources": len(resources.all), "findings": len(report.findings),
    "judge": judged - begun, "assigned": sum(len(one.policies) for one in configuration.policy.assignments),
    "results": len(results), "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
}))
"""


def write(folder: Path, stacks: dict[str, str], products: int) -> None:
    """The core, and that many copies of the product; and a configuration with products of the same names."""
    (folder / "core.json").write_text(stacks["core"])
    for number in range(products):
        (folder / f"p{number}-dev.json").write_text(stacks[PRODUCT].replace("churn", f"p{number}"))
    zone = {
        "name": "contoso",
        "location": "westeurope",
        "tenant_id": "11111111-1111-1111-1111-111111111111",
        "subscription_id": "00000000-0000-0000-0000-000000000000",
        "environments": {"dev": {"lifecycle": "disposable"}},
        "network": {
            "address_space": ["10.0.0.0/8"],
            "subnets": {"endpoints": {"address_prefix": "10.1.0.0/16"}, "training": {"address_prefix": "10.2.0.0/16"}},
        },
        "policies": {"setup_script": "echo"},
        "products": [
            {"name": f"p{number}", "environments": ["dev"], "policies": {} if number % 3 else {"limits": "declared"}}
            for number in range(products)
        ],
    }
    (folder / "zone").write_text(json.dumps(zone))


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / "cdktf.out"
        synthesize(config.load(ROOT / "apps" / "contoso" / "landing-zone.yaml"), output)
        stacks = {file.parent.name: file.read_text() for file in output.glob("stacks/*/cdk.tf.json")}
    print(
        f"{'stacks':>6} {'resources':>9} {'definitions':>11} {'load s':>7} {'read JSON s':>11} "
        f"{'evaluate s':>10} {'findings':>8} {'assigned':>8} {'preflight s':>11} {'results':>7} {'MB':>5}"
    )
    for products in (1, 10, 100, 300, 600):
        with tempfile.TemporaryDirectory() as folder:
            write(Path(folder), stacks, products)
            command = [sys.executable, "-c", MEASURE, folder]
            runs = [json.loads(subprocess.run(command, check=True, capture_output=True).stdout) for _ in range(RUNS)]
        middle = {key: statistics.median(run[key] for run in runs) for key in runs[0]}
        print(
            f"{products + 1:>6} {middle['resources']:>9.0f} {middle['definitions']:>11.0f} {middle['load']:>7.2f} "
            f"{middle['parse']:>11.2f} {middle['evaluate']:>10.2f} {middle['findings']:>8.0f} "
            f"{middle['assigned']:>8.0f} {middle['judge']:>11.2f} {middle['results']:>7.0f} {middle['memory']:>5.0f}"
        )


if __name__ == "__main__":
    main()
