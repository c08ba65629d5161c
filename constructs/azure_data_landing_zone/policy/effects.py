"""Effects after their `if`: they look for related resources, append or modify."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ..azure.json_values import Json
from . import fields
from .fields import Context, Selected
from .formulas import Compiler, Constant, Formula
from .operators import equals
from .resource import Resource
from .resources import Resources
from .rules import Condition, Evidence, Step, compile_condition
from .values import MISSING, Failure, Missing, Truth, Unknown, Value, all_of, any_of, plain

#: Types of what Azure makes and nobody asks for, besides those of Microsoft.Security, which are Defender's findings.
#: https://learn.microsoft.com/azure/governance/machine-configuration/overview and
#: https://learn.microsoft.com/azure/network-watcher/network-watcher-create, read 2026-11-26
_BY_AZURE = frozenset(
    {"microsoft.guestconfiguration/guestconfigurationassignments", "microsoft.network/networkwatchers"}
)
#: Stands for any name in the `name` of a related resource, as in Microsoft's own rules.
_ANY = "?"


@dataclass(frozen=True, slots=True)
class Change:
    """A field that a policy would set or remove.

    Attributes:
        field: the field.
        value: what it would be; `None` if it would be removed.
        former: what Terraform asks for.
        argument: the Terraform argument that this is; empty if there is none.
    """

    field: str
    value: Json
    former: Json
    argument: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a resource already is as an effect wants it, why not, and what would be changed."""

    holds: Truth
    evidence: tuple[Evidence, ...] = ()
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Existence:
    """The related resource that AuditIfNotExists and DeployIfNotExists look for.

    https://learn.microsoft.com/azure/governance/policy/concepts/effect-audit-if-not-exists

    Attributes:
        type: its type.
        name: its name; any if `None`.
        group: its resource group, if it is another one.
        whole_subscription: looked for in the whole subscription instead of the resource group.
        condition: what it must fulfil; `None` if it must only exist.
        objection: why this cannot be looked for; empty if it can.
    """

    type: Formula
    name: Formula | None
    group: Formula | None
    whole_subscription: bool
    condition: Condition | None
    objection: str = ""

    @classmethod
    def of(cls, details: Json, compiler: Compiler) -> Existence:
        """From the `details` of a rule."""
        rows = {key.lower(): value for key, value in details.items()} if isinstance(details, dict) else {}
        condition = rows.get("existencecondition")
        scope = compiler.value(rows.get("existencescope", "ResourceGroup"))
        whole = isinstance(scope, Constant) and str(scope.value).lower() == "subscription"
        return cls(
            type=compiler.value(rows.get("type")),
            name=compiler.value(rows["name"]) if "name" in rows else None,
            group=compiler.value(rows["resourcegroupname"]) if "resourcegroupname" in rows else None,
            whole_subscription=whole,
            condition=None if condition is None else compile_condition(condition, compiler),
            objection="" if isinstance(details, dict) and "type" in rows else "the rule does not say what must exist",
        )

    def verdict(self, context: Context) -> Verdict:
        """Whether a fitting related resource is among the resources."""
        kind = self.type(context)
        if self.objection or not isinstance(kind, str):
            reason = self.objection or (kind.reason if isinstance(kind, (Unknown, Failure)) else "its type is no text")
            return _unknown("a related resource exists", reason)
        candidates, doubt = self._candidates(context, kind)
        wanted = f"a {kind} exists" + (" that fulfils the condition" if self.condition is not None else "")
        answers: list[Truth] = []
        evidence: list[Evidence] = []
        for resource in candidates:
            inner = replace(context, resource=context.resources.settled(resource), bindings={}, named={})
            named = self._named(inner)
            if named is False:
                continue
            answer = named if named is not True or self.condition is None else self.condition.evaluate(inner)
            answers.append(answer)
            if answer is True:
                return Verdict(True)
            if self.condition is not None:
                evidence += self.condition.explain(inner)
            elif isinstance(answer, Unknown):
                evidence.append(Evidence(wanted, None, "", answer.reason))
        if doubt is not None:
            answers.append(doubt)
            evidence.append(Evidence(wanted, None, "", doubt.reason))
        answer = any_of(answers)
        if isinstance(answer, Unknown):
            told = tuple(one for one in evidence if one.unknown)
            return Verdict(answer, told or (Evidence(wanted, None, "", answer.reason),))
        return Verdict(answer, (Evidence(wanted, None), *evidence))

    def traces(self, context: Context) -> Iterator[tuple[str, Step]]:
        """The condition over each candidate of the right name, with its address."""
        kind = self.type(context)
        if self.objection or not isinstance(kind, str) or self.condition is None:
            return
        for resource in self._candidates(context, kind)[0]:
            inner = replace(context, resource=context.resources.settled(resource), bindings={}, named={})
            if self._named(inner) is not False:
                yield f"{resource.stack}:{resource.address}", self.condition.trace(inner)

    def _named(self, context: Context) -> Truth:
        if self.name is None:
            return True
        wanted = self.name(context)
        if not isinstance(wanted, str):
            return equals(context.resource.name, wanted)
        *parents, last = wanted.split("/")
        answers = [True if last == _ANY else equals(context.resource.name, last)]
        if parents and answers[0] is not False:
            # The names of what it lies in count as well.
            full = context.resource.full_name
            above = full.split("/")[-len(parents) - 1 : -1] if isinstance(full, str) else [full] * len(parents)
            pairs = zip(parents, above, strict=False)
            answers += [len(above) == len(parents), *(equals(two, one) for one, two in pairs if one != _ANY)]
        return all_of(answers)

    def _candidates(self, context: Context, kind: str) -> tuple[Sequence[Resource], Unknown | None]:
        subject, resources = context.resource, context.resources
        below = kind.lower().startswith(f"{subject.type.lower()}/")
        table = subject.module.tables.arm_type(kind)
        if below or (table is not None and table.extension):
            candidates, doubt = resources.children(subject, kind)
            if below and not candidates:
                made = resources.by_type.get(kind.lower(), ())
                inside = [one for one in made if one.key.startswith(f"{subject.key}/")]
                candidates = inside if subject.key else ()
        elif kind.lower() == subject.type.lower() and self.name is not None and self._is_subject(context):
            return [subject], None
        else:
            candidates, doubt = self._around(context, kind)
        if not candidates and table is None and doubt is None:
            return (), self._unmade(kind, resources)
        return candidates, doubt

    def _unmade(self, kind: str, resources: Resources) -> Unknown | None:
        """Why it is not known whether something of a type without a table exists; `None` if there is none."""
        if kind.lower() in _BY_AZURE or kind.lower().startswith("microsoft.security/"):
            return Unknown(f"Azure makes each {kind} itself", general=True)
        if resources.unmapped:
            return Unknown(f"{kind} is in no table, and neither is {next(iter(resources.unmapped))}")
        return None

    def _is_subject(self, context: Context) -> bool:
        assert self.name is not None  # noqa: S101  (the caller looked)
        wanted = self.name(context)
        token = isinstance(wanted, Unknown) and wanted == context.resource.name
        return token or equals(context.resource.name, wanted) is True

    def _around(self, context: Context, kind: str) -> tuple[Sequence[Resource], Unknown | None]:
        subject = context.resource
        group = self.group(context) if self.group is not None else subject.resource_group
        candidates: list[Resource] = []
        doubt: Unknown | None = None
        for one in context.resources.by_type.get(kind.lower(), ()):
            same = equals(one.subscription_id, subject.subscription_id)
            if same is True and not self.whole_subscription:
                same = equals(one.resource_group, group)
            if one.possible is not None and same is not False:
                doubt = one.possible
            elif same is True or (one.stack == subject.stack and isinstance(same, Unknown) and self.whole_subscription):
                candidates.append(one)
            elif isinstance(same, Unknown):
                doubt = Unknown(f"{one.stack}: {one.address} may be the one: {same.reason}")
        return candidates, doubt


def _unknown(condition: str, reason: str, *, general: bool = False) -> Verdict:
    return Verdict(Unknown(reason, general=general), (Evidence(condition, None, "", reason),))


def appended(details: Json, compiler: Compiler, context: Context) -> Verdict:
    """The additions of Append; it refuses a request that already holds another value.

    https://learn.microsoft.com/azure/governance/policy/concepts/effect-append
    """
    changes: list[Change] = []
    for row in details if isinstance(details, list) else [details]:
        step = _Step.of(row, "append", compiler, context)
        if isinstance(step, Unknown):
            return _unknown("append", step.reason, general=step.general)
        same = step.same()
        if isinstance(same, Unknown):
            return _unknown(f"{step.field.text} equals {plain(step.value)}", same.reason)
        if same is True:
            continue
        if not step.absent and not step.field.collects:
            told = f"{step.field.text} is left to the policy, which appends {plain(step.value)}"
            return Verdict(False, (Evidence(told, plain(step.former), step.argument),))
        changes.append(step.change())
    return Verdict(not changes, (), tuple(changes))


def modified(details: Json, compiler: Compiler, context: Context) -> Verdict:
    """The operations of Modify: it adds, replaces or removes.

    https://learn.microsoft.com/azure/governance/policy/concepts/effect-modify, read 2026-11-27. Azure skips a property
    whose parent the request does not have ("Property not present").
    """
    rows = details.get("operations") if isinstance(details, dict) else None
    if not isinstance(rows, list):
        return _unknown("modify", "the rule has no list of operations")
    changes: list[Change] = []
    skipped: list[Evidence] = []
    for step in _steps(rows, compiler, context):
        if isinstance(step, Unknown):
            return _unknown("modify", step.reason, general=step.general)
        if step.operation == "remove":
            if not step.absent:
                changes.append(replace(step.change(), value=None))
            continue
        same = step.complete() if step.operation == "add" else step.same()
        if isinstance(same, Unknown):
            return _unknown(f"{step.field.text} equals {plain(step.value)}", same.reason)
        if same is True:
            continue
        parent = step.field.parent(context.resource.type)
        held = None if parent is None else parent.read(context, context.resource)
        if parent is not None and held in (MISSING, None):
            told = f"{step.field.text} is not set by Azure, because the request does not have what it is a part of"
            skipped.append(Evidence(told, plain(step.former), step.argument))
        else:
            changes.append(step.change())
    return Verdict(not changes and not skipped, tuple(skipped), tuple(changes))


@dataclass(frozen=True, slots=True)
class _Step:
    """One operation of Append or Modify over one resource."""

    operation: str
    field: fields.Field
    value: Value
    former: Value
    absent: bool
    argument: str

    @classmethod
    def of(cls, row: Json, operation: str, compiler: Compiler, context: Context) -> _Step | Unknown:
        rows = {key.lower(): value for key, value in row.items()} if isinstance(row, dict) else {}
        name = compiler.value(rows.get("field"))(context)
        if not isinstance(name, str):
            return name if isinstance(name, Unknown) else Unknown("an operation names no field")
        field = fields.parse(name)
        value = compiler.value(rows.get("value"))(context)
        if isinstance(value, Unknown):
            return value
        if isinstance(value, Failure):
            return Unknown(value.reason)
        current = field.read(context, context.resource)
        if isinstance(current, Unknown) and not current.present:
            return current
        values = [item for item, _ in current.values] if isinstance(current, Selected) else [current]
        former: Value = values if isinstance(current, Selected) else current
        absent = all(isinstance(item, Missing) or item is None for item in values)
        argument = field.argument(context.resource)
        return cls(operation, field, value, former, absent, argument)

    def same(self) -> Truth:
        """Whether the field already has the value."""
        if not self.field.collects or not isinstance(self.former, Sequence) or isinstance(self.former, str):
            return _equal(self.former, self.value)
        if self.field.path[-1] != "[*]":
            # The same property of every member.
            return all_of(_equal(item, self.value) for item in self.former)
        if self.operation == "addorreplace":
            # The members are replaced by this one.
            return all_of([len(self.former) == 1, *(_equal(item, self.value) for item in self.former)])
        return any_of(_equal(item, self.value) for item in self.former)

    def complete(self) -> Truth:
        """Whether there is nothing to add: what is there is not replaced."""
        if not self.field.collects:
            return not self.absent
        if self.field.path[-1] == "[*]" or not isinstance(self.former, Sequence) or isinstance(self.former, str):
            return self.same()
        doubts = [item for item in self.former if isinstance(item, Unknown) and not item.present]
        if any(item is None or isinstance(item, Missing) for item in self.former):
            return False
        return doubts[0] if doubts else True

    def change(self) -> Change:
        return Change(self.field.text, plain(self.value), plain(self.former), self.argument)


def _equal(left: Value, right: Value) -> Truth:
    both = (isinstance(left, (Mapping, list)), isinstance(right, (Mapping, list)))
    return left == right if all(both) else equals(MISSING if left is None else left, right)


def _steps(rows: Sequence[Json], compiler: Compiler, context: Context) -> Iterator[_Step | Unknown]:
    for row in rows:
        keys = {key.lower(): value for key, value in row.items()} if isinstance(row, dict) else {}
        if "condition" in keys:
            wanted = compiler.value(keys["condition"])(context)
            if wanted is False:
                continue
            if wanted is not True:
                yield wanted if isinstance(wanted, Unknown) else Unknown("an operation's condition is undecided")
                return
        yield _Step.of(row, str(keys.get("operation", "")).lower(), compiler, context)
