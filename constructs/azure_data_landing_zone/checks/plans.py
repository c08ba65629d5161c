"""Plans as the checks of stacks read them, and what an identity must be allowed to do to apply one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..azure.json_values import JsonObject
from ..azure.operations import Verb, action
from ..policy import Resources
from ..policy.arguments import Raw, Reference
from ..policy.module import Module, address
from ..policy.resources import AZURE_PROVIDERS
from ..policy.values import Unknown
from ..rights.needs import Step, further_actions
from ..synthesized.references import Resolver
from ..synthesized.stacks import AFTER_APPLY, Resource, blocks, mapping
from ..synthesized.versions import plan_major

#: What Terraform does with a resource for each action of a plan; it reads each resource when it plans.
_VERBS: Mapping[str, Verb] = {
    "create": Verb.WRITE,
    "update": Verb.WRITE,
    "delete": Verb.DELETE,
    "read": Verb.READ,
    "no-op": Verb.READ,
}
_STEPS: Mapping[Verb, Step] = {Verb.WRITE: "apply", Verb.DELETE: "destroy", Verb.READ: "plan"}


def as_stack(module: Module, plan: JsonObject) -> JsonObject:
    """A plan in the form of a stack: what is known after apply is text that Terraform has yet to evaluate.

    Args:
        module: the plan, read.
        plan: the parsed output of `terraform show -json`.
    """
    kinds: dict[str, dict[str, object]] = {}
    for (kind, name), values in module.resources.items():
        if kind.partition("_")[0] not in AZURE_PROVIDERS:
            continue
        kinds.setdefault(kind, {})[name] = {key: _written(value) for key, value in values.items()}
    providers: dict[str, list[object]] = {}
    for key, settings in module.providers.items():
        name, _, alias = key.rpartition(":")[2].partition(".")
        row = {name: _written(value) for name, value in settings.items()}
        providers.setdefault(name, []).append(row | ({"alias": alias} if alias else {}))
    versions = {"azurerm": {"version": f"~> {plan_major(plan)}.0"}}
    return {"resource": kinds, "provider": providers, "terraform": {"required_providers": versions}}


def _written(value: Raw) -> object:
    if isinstance(value, Unknown):
        return AFTER_APPLY
    if isinstance(value, Reference):
        return f"${{{address(*value.resource)}.{value.attribute}}}"
    if isinstance(value, Mapping):
        return {key: _written(item) for key, item in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_written(item) for item in value]
    return value


def actions(plans: Mapping[str, JsonObject], resources: Resources, stacks: Mapping[str, JsonObject]) -> tuple[str, ...]:
    """The actions of Azure that the plans need, as far as the tables know what Terraform types make.

    These are the actions on the resources, those on what the resources are linked to, and those of what the providers
    read and write besides.

    Args:
        plans: the parsed outputs of `terraform show -json`, by name.
        resources: the resources of the plans.
        stacks: the plans in the form of stacks.
    """
    needed: set[str] = set()
    for name, plan in plans.items():
        types: dict[str, set[str]] = {}
        for one in resources.all:
            # Parts of a body need the right to write the resource whose body it is.
            if one.stack == name and one.typed and not (one.inline and one.sender is None):
                types.setdefault(one.address, set()).add(one.type)
        tables = next(module.tables for module in resources.modules if module.name == name)
        resolver = Resolver(name, stacks[name])
        planned = {address(one.type, one.key): one for one in resolver.resources()}
        for row in blocks(plan.get("resource_changes")):
            change = mapping(mapping(row).get("change"))
            where, kind = str(mapping(row).get("address")), str(mapping(row).get("type"))
            created = types.get(where) or {arm.type for arm, _ in tables.senders.get(kind, ()) if "/" in arm.type}
            if mapping(row).get("mode", "managed") != "managed":
                continue
            verbs = {_VERBS[str(done)] for done in blocks(change.get("actions")) if str(done) in _VERBS}
            if not verbs:
                continue
            verbs.add(Verb.READ)
            needed |= {action(type_, verb) for type_ in created for verb in verbs}
            steps = {_STEPS[verb] for verb in verbs}
            # What the plan destroys has no planned values.
            resource = planned.get(where) or Resource(name, kind, where, mapping(change.get("before")))
            for wanted, step in further_actions(resolver, resource):
                # Parts that an update may remove are removed with the resource too.
                removed = step == "apply" and wanted.endswith(f"/{Verb.DELETE.value}") and Verb.DELETE in verbs
                if step in steps or removed:
                    needed.add(wanted)
    return tuple(sorted(needed))
