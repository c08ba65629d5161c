"""Loading and checking a configuration of many products: seconds over the number of products.

Run by hand: `.venv/bin/python benchmarks/load.py`. Each figure is the median of several runs in a process of its own.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

RUNS = 5
PRODUCT = """\
name: product{number}
friendly_name: Product {number}
environments: [dev, staging, prod]
groups: {{data_scientists: 22222222-2222-2222-2222-222222222222}}
data:
  read: [curated/sales, raw/landing]
  write: [workspace/own]
compute:
  clusters:
    - {{name: cpu, vm_size: Standard_D4ds_v4, max_nodes: 4}}
    - {{name: gpu, vm_size: Standard_NC4as_T4_v3, max_nodes: 2}}
per_environment:
  prod: {{compute: {{clusters: [{{name: cpu, max_nodes: 8}}]}}}}
"""
LANDING_ZONE = """\
name: bench
location: westeurope
tenant_id: 11111111-1111-1111-1111-111111111111
subscription_id: 00000000-0000-0000-0000-000000000000
environments: {dev: {lifecycle: disposable}, staging: {}, prod: {lifecycle: protected}}
network: {address_space: [10.0.0.0/12]}
data_lake: {curated: {containers: [sales]}, raw: {containers: [landing]}}
products: products/*.yaml
"""
MEASURE = """
import json, sys, time
started = time.perf_counter()
from azure_data_landing_zone import config
imported = time.perf_counter()
configuration = config.load(sys.argv[1])
loaded = time.perf_counter()
assert not {"jsii", "cdktf"} & set(sys.modules)
print(json.dumps({"import": imported - started, "load": loaded - imported, "stacks": len(configuration.stacks)}))
"""


def write(folder: Path, products: int) -> Path:
    """A landing zone with that many products, each in three environments."""
    (folder / "products").mkdir(parents=True)
    for number in range(products):
        (folder / "products" / f"product{number}.yaml").write_text(PRODUCT.format(number=number))
    file = folder / "landing-zone.yaml"
    file.write_text(LANDING_ZONE)
    return file


def main() -> None:
    print(f"{'products':>8} {'stacks':>6} {'import s':>9} {'load s':>7}")
    for products in (1, 10, 100, 300):
        with tempfile.TemporaryDirectory() as folder:
            file = write(Path(folder), products)
            command = [sys.executable, "-c", MEASURE, str(file)]
            runs = [json.loads(subprocess.run(command, check=True, capture_output=True).stdout) for _ in range(RUNS)]
        middle = {key: statistics.median(run[key] for run in runs) for key in runs[0]}
        print(f"{products:>8} {middle['stacks']:>6.0f} {middle['import']:>9.3f} {middle['load']:>7.3f}")


if __name__ == "__main__":
    main()
