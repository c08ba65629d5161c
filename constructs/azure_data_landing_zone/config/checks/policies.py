"""Checks of the policies: names, effects and parameters as Azure knows them, and places that exist."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from ...azure.ids import ResourceId
from ...azure.policies.definition import Definition, Kind, Variant, texts
from ...azure.policies.expressions import is_expression
from ...azure.policies.initiative import initiative
from ...azure.policies.problems import PolicyError, path_text
from ...azure.policies.values import Missing
from ..layout.policies import AssignedPolicy, PolicyLayout, registries
from ..models.policies import Policies
from ..reading.document import Path_, dotted, read
from ..reading.explain import nearest
from ..reading.problems import Place, Problem, shown
from ..reading.texts import objection
from .subject import Check, Subject

#: The modes that azurerm takes for definitions of one's own.
_MODES = (
    "All",
    "Indexed",
    *(
        f"Microsoft.{name}.Data"
        for name in (
            "ContainerService",
            "CustomerLockbox",
            "DataCatalog",
            "KeyVault",
            "Kubernetes",
            "MachineLearningServices",
            "Network",
            "Synapse",
        )
    ),
)


def _layout(subject: Subject) -> PolicyLayout | None:
    """The policies, if there are any, their files can be read, and what they are made of is as it should be."""
    try:
        layout = subject.configuration.policy
        if layout is not None:
            tuple(layout.assignments)
    except (PolicyError, ValueError, KeyError):
        # The check of the files, of the network or of the data reports it.
        return None
    return layout


def _files(subject: Subject) -> Iterator[Problem]:
    """Mistakes in the team's own definitions, at their lines."""
    if subject.document.value(("policies", "definitions")) is None:
        return
    try:
        added = subject.configuration.catalogue.added
    except PolicyError as error:
        for mistake in error.mistakes:
            yield Problem(_place(mistake.file, mistake.path), mistake.path, mistake.message, mistake.given)
        return
    for one in added:
        if one.kind is Kind.CUSTOM and one.mode not in _MODES:
            path = "properties.mode"
            message = f"is no mode that can be given to a policy of your own; those are {', '.join(_MODES)}"
            yield Problem(_place(one.file, path), path, message, one.mode)
        for path_, value in _values(one.properties, ("properties",)):
            if message := objection(value):
                yield Problem(_place(one.file, path_text(path_)), path_text(path_), message)
        for path_, text in texts(one.rule, ("properties", "policyRule")):
            if text.startswith("[[") and is_expression(text[1:]):
                path = path_text(path_)
                message = "is written for an ARM template, which takes the first bracket away: write a single ["
                yield Problem(_place(one.file, path), path, message, text[:80])


def _values(data: object, path: Path_) -> Iterator[tuple[Path_, object]]:
    """All keys and values below a place of a policy's file."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield (*path, key), key
            yield from _values(value, (*path, key))
    elif isinstance(data, list):
        for number, item in enumerate(data):
            yield from _values(item, (*path, number))
    else:
        yield path, data


def _place(file: str, path: str) -> Place:
    """The line of a JSON path in a file."""
    document, _ = read(Path(file))
    if document is None:
        return Place(shown(Path(file)), 0)
    places = {dotted(found): place for found, place in document.places.items()}
    while path and path not in places:
        path = path.rpartition(".")[0]
    return places.get(path, document.place(()))


def _assigned(subject: Subject) -> Iterator[Problem]:
    layout = _layout(subject)
    if layout is None:
        return
    keys = list(initiative().rows)
    names: dict[str, str] = {}
    for name, settings in layout.policies.assign.items():
        path: Path_ = ("policies", "assign", name)
        policy = layout.find(name)
        if policy is None:
            known = [*keys, *(one.name for one in layout.catalogue.definitions)]
            titles = [one.display_name for one in layout.catalogue.definitions]
            near = nearest(name, known) or nearest(name, titles)
            yield subject.problem(
                path,
                f"is no policy of the catalogue or of policies.definitions{near}; the thirteen are {', '.join(keys)}",
                repr(name),
            )
            continue
        if (first := names.setdefault(policy.key, name)) != name:
            yield subject.problem(path, f"is the same policy as {first}: keep one", "")
        definition = policy.definition
        if settings.variant == "original" and definition.variant is not Variant.ORIGINAL:
            yield subject.problem((*path, "variant"), f"{policy.key} has no other variant: leave it out")
        if settings.effect is not None and not definition.allows(settings.effect):
            yield subject.problem(
                (*path, "effect"),
                f"is no effect of {definition.display_name}; those are {', '.join(definition.effects)} (case counts)"
                f"{nearest(settings.effect, definition.effects)}",
            )
        for where, said in _objections(definition, settings.parameters):
            yield subject.problem((*path, "parameters", where), said)
    for policy in layout.assigned:
        yield from _incomplete(subject, layout, policy)


def _objections(definition: Definition, parameters: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The problems with parameters: each name and its message."""
    for name, value in parameters.items():
        if name == definition.effect_parameter:
            yield name, "is the effect: give it as effect"
        elif (one := definition.parameters.get(name)) is None:
            allowed = [known for known in definition.parameters if known != definition.effect_parameter]
            yield (
                name,
                f"is no parameter of {definition.display_name}; it has {', '.join(allowed) or 'none'} (case counts)"
                f"{nearest(name, allowed)}",
            )
        elif said := one.objection(value):
            yield name, said
        elif name == "creationScriptBase64":
            yield name, "is made from policies.setup_script: give the script there, as it is"


def _incomplete(subject: Subject, layout: PolicyLayout, policy: AssignedPolicy) -> Iterator[Problem]:
    name = next((given for given in layout.policies.assign if layout.find(given) is policy), None)
    definition = policy.definition
    missing = [
        one.name
        for one in definition.parameters.values()
        if isinstance(one.default, Missing)
        and one.name != definition.effect_parameter
        and one.name not in policy.parameters
    ]
    if missing:
        message = f"{definition.display_name} needs a value of {', '.join(missing)}, which has no default"
        if name is None:
            message += f": give it in policies.assign.{policy.key}.parameters"
            yield Problem(_place(definition.file, "name"), "name", message)
        else:
            yield subject.problem(("policies", "assign", name, "parameters"), message, "")
    if definition.effect_parameter and not policy.effect:
        message = f"{definition.display_name} has no default effect: give one of {', '.join(definition.effects)}"
        yield subject.problem(("policies", "assign", name or policy.key, "effect"), message, "")
    if policy.key == "setup_script" and not policy.disabled and not layout.policies.setup_script:
        yield subject.problem(
            ("policies", "assign", name or policy.key, "effect"),
            "would append an empty script: give the script in policies.setup_script, or leave the effect out",
        )


def _setup_scripts(subject: Subject) -> Iterator[Problem]:
    """Where the policy appends a script, Azure refuses an instance with another one."""
    layout = _layout(subject)
    policy = layout.find("setup_script") if layout else None
    if policy is None or policy.disabled:
        return
    for deployment in subject.configuration.deployments:
        for index, instance in enumerate(deployment.product.compute.instances):
            if instance.setup_script is not None:
                yield subject.product_problem(
                    deployment,
                    ("compute", "instances", index, "setup_script"),
                    "is refused by Azure, since the landing zone's policies.setup_script is appended to all of them: "
                    "remove one of them",
                    "",
                )


def _exemptions(subject: Subject) -> Iterator[Problem]:
    layout = _layout(subject)
    if layout is None:
        return
    products = {deployment.product.name: deployment.product for deployment in subject.deployments}
    for name, exemption in layout.policies.exemptions.items():
        path: Path_ = ("policies", "exemptions", name)
        for index, wanted in enumerate(exemption.policies):
            if layout.find(wanted) is None:
                known = layout.names()
                yield subject.problem(
                    (*path, "policies", index),
                    f"is no assigned policy; those are {', '.join(known)}{nearest(wanted, known)}",
                )
        if exemption.product is not None:
            product = products.get(exemption.product)
            if product is None:
                yield subject.problem(
                    (*path, "product"),
                    f"is no product; those are {', '.join(products)}{nearest(exemption.product, products)}",
                )
                continue
            for index, environment in enumerate(exemption.environments):
                if environment not in product.environments:
                    yield subject.problem(
                        (*path, "environments", index),
                        f"is no environment of {product.name}; it has {', '.join(product.environments)}",
                    )
        elif exemption.scope is not None:
            yield from _exempt_scope(subject, layout, (*path, "scope"), ResourceId.parse(exemption.scope))


def _exempt_scope(subject: Subject, layout: PolicyLayout, path: Path_, scope: ResourceId) -> Iterator[Problem]:
    if layout.wide is None:
        yield subject.problem(path, "lies outside of the assignments, which are those of the products: name a product")
    elif scope.subscription_id != layout.core.landing_zone.subscription_id and not layout.policies.management_group:
        yield subject.problem(path, "lies in another subscription, where the policies of this one do not hold")
    for product in layout.products:
        if f"{scope}/".lower().startswith(f"{product.resource_group.id}/".lower()):
            yield subject.problem(path, f"belongs to {product.stack}: name the product instead")


def _products(subject: Subject) -> Iterator[Problem]:
    layout = _layout(subject)
    for deployment in subject.configuration.deployments:
        settings = deployment.product.policies
        if layout is None:
            if settings.differs and subject.document.value(("policies",)) == "none":
                yield subject.product_problem(
                    deployment, ("policies",), "differs from the landing zone, which assigns no policies: remove it", ""
                )
            continue
        for name, parameters in settings.parameters.items():
            path: Path_ = ("policies", "parameters", name)
            policy = layout.find(name)
            if policy is None:
                known = list(initiative().rows)
                message = f"is no assigned policy; those are {', '.join(known)}{nearest(name, known)}"
                yield subject.product_problem(deployment, path, message, repr(name))
            elif policy.fixed:
                message = (
                    "has the same parameters everywhere, only those of the thirteen differ: give the landing zone's "
                    "policies.assign other ones, or exempt the product in policies.exemptions"
                )
                yield subject.product_problem(deployment, path, message, "")
            else:
                for where, message in _objections(policy.definition, parameters):
                    yield subject.product_problem(deployment, (*path, where), message)


def _registries(subject: Subject) -> Iterator[Problem]:
    """A list of registries that lacks those of a product keeps its jobs from running."""
    layout = _layout(subject)
    if layout is None:
        return
    #: By the list in the assignment: most products share that of the wide one.
    allowed_hosts: dict[int, set[str]] = {}
    for deployment, product in zip(subject.configuration.deployments, layout.products, strict=True):
        assignment = layout.own.get(product.stack) or layout.wide
        policy = (
            next((one for one in assignment.policies if one.key == "allowed_registries"), None) if assignment else None
        )
        allowed = policy.parameters.get("allowedACRs") if policy is not None and not policy.disabled else None
        if not isinstance(allowed, list):
            continue
        if id(allowed) not in allowed_hosts:
            allowed_hosts[id(allowed)] = {str(entry).lower().partition("/")[0] for entry in allowed}
        hosts = allowed_hosts[id(allowed)]
        missing = [str(host) for host in registries([product]) if host not in hosts and host != "mcr.microsoft.com"]
        if missing:
            path: Path_ = ("policies", "parameters", "allowed_registries", "allowedACRs")
            yield subject.product_problem(
                deployment,
                path if subject.documents[deployment].value(path) is not None else ("name",),
                f"jobs of {product.stack} could not use {', '.join(missing)}, which its workspace uses: add it to "
                "allowedACRs of the policy allowed_registries",
                "",
            )


#: The checks, with the sections of the landing zone that each reads.
_SECTIONS = ("policies", "name", "naming", "names", "network", "environments", "observability")
POLICY_CHECKS: Sequence[tuple[Check, tuple[str, ...]]] = (
    (_files, ("policies",)),
    (_assigned, _SECTIONS),
    (_setup_scripts, _SECTIONS),
    (_exemptions, _SECTIONS),
    (_products, _SECTIONS),
    (_registries, _SECTIONS),
)


def policy_warnings(subject: Subject) -> Iterator[Problem]:
    """Warnings: values that are allowed, and probably not meant."""
    layout = _layout(subject)
    for name in layout.policies.assign if layout is not None else ():
        policy = layout.find(name) if layout is not None else None
        if policy is not None and policy.definition.deprecated:
            said = f"takes {policy.definition.display_name}, which Azure has deprecated. {policy.definition.reason}"
            yield subject.problem(("policies", "assign", name), said.strip(), "")


def policy_globs(policies: object) -> Iterator[tuple[Path_, str]]:
    """The globs of the team's own definitions, and where they stand."""
    if isinstance(policies, Policies):
        path: Path_ = ("policies", "definitions")
        given = policies.definitions
        yield from [(path, given)] if isinstance(given, str) else (((*path, n), one) for n, one in enumerate(given))
