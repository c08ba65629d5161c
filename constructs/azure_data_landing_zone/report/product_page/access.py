"""Roles of people in a product, its budget and its contacts."""

from __future__ import annotations

from collections.abc import Iterator

from ...azure import personas
from ...azure.personas import Setting
from ...config.layout.product import ProductLayout
from .model import Code, Link, Section


def groups(layout: ProductLayout) -> Iterator[tuple[str, str, str]]:
    """The persona of each group, its object id, and where it has access."""
    for persona, object_id in sorted(layout.product.groups.items()):
        yield persona, object_id, "this product"
    for persona, object_id in sorted(layout.core.landing_zone.groups.items()):
        yield persona, object_id, "all products"


def submitters(layout: ProductLayout) -> tuple[str, ...]:
    """The personas that may submit jobs and deploy endpoints in this environment, and have a group."""
    found = (name for name, *_ in groups(layout) if personas.may_submit_jobs(name, _setting(layout)))
    return tuple(dict.fromkeys(personas.title(name) for name in found))


def who_submits(layout: ProductLayout) -> tuple[str, ...]:
    """A sentence that names the identity that submits jobs and deploys endpoints; empty where people do so."""
    if submitters(layout):
        return ()
    if not any(True for _ in groups(layout)):
        return ("The configuration names no group of people: `groups` of the product's file gives them access.",)
    if layout.product.shipping is not None:
        name = layout.shipping_identity.name
        return (
            f"Here people only read. The team's pipeline submits jobs and deploys endpoints, with the identity {name}. "
            "Give it the files and commands of this page.",
        )
    return (
        "Here people only read, and no pipeline submits jobs or deploys endpoints: `shipping` of the product's file "
        "gives one an identity.",
    )


def people(layout: ProductLayout) -> Section:
    """The groups of the product, and the roles of their members."""
    rows = tuple(
        {
            "persona": personas.title(persona),
            "Entra group": Code(object_id),
            "access to": where,
            "roles on the workspace": ", ".join(personas.roles(persona, _setting(layout)).get("workspace", ()))
            or "none",
            "submits jobs": "yes" if personas.may_submit_jobs(persona, _setting(layout)) else "no",
        }
        for persona, object_id, where in groups(layout)
    )
    member = ("Members of a group have its access. The owner of the group adds you.",) if rows else ()
    return Section("people", "Who may do what", member + who_submits(layout), rows=rows)


def budget(layout: ProductLayout) -> Section:
    """The monthly budget of the product."""
    found = layout.product.budget
    if found is None:
        return Section("budget", "Budget", ("The product has no budget of its own.",))
    at = ", ".join(
        f"{one.percent} % {'of the forecast' if one.of == 'forecast' else 'spent'}" for one in found.thresholds
    )
    told = [*found.contacts, *found.roles, *(group.rpartition("/")[2] for group in found.action_groups)]
    return Section(
        "budget",
        "Budget",
        (
            "The budget sends messages and stops nothing: clusters, instances and endpoints cost until somebody stops "
            "them.",
        ),
        {
            "Each month": f"{found.monthly:,.0f} in the currency of the subscription",
            "Messages at": at,
            "Messages to": ", ".join(told),
        },
    )


def contacts(layout: ProductLayout) -> Section:
    """Whom to ask about the product, and about the platform."""
    zone, product = layout.core.landing_zone, layout.product
    own = [*product.alerts.contacts.emails, *(product.budget.contacts if product.budget else ())]
    platform = [*zone.alerts.contacts.emails, *(zone.budget.contacts if zone.budget else ())]
    support = zone.people.support
    if support is not None and support.email is not None:
        platform = [support.email]
    facts = {"This product": ", ".join(dict.fromkeys(own)), "Platform": ", ".join(dict.fromkeys(platform))}
    if support is not None and support.page is not None:
        facts["Platform page"] = Link(support.page)
    if owner := layout.tags.get("owner"):
        facts["Owner (tag)"] = owner
    known = {label: value for label, value in facts.items() if value}
    none = () if known else ("The configuration names no contact. `people.support` of the landing zone names one.",)
    return Section("contacts", "Whom to ask", none, known)


def _setting(layout: ProductLayout) -> Setting:
    return Setting.PRODUCTION if layout.environment.is_production else Setting.DEVELOPMENT
