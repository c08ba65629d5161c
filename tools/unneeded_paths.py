"""Removes each role assignment of a workload, endpoint, zone link and allow rule of an app in turn.

Run by hand: `.venv/bin/python tools/unneeded_paths.py [APP]`; the default is contoso, which takes a few minutes. If the
check `paths` does not fail without a resource, no row of the table `paths` needs it: the script lists it, and a person
decides. It ignores deny rules, locks, the role assignments of groups, and those of the identities that plan and apply
stacks, which are no workloads.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from azure_data_landing_zone import config
from azure_data_landing_zone.paths.evaluation import evaluate
from azure_data_landing_zone.paths.model import Outcome, Request
from azure_data_landing_zone.synthesis import synthesize
from azure_data_landing_zone.synthesized.stacks import read_stacks

ROOT = Path(__file__).resolve().parent.parent
Stacks = Mapping[str, Any]
#: How the addresses of the role assignments of the identities that plan and apply stacks begin.
DEPLOYERS = "pipelines-"
#: Resource types that are removed as a whole, by what they are.
WHOLE = {
    "azurerm_private_endpoint": "endpoint",
    "azurerm_data_factory_managed_private_endpoint": "endpoint",
    "azurerm_synapse_managed_private_endpoint": "endpoint",
    "azurerm_machine_learning_workspace_network_outbound_rule_private_endpoint": "endpoint",
    "azurerm_machine_learning_workspace_network_outbound_rule_fqdn": "allow rule",
    "azurerm_machine_learning_workspace_network_outbound_rule_service_tag": "allow rule",
    "azurerm_private_dns_zone_virtual_network_link": "zone link",
    "azurerm_synapse_role_assignment": "role assignment",
}


def trials(stacks: Stacks) -> Iterator[tuple[str, str, Stacks]]:
    """Each removal: what is removed, its stack and address, and the stacks without it."""
    for name, document in stacks.items():
        for type_, resources in document.get("resource", {}).items():
            for key, body in resources.items():
                where = f"{name} {type_}.{key}"
                if (what := _whole(type_, body)) and not key.startswith(DEPLOYERS):
                    kept = {other: one for other, one in resources.items() if other != key}
                    yield what, where, _with(stacks, name, type_, kept)
                for part, changed in _without_rules(type_, body):
                    yield "allow rule", f"{where} {part}", _with(stacks, name, type_, {**resources, key: changed})


def _whole(type_: str, body: Mapping[str, Any]) -> str:
    if type_ == "azurerm_role_assignment":
        return "" if body.get("principal_type") == "Group" else "role assignment"
    if type_ == "azurerm_network_security_rule":
        return "allow rule" if body["access"] == "Allow" else ""
    if type_ == "azapi_resource":
        arm_type = str(body.get("type")).partition("@")[0].rpartition("/")[2]
        return {"outboundRules": "endpoint", "virtualNetworkLinks": "zone link"}.get(arm_type, "")
    if type_ == "azapi_update_resource" and "privateEndpointConnections" in str(body.get("type")):
        return "endpoint"
    return WHOLE.get(type_, "")


def _without_rules(type_: str, body: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    if type_ == "azurerm_network_security_group":
        rules = body.get("security_rule") or []
        for rule in rules:
            if rule["access"] == "Allow":
                yield rule["name"], {**body, "security_rule": [one for one in rules if one is not rule]}
    if type_ == "azurerm_firewall_policy_rule_collection_group":
        for argument in ("network_rule_collection", "application_rule_collection"):
            for collection in body.get(argument) or []:
                for rule in collection["rule"]:
                    fewer = {**collection, "rule": [one for one in collection["rule"] if one is not rule]}
                    others = [fewer if one is collection else one for one in body[argument]]
                    yield rule["name"], {**body, argument: others}


def _with(stacks: Stacks, name: str, type_: str, resources: Mapping[str, Any]) -> Stacks:
    document = stacks[name]
    return {**stacks, name: {**document, "resource": {**document["resource"], type_: resources}}}


def failures(configuration: config.Configuration, stacks: Stacks) -> tuple[int, frozenset[Request]]:
    """How many paths lack something, and the requests to other teams."""
    found = evaluate(configuration, stacks)
    requests = frozenset(request for path in found for step in path.steps for request in step.requests)
    return sum(path.outcome in (Outcome.LACKS, Outcome.UNKNOWN) for path in found), requests


def main() -> int:
    """Tries each removal and prints the resources that no path needs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("app", nargs="?", default="contoso")
    configuration = config.load(ROOT / "apps" / parser.parse_args().app / "landing-zone.yaml")
    with tempfile.TemporaryDirectory() as folder:
        stacks = read_stacks(synthesize(configuration, Path(folder) / "cdktf.out").output)
    before, requests = failures(configuration, stacks)
    if before:
        sys.exit(f"{before} paths lack something before anything is removed; adlz check lists them")
    counts: Counter[tuple[str, str]] = Counter()
    unneeded: list[str] = []
    for what, where, fewer in trials(stacks):
        after, asked = failures(configuration, fewer)
        verdict = "fails" if after else "asked of others" if asked - requests else "unneeded"
        counts[what, verdict] += 1
        if verdict == "unneeded":
            unneeded.append(f"{what}: {where}")
    for (what, verdict), count in sorted(counts.items()):
        sys.stdout.write(f"{what}: {count} {verdict}\n")
    sys.stdout.write("\nNo path needs these; a person decides:\n" + "".join(f"  {one}\n" for one in unneeded))
    return 0


if __name__ == "__main__":
    sys.exit(main())
