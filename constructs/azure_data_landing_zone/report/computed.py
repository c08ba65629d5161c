"""Rows of policies, budgets, quota and retirements, computed from a configuration."""

from __future__ import annotations

from ..azure.ids import ResourceId
from ..azure.policies.definition import Effect
from ..azure.vm_sizes import of_family
from ..config import Configuration
from ..config.growth import Growth, QuotaKind, growth
from ..config.layout.policies import AssignedPolicy, PolicyAssignment, PolicyLayout
from ..config.models.budget import Budget
from ..config.retiring import retiring
from .product_page.policies import EFFECTS
from .rows import BudgetRow, PolicyRow, QuotaRow, RetirementRow

_QUOTAS = {QuotaKind.MACHINE_LEARNING: "Machine Learning", QuotaKind.VIRTUAL_MACHINES: "virtual machines"}


def policy_rows(configuration: Configuration) -> tuple[PolicyRow, ...]:
    """The policies that the landing zone assigns, each once; none if it assigns none."""
    layout = configuration.policy
    if layout is None:
        return ()
    return tuple(_policy(layout, policy) for policy in layout.assigned)


def _policy(layout: PolicyLayout, policy: AssignedPolicy) -> PolicyRow:
    assigned = [(one, found) for one in layout.assignments for found in one.policies if found.key == policy.key]
    effects = list(dict.fromkeys(found.effect or found.definition.default_effect for _, found in assigned))
    disabled = all(found.disabled for _, found in assigned)
    enforced = all(one.enforce for one, _ in assigned)
    return PolicyRow(
        name=policy.key,
        title=policy.definition.display_name or policy.definition.name,
        does=policy.definition.description,
        effects=tuple((effect, _meaning(effect)) for effect in effects),
        scope=_scope(layout, [one for one, _ in assigned]),
        state="disabled" if disabled else "in force" if enforced else "on trial: it only reports",
        disabled=disabled,
    )


def _meaning(effect: str) -> str:
    """The meaning of a policy effect for people; empty for an unknown one."""
    known = Effect.of(effect)
    return "does nothing" if known is Effect.DISABLED else EFFECTS.get(known, "") if known is not None else ""


def _scope(layout: PolicyLayout, assignments: list[PolicyAssignment]) -> str:
    own = sum(1 for one in assignments if one.layout is not None)
    wide = _name(layout.wide.scope) if layout.wide is not None else ""
    if not own:
        return wide
    products = f"{own} resource group{'' if own == 1 else 's'} of products"
    return f"{wide}; {products} with values of their own" if wide else products


def _name(scope: ResourceId) -> str:
    return "the subscription" if not scope.namespace and not scope.resource_group else scope.name


def budget_rows(configuration: Configuration) -> tuple[BudgetRow, ...]:
    """The budgets: that of the landing zone, and those of products."""
    zone = configuration.landing_zone.budget
    own = ((layout.stack, layout.product.budget) for layout in configuration.products)
    return (
        *(() if zone is None else (_budget("core", zone, "the whole subscription"),)),
        *(_budget(stack, budget, "") for stack, budget in own if budget is not None),
    )


def _budget(stack: str, budget: Budget, note: str) -> BudgetRow:
    at = ", ".join(f"{one.percent} % {'forecast' if one.of == 'forecast' else 'spent'}" for one in budget.thresholds)
    told = [*budget.contacts, *budget.roles, *(group.rpartition("/")[2] for group in budget.action_groups)]
    return BudgetRow(stack, f"{budget.monthly:,.0f}", f"at {at}: {', '.join(told)}", note)


def quota_rows(configuration: Configuration) -> tuple[QuotaRow, ...]:
    """The need of compute for each quota at full scale, by region and family; low-priority machines apart."""
    by_quota: dict[tuple[str, QuotaKind, str], list[Growth]] = {}
    for machines in growth(configuration):
        if machines.quota in _QUOTAS:
            family = "low priority" if machines.low_priority else machines.family or machines.vm_size
            by_quota.setdefault((machines.region, machines.quota, family), []).append(machines)
    return tuple(_quota(configuration, *key, by_quota[key]) for key in sorted(by_quota))


def _quota(configuration: Configuration, region: str, kind: QuotaKind, family: str, machines: list[Growth]) -> QuotaRow:
    known = all(one.vcpus for one in machines)
    wanted = sum(one.full_vcpus for one in machines)
    limit = _limit(configuration, region, kind, family)
    return QuotaRow(
        region=region,
        family=f"{family} ({_QUOTAS[kind]})",
        wanted=f"{wanted:,}" if known else "unknown",
        limit="" if limit is None else f"{limit:,}",
        stacks=tuple(dict.fromkeys(one.stack for one in machines)),
        verdict=_verdict(wanted, limit) if known else "its size is in no table",
    )


def _verdict(wanted: int, limit: int | None) -> str:
    if limit is None:
        return "no quota is stated"
    return "fits" if wanted <= limit else "does not fit all at once"


def _limit(configuration: Configuration, region: str, kind: QuotaKind, family: str) -> int | None:
    quota = configuration.landing_zone.quota
    limits = quota.regions.get(region) if quota is not None else None
    if limits is None:
        return None
    if kind is QuotaKind.VIRTUAL_MACHINES:
        return of_family(limits.virtual_machines.families, family)
    own = limits.machine_learning
    return own.low_priority if family == "low priority" else of_family(own.families, family)


def retirement_rows(configuration: Configuration) -> tuple[RetirementRow, ...]:
    """The settings of the configuration whose end Azure has announced, the earliest end first."""
    rows = (
        RetirementRow(
            stack=one.stack,
            used_by=one.used_by,
            value=one.value,
            ends="not announced" if one.retirement.end is None else one.retirement.end.isoformat(),
            replacement=one.retirement.replacement,
        )
        for one in retiring(configuration)
    )
    return tuple(sorted(rows, key=lambda row: (row.ends, row.stack, row.used_by)))
