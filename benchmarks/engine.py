"""Three ways to the same Terraform: this library, the stock Python bindings, and plain Node.

Run by hand: `.venv/bin/python benchmarks/engine.py`, on Linux. A size is `minimal` or a number of product stacks. The
library synthesizes it; what came out is written down as a list of resources, from which `plain/plain.py` and
`plain/plain.js` make the same once more. It is an error if they make something else.

A round runs every way once, one after the other, and ratios are taken inside a round: what else the machine does then
falls on all ways alike. A first round is not counted. Memory wants a quiet machine: pages that a process shares with
another Node are counted by halves. The bindings for Node are installed on first use.

`--write` keeps tables, raw numbers and a plot in `benchmarks/results`. All sizes take about 12 minutes on 2 cores.
"""

from __future__ import annotations

import argparse
import graphlib
import importlib.metadata
import itertools
import json
import os
import platform
import shlex
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from azure_data_landing_zone.engine import node

ROOT = Path(__file__).resolve().parent.parent
PLAIN = ROOT / "benchmarks" / "plain"
RESULTS = ROOT / "benchmarks" / "results"
SIZES = "minimal,20,100,300"
POLL_SECONDS = 0.05
#: The most that one job of the library may take: size, other way, quantity, ratio.
TARGETS = (
    ("minimal", "node", "wall", 2.5),
    ("20", "python", "wall", 0.2),
    ("20", "node", "wall", 1.7),
    ("300", "node", "wall", 1.5),
    ("300", "node", "memory", 1.5),
)
#: So much may the time of a resource differ between sizes.
LINEAR = 0.15
META_ARGUMENTS = ("depends_on", "lifecycle")
#: Parts of a stack for which CDK for Terraform has no class, and every way an override.
OVERRIDES = ("moved", "removed")
SECTIONS = {"//", "data", "output", "provider", "resource", "terraform", *OVERRIDES}
LANDING_ZONE = """\
name: bench
location: westeurope
tenant_id: 11111111-1111-1111-1111-111111111111
subscription_id: 00000000-0000-0000-0000-000000000000
environments: {dev: {lifecycle: disposable}, prod: {lifecycle: protected}}
network: {address_space: [10.0.0.0/12]}
data_lake: {curated: {containers: [sales]}, raw: {containers: [landing]}}
products: products/*.yaml
"""
PRODUCT = """\
name: product{number}
environments: [{environments}]
groups: {{data_scientists: 22222222-2222-2222-2222-222222222222}}
data: {{read: [curated/sales, raw/landing]}}
compute:
  clusters:
    - {{name: cpu, vm_size: Standard_D4ds_v4, max_nodes: 4}}
    - {{name: gpu, vm_size: Standard_NC4as_T4_v3, max_nodes: 2}}
"""


@dataclass(frozen=True)
class Way:
    """One way to synthesize: configuration or list of resources, and output folder, to a command."""

    key: str
    title: str
    command: Callable[[Path, Path, Path], list[str]]


@dataclass(frozen=True)
class Run:
    wall: float
    cpu: float
    memory: float


@dataclass(frozen=True)
class Result:
    """What was measured for one size; the runs of all ways are in the order of the rounds."""

    size: str
    stacks: int
    resources: int
    differences: Mapping[str, int]
    runs: Mapping[str, Sequence[Run]]

    def median(self, way: str, quantity: str) -> float:
        return float(statistics.median(getattr(run, quantity) for run in self.runs[way]))

    def ratio(self, way: str, other: str, quantity: str) -> float:
        pairs = zip(self.runs[way], self.runs[other], strict=True)
        return float(statistics.median(getattr(mine, quantity) / getattr(theirs, quantity) for mine, theirs in pairs))


def ways(jobs: int) -> list[Way]:
    library = [sys.executable, "-O", "-m", "azure_data_landing_zone.cli", "synth", "--fresh"]
    plain_js = [node.find(), str(PLAIN / "plain.js")]

    def synth(count: int) -> Callable[[Path, Path, Path], list[str]]:
        # Left to itself, synth chooses the number of jobs by the number of stacks, and sizes could not be compared.
        return lambda config, _, out: [*library, "-c", str(config), "-o", str(out), "--jobs", str(count)]

    several = [Way("library_jobs", f"library, {jobs} jobs", synth(jobs))] if jobs > 1 else []
    return [
        Way("library", "library, 1 job", synth(1)),
        *several,
        Way(
            "python",
            "plain Python",
            lambda _, listed, out: [sys.executable, str(PLAIN / "plain.py"), str(listed), str(out)],
        ),
        Way("node", "plain Node", lambda _, listed, out: [*plain_js, str(listed), str(out), "modules"]),
        Way(
            "node_package",
            "plain Node, whole package",
            lambda _, listed, out: [*plain_js, str(listed), str(out), "package"],
        ),
    ]


def is_library(way: str) -> bool:
    return way.startswith("library")


def environment(way: Way) -> dict[str, str]:
    """Nothing of CDK for Terraform's own command line; and the same Node for all."""
    # Python may keep its bytecode, as it does for everybody: the warm-up round is there to make it.
    left_out = ("CDKTF_", "ADLZ_", "PYTHONDONTWRITEBYTECODE")
    found = {name: value for name, value in os.environ.items() if not name.startswith(left_out)}
    if not is_library(way.key):
        found.setdefault("JSII_NODE", node.find())
        found.setdefault("JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION", "20,22,24")
    return found


def install() -> None:
    """The bindings for Node, if they are missing or others than `package.json` names."""
    installed = PLAIN / "node_modules" / ".package-lock.json"
    if installed.exists() and installed.stat().st_mtime >= (PLAIN / "package.json").stat().st_mtime:
        return
    print("Installing the bindings for Node ...", file=sys.stderr)
    flags = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", "--prefix", str(PLAIN)]
    npm = [sys.executable, "-m", "azure_data_landing_zone.engine.node", "npm", "install", *flags]
    subprocess.run(npm, check=True, cwd=ROOT, stdout=sys.stderr)
    installed.touch()


def configuration(size: str, folder: Path) -> Path:
    """The landing zone of a size: products in two environments each; the last of an odd number in one."""
    if size == "minimal":
        return ROOT / "apps" / "minimal" / "landing-zone.yaml"
    (folder / "products").mkdir()
    left, number = int(size), 0
    while left > 0:
        environments = ["dev", "prod"][:left]
        text = PRODUCT.format(number=number, environments=", ".join(environments))
        (folder / "products" / f"product{number}.yaml").write_text(text)
        left, number = left - len(environments), number + 1
    file = folder / "landing-zone.yaml"
    file.write_text(LANDING_ZONE)
    return file


def documents(output: Path) -> dict[str, dict[str, Any]]:
    """The Terraform of each stack."""
    files = sorted((output / "stacks").glob("*/cdk.tf.json"))
    return {file.parent.name: json.loads(file.read_text(encoding="utf-8")) for file in files}


def resource_list(output: Path) -> list[dict[str, Any]]:
    """The neutral list: all that the library wrote, as data from which others can make it again."""
    manifest = json.loads((output / "manifest.json").read_text(encoding="utf-8"))["stacks"]
    written = documents(output)
    order = graphlib.TopologicalSorter({name: manifest[name]["dependencies"] for name in written}).static_order()
    return [_listed(name, written[name], manifest[name]["dependencies"]) for name in order]


def _listed(name: str, document: dict[str, Any], dependencies: list[str]) -> dict[str, Any]:
    if unknown := document.keys() - SECTIONS:
        raise SystemExit(f"stack {name} holds what the list has no place for: {sorted(unknown)}")
    # Bindings of resource types without one are CDK for Terraform's generic classes.
    sources = {key: value["source"] for key, value in document["terraform"]["required_providers"].items()}
    ((backend, backend_arguments),) = document["terraform"]["backend"].items()
    return {
        "name": name,
        "dependencies": dependencies,
        "providers": [
            {"type": key, "source": sources[key], "arguments": arguments}
            for key, (arguments,) in document["provider"].items()
        ],
        "required_providers": document["terraform"]["required_providers"],
        "backend": {"type": backend, "arguments": backend_arguments},
        "data": list(_entries(document.get("data", {}))),
        "resources": _in_order(list(_entries(document.get("resource", {})))),
        "outputs": [{"id": id_, "arguments": _bare(value)} for id_, value in document.get("output", {}).items()],
        "overrides": {key: document[key] for key in OVERRIDES if key in document},
    }


def _entries(section: dict[str, dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for type_, named in section.items():
        for id_, arguments in named.items():
            bare = _bare(arguments)
            meta = {key: bare.pop(key) for key in META_ARGUMENTS if key in bare}
            yield {"type": type_, "id": id_, "arguments": bare, **meta}


def _in_order(entries: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What others depend on comes first, so that a program can hand the resource itself on."""
    by_address = {f"{entry['type']}.{entry['id']}": entry for entry in entries}
    needed = {address: set(entry.get("depends_on", ())) & by_address.keys() for address, entry in by_address.items()}
    return [by_address[address] for address in graphlib.TopologicalSorter(needed).static_order()]


def _bare(value: dict[str, Any]) -> dict[str, Any]:
    """Without the metadata of CDK for Terraform, which names paths of constructs."""
    return {key: item for key, item in value.items() if key != "//"}


def contents(output: Path) -> dict[tuple[str, ...], Any]:
    """Everything in an output that Terraform looks at, by where it stands."""
    found: dict[tuple[str, ...], Any] = {}
    for stack, document in documents(output).items():
        for section, named in _bare(document).items():
            if section in OVERRIDES:
                found[stack, section] = named
                continue
            for name, value in named.items():
                if section in ("resource", "data"):
                    found |= {(stack, section, name, id_): _bare(arguments) for id_, arguments in value.items()}
                else:
                    found[stack, section, name] = _bare(value) if isinstance(value, dict) else value
    return found


def compare(outputs: Mapping[str, Path]) -> tuple[int, int, dict[str, int]]:
    """Stacks, resources, and by way how many parts have other arguments than the library's.

    Raises:
        SystemExit: a way made other resources than the library.
    """
    parts = {way: contents(output) for way, output in outputs.items()}
    counts = {way: Counter(where[:3] for where in found if where[1] == "resource") for way, found in parts.items()}
    for way, count in counts.items():
        if count != counts["library"]:
            missing, more = counts["library"] - count, count - counts["library"]
            raise SystemExit(f"{way} made other resources than the library: {missing} missing, {more} too many")
    first = parts["library"]
    differences = {
        way: sum(found.get(where) != first.get(where) for where in found.keys() | first.keys())
        for way, found in parts.items()
    }
    return len({where[0] for where in first}), counts["library"].total(), differences


class Memory(threading.Thread):
    """Watches a process and all below it. Shared pages count once: processes that fork share most of theirs."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self._pid = pid
        self._ended = threading.Event()
        self.peak = 0

    def run(self) -> None:
        pause = POLL_SECONDS
        while not self._ended.wait(pause):
            started = time.perf_counter()
            self.peak = max(self.peak, sum(_proportional_kib(pid) for pid in _tree(self._pid)))
            # Looking holds the process up, the longer the more memory it has; it shall not show in the wall time.
            pause = max(POLL_SECONDS, 10 * (time.perf_counter() - started))

    def stop(self) -> float:
        """The peak in MiB."""
        self._ended.set()
        self.join()
        return self.peak / 1024


def _tree(pid: int) -> Iterator[int]:
    yield pid
    try:
        children = [
            int(child)
            for task in Path(f"/proc/{pid}/task").iterdir()
            for child in (task / "children").read_text().split()
        ]
    except OSError:  # ended meanwhile
        return
    for child in children:
        yield from _tree(child)


def _proportional_kib(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


def measure(command: list[str], variables: Mapping[str, str], log: Path) -> Run:
    with log.open("wb") as said:
        started = time.perf_counter()
        process = subprocess.Popen(command, cwd=ROOT, env=variables, stdout=said, stderr=subprocess.STDOUT)
        memory = Memory(process.pid)
        memory.start()
        # Unlike `Popen.wait`, this also tells the processor time, with that of all processes below.
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        peak = memory.stop()
    if process.returncode:
        raise SystemExit(f"{shlex.join(command)} failed:\n{log.read_text(errors='replace')[-4000:]}")
    return Run(round(wall, 3), round(usage.ru_utime + usage.ru_stime, 3), round(peak, 1))


def benchmark(size: str, rounds: int, chosen: Sequence[Way]) -> Result:
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        config = configuration(size, folder)
        listed = folder / "resources.json"
        outputs = {way.key: folder / way.key for way in chosen}

        def once(way: Way) -> Run:
            shutil.rmtree(outputs[way.key], ignore_errors=True)
            command = way.command(config, listed, outputs[way.key])
            # Kept stacks of others would be looked through.
            variables = {**environment(way), "ADLZ_STACK_CACHE": str(folder / "kept")}
            run = measure(command, variables, folder / "log")
            print(f"{size:>8}  {way.title:<26} {run.wall:7.2f} s  {run.memory:6.0f} MiB", file=sys.stderr)
            return run

        runs: dict[str, list[Run]] = {way.key: [] for way in chosen}
        for number in range(rounds + 1):
            for way in chosen:
                run = once(way)
                if number:
                    runs[way.key].append(run)
                elif way.key == "library":
                    listed.write_text(json.dumps(resource_list(outputs["library"])), encoding="utf-8")
            stacks, resources, differences = compare(outputs)
    return Result(size, stacks, resources, differences, runs)


def default_rounds(size: str) -> int:
    if size == "minimal" or int(size) <= 20:
        return 5
    return 3 if int(size) <= 100 else 2


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] + ["---:"] * (len(head) - 1), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def by_products(results: Sequence[Result]) -> list[Result]:
    """The sizes that differ in nothing but the number of product stacks."""
    return sorted((result for result in results if result.size != "minimal"), key=lambda result: result.resources)


def targets(results: Sequence[Result]) -> list[list[str]]:
    """The targets of the sizes that were measured, and the figures beside them."""
    measured = {result.size: result for result in results}
    rows = []
    for size, other, quantity, most in TARGETS:
        if size in measured:
            ratio = measured[size].ratio("library", other, quantity)
            rows.append([f"{size}: library / {other}, {quantity}", f"{most}", f"{ratio:.2f}", _met(ratio <= most)])
    sizes = [result for result in by_products(results) if result.size in ("20", "100", "300")]
    if len(sizes) > 2:  # noqa: PLR2004
        first, *_, last = (slope(*pair, "library") for pair in itertools.pairwise(sizes))
        change = last / first - 1
        title = f"time per resource, {sizes[-2].size} to {sizes[-1].size} against {sizes[0].size} to {sizes[1].size}"
        rows.append([title, f"{LINEAR:+.0%}", f"{change:+.0%}", _met(change <= LINEAR)])
    return rows


def _met(holds: bool) -> str:
    return "met" if holds else "missed"


def slope(small: Result, large: Result, way: str) -> float:
    """Seconds for each further resource."""
    return (large.median(way, "wall") - small.median(way, "wall")) / (large.resources - small.resources)


def growth(results: Sequence[Result], chosen: Sequence[Way]) -> tuple[list[str], list[list[str]]]:
    """Start-up and milliseconds per resource; start-up falls out of the difference between two sizes."""
    sizes = by_products(results)
    steps = list(itertools.pairwise(sizes))
    head = ["way", "start-up s", *(f"ms per resource, {small.size} to {large.size}" for small, large in steps)]
    rows = []
    for way in chosen:
        wall = [result.median(way.key, "wall") for result in sizes]
        line = statistics.linear_regression([result.resources for result in sizes], wall)
        slopes = [slope(small, large, way.key) for small, large in steps]
        rows.append([way.title, f"{line.intercept:.2f}", *(f"{each * 1000:.2f}" for each in slopes)])
    return head, rows


def report(results: Sequence[Result], chosen: Sequence[Way], facts: Mapping[str, str]) -> str:
    sizes = [[result.size, str(result.stacks), str(result.resources)] for result in results]
    parts = [
        "# The engine beside CDK for Terraform's own bindings",
        f"Made by `{facts['command']}` on {facts['date']}, with "
        + ", ".join(f"{name} {value}" for name, value in facts.items() if name not in ("command", "date", "load"))
        + ".",
        "All ways write the same resources. *library* is `adlz synth`; *plain Python* the stock bindings from PyPI, "
        "without `-O`; *plain Node* the bindings from npm, imported one by one, or as a *whole package*. "
        f"Figures are medians of {_rounds(results)}. Load of the machine at the end: {facts['load']}.",
    ]
    parts.append("![Wall time and memory over the number of resources](engine.svg)")
    if rows := targets(results):
        parts += ["## Targets, one job", table(["target", "at most", "measured", ""], rows)]
    for title, quantity, form in (
        ("Wall time, seconds", "wall", ".2f"),
        ("Processor time, seconds", "cpu", ".2f"),
        ("Peak memory of all processes, MiB", "memory", ".0f"),
    ):
        rows = [
            [*start, *(format(result.median(way.key, quantity), form) for way in chosen)]
            for start, result in zip(sizes, results, strict=True)
        ]
        parts += [f"## {title}", table(["size", "stacks", "resources", *(way.title for way in chosen)], rows)]
    pairs = [(way, other) for way in chosen if is_library(way.key) for other in chosen if not is_library(other.key)]
    rows = [
        [
            result.size,
            f"{way.title} / {other.title}",
            *(f"{result.ratio(way.key, other.key, quantity):.2f}" for quantity in ("wall", "cpu", "memory")),
        ]
        for result in results
        for way, other in pairs
    ]
    parts += ["## Ratios, round by round", table(["size", "ratio", "wall", "processor", "memory"], rows)]
    if len(by_products(results)) > 1:
        parts += ["## Growth", table(*growth(results, chosen))]
    rows = [[result.size, *(str(result.differences[way.key]) for way in chosen[1:])] for result in results]
    parts += [
        "## Differences",
        "Resources, data sources, outputs, providers and backends that are not exactly the library's; the resources by "
        "type are the same, or the benchmark fails.",
        table(["size", *(way.title for way in chosen[1:])], rows),
    ]
    return "\n\n".join(parts) + "\n"


def _rounds(results: Sequence[Result]) -> str:
    """How many rounds each size had."""
    counts = {result.size: len(result.runs["library"]) for result in results}
    several = ", ".join(f"{count} at {size}" for size, count in counts.items())
    return f"the counted runs ({several})"


def facts() -> dict[str, str]:
    """How the figures came about."""
    version = subprocess.run([node.find(), "--version"], check=True, capture_output=True, text=True).stdout
    packages = ("azure-data-landing-zone", "cdktf", "cdktf-cdktf-provider-azurerm", "constructs", "jsii")
    return {
        "command": shlex.join(["python", "benchmarks/engine.py", *sys.argv[1:]]),
        "date": datetime.now(UTC).date().isoformat(),
        "Python": platform.python_version(),
        "Node": version.strip().removeprefix("v"),
        **{package: importlib.metadata.version(package) for package in packages},
        "cores": str(os.cpu_count()),
        "load": f"{os.getloadavg()[0]:.1f}",
    }


#: Colours of the ways in the plot.
COLOURS = ("#0b5fad", "#57a0d8", "#b5372a", "#2c7a3f", "#8fbf7f")
#: Width, height and margin of a panel of the plot.
PANEL = (420, 260, 60)


def plot(results: Sequence[Result], chosen: Sequence[Way]) -> str:
    """Wall time and memory over the number of resources, as SVG."""
    width, height, margin = PANEL
    sizes = sorted(results, key=lambda result: result.resources)
    panels = [
        panel(sizes, chosen, "wall", "Wall time, seconds", 0),
        panel(sizes, chosen, "memory", "Peak memory of all processes, MiB", width + margin),
    ]
    legend = [
        f'<text x="{margin + number * 165}" y="{height + 2 * margin + 24}" fill="{colour}">{way.title}</text>'
        for number, (way, colour) in enumerate(zip(chosen, COLOURS, strict=False))
    ]
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" font-family="sans-serif" font-size="12" '
        f'viewBox="0 0 {2 * (width + margin) + margin} {height + 2 * margin + 40}">'
    )
    return "\n".join([head, '<rect width="100%" height="100%" fill="white"/>', *panels, *legend, "</svg>"]) + "\n"


def panel(sizes: Sequence[Result], chosen: Sequence[Way], quantity: str, title: str, left: int) -> str:
    width, height, margin = PANEL
    most = max(size.median(way.key, quantity) for size in sizes for way in chosen)
    widest = sizes[-1].resources
    parts = [
        f'<g transform="translate({left + margin} {margin})">',
        f'<text x="0" y="-14" font-weight="bold">{title}</text>',
        f'<path d="M0 0V{height}H{width}" fill="none" stroke="black"/>',
    ]
    for step in range(5):
        y, value = height - step * height / 4, most * step / 4
        parts.append(f'<text x="-6" y="{y + 4:.0f}" text-anchor="end">{value:.3g}</text>')
        parts.append(f'<path d="M0 {y:.0f}H{width}" stroke="#ddd" stroke-width="0.5"/>')
        parts.append(
            f'<text x="{step * width / 4:.0f}" y="{height + 18}" text-anchor="middle">{widest * step // 4}</text>'
        )
    parts.append(f'<text x="{width / 2:.0f}" y="{height + 36}" text-anchor="middle">resources</text>')
    for way, colour in zip(chosen, COLOURS, strict=False):
        points = [
            (size.resources / widest * width, height - size.median(way.key, quantity) / most * height) for size in sizes
        ]
        line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        parts.append(f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>' for x, y in points]
    return "\n".join([*parts, "</g>"])


def keep(results: Sequence[Result], chosen: Sequence[Way], said: Mapping[str, str], text: str) -> None:
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "engine.md").write_text(text, encoding="utf-8")
    raw = {**said, "sizes": [asdict(result) for result in results]}
    (RESULTS / "engine.json").write_text(json.dumps(raw, indent=1) + "\n", encoding="utf-8")
    (RESULTS / "engine.svg").write_text(plot(results, chosen), encoding="utf-8")


def size_argument(text: str) -> list[str]:
    sizes = list(dict.fromkeys(text.split(",")))
    if not all(size == "minimal" or (size.isdecimal() and int(size) > 0) for size in sizes):
        raise argparse.ArgumentTypeError("a size is `minimal` or a number of product stacks")
    return sizes


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--sizes", type=size_argument, default=SIZES, help=f"default: {SIZES}")
    parser.add_argument("--runs", type=int, help="rounds that count, for each size; default: 5, for large sizes fewer")
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="for the library's --jobs; default: all cores")
    parser.add_argument("--write", action="store_true", help="keep the results in benchmarks/results")
    chosen = parser.parse_args()
    if chosen.runs is not None and chosen.runs < 1:
        parser.error("--runs is at least 1")
    if chosen.jobs < 1:
        parser.error("--jobs is at least 1")
    install()
    compared = ways(chosen.jobs)
    results = [benchmark(size, chosen.runs or default_rounds(size), compared) for size in chosen.sizes]
    said = facts()
    text = report(results, compared, said)
    print(text)
    if chosen.write:
        keep(results, compared, said, text)


if __name__ == "__main__":
    main()
