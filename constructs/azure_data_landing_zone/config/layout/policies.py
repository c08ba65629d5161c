"""Which policies are assigned where, with which effects and parameters: computed from the configuration alone."""

from __future__ import annotations

import base64
import functools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ...azure.ids import ResourceId
from ...azure.json_values import Json
from ...azure.policies.catalogue import Catalogue
from ...azure.policies.definition import Definition, Effect, Kind, Variant
from ...azure.policies.initiative import Row, initiative
from ...azure.policies.problems import PolicyError
from ...azure.policies.values import Missing
from ..models.policies import AssignedPolicySettings, Exemption, Policies
from .core import CoreLayout
from .product import ProductLayout

#: Images that Microsoft provides for Machine Learning. That the service takes this host in its list is unconfirmed.
_MICROSOFT_IMAGES = "mcr.microsoft.com"
#: What takes the place of a policy's effect where it would contradict the network of a product.
_DISABLED = "Disabled"


@dataclass(frozen=True)
class AssignedPolicy:
    """A policy of the initiative.

    Attributes:
        key: what the configuration calls it, and its reference id in Azure.
        definition: its definition.
        effect: its effect; empty if the definition has none to choose.
        parameters: values of its other parameters.
        message: what Azure tells whoever is refused.
        remedy: what to change in the configuration; empty for a policy that is not ours.
        fixed: whether effect and parameters are the same in all assignments, and so part of the initiative.
    """

    key: str
    definition: Definition
    effect: str
    parameters: Mapping[str, Json]
    message: str
    remedy: str = ""
    fixed: bool = False

    @property
    def disabled(self) -> bool:
        """Whether it does nothing."""
        return Effect.of(self.effect) is Effect.DISABLED

    @property
    def acts(self) -> bool:
        """Whether it changes or adds something, with the identity of its assignment."""
        return Effect.of(self.effect) in (Effect.MODIFY, Effect.DEPLOY_IF_NOT_EXISTS)

    @property
    def in_resource_manager(self) -> bool:
        """Whether Azure Resource Manager judges it, and so may tell our message; otherwise a service does."""
        return self.definition.mode.lower() in ("all", "indexed")

    def values(self) -> dict[str, Json]:
        """All parameters of the definition with their values, the effect included, in the order of their names."""
        effect = {self.definition.effect_parameter: self.effect} if self.definition.effect_parameter else {}
        found: dict[str, Json] = {**self.parameters, **effect}
        return {name: found[name] for name in sorted(found)}


@dataclass(frozen=True)
class NamedExemption:
    """An exemption of the configuration.

    Attributes:
        name: its name there.
        exemption: what it says.
        keys: the policies, by their reference ids.
    """

    name: str
    exemption: Exemption
    keys: tuple[str, ...]


@dataclass(frozen=True)
class PolicyAssignment:
    """The initiative, assigned to one scope.

    Attributes:
        name: its name in Azure.
        display_name: its title.
        scope: where it holds.
        policies: its policies with their effects and parameters.
        not_scopes: what inside of the scope is left out.
        enforce: whether Azure enforces it.
        layout: the product that it is for; None for the wide one.
        exemptions: where some of its policies do not hold.
    """

    name: str
    display_name: str
    scope: ResourceId
    policies: tuple[AssignedPolicy, ...]
    not_scopes: tuple[str, ...] = ()
    enforce: bool = True
    layout: ProductLayout | None = None
    exemptions: tuple[NamedExemption, ...] = ()

    @property
    def id(self) -> ResourceId:
        """Its id."""
        return authorization(self.scope, "policyAssignments", self.name)

    @property
    def acting(self) -> tuple[AssignedPolicy, ...]:
        """The policies that change or add something."""
        return tuple(policy for policy in self.policies if policy.acts)

    def grants(self) -> Iterator[tuple[ResourceId, str]]:
        """The needs of the identity of the assignment: scopes, and the GUIDs of roles, each once.

        The roles are needed where the assignment holds, and where a policy reaches beyond it, as its parameters say.
        """
        scopes: dict[tuple[str, str], ResourceId] = {}
        for policy in self.acting:
            for role in policy.definition.roles:
                for scope in (self.scope, *self._reached(policy)):
                    scopes.setdefault((str(scope).lower(), role), scope)
        for (_, role), scope in sorted(scopes.items()):
            yield scope, role

    def _reached(self, policy: AssignedPolicy) -> Iterator[ResourceId]:
        own = f"{self.scope}/".lower()
        for value in policy.parameters.values():
            if isinstance(value, str) and value.lower().startswith("/subscriptions/"):
                id_ = ResourceId.parse(value)
                if not f"{id_}/".lower().startswith(own):
                    yield id_


def authorization(scope: ResourceId, kind: str, name: str) -> ResourceId:
    """The id of a resource of Microsoft.Authorization at a scope."""
    return ResourceId(scope.subscription_id, "", "Microsoft.Authorization", (kind,), (name,), str(scope))


class PolicyLayout:
    """The policies of a landing zone.

    Args:
        core: names and ids of the landing zone.
        policies: what the configuration says.
        products: all products in their environments.
        catalogue: the definitions to choose from, those of the team included.
    """

    def __init__(
        self, core: CoreLayout, policies: Policies, products: Sequence[ProductLayout], catalogue: Catalogue
    ) -> None:
        self.core = core
        self.policies = policies
        self.products = products
        self.catalogue = catalogue

    @property
    def definition_scope(self) -> ResourceId:
        """Where definitions and initiative lie."""
        if group := self.policies.management_group:
            return ResourceId("", "", "Microsoft.Management", ("managementGroups",), (group.rpartition("/")[2],))
        return self.core.subscription

    @property
    def initiative_name(self) -> str:
        """The name of the initiative."""
        return self._shared(f"{initiative().name}-{self.core.landing_zone.name}")

    @property
    def initiative_id(self) -> ResourceId:
        """The id of the initiative."""
        return authorization(self.definition_scope, "policySetDefinitions", self.initiative_name)

    def definition_id(self, definition: Definition) -> str:
        """The id of a definition: Azure's own, or one that we make."""
        if definition.kind is Kind.BUILTIN:
            return definition.id
        return authorization(self.definition_scope, "policyDefinitions", self.definition_name(definition)).id

    def definition_name(self, definition: Definition) -> str:
        """The name of a definition that we make."""
        return self._shared(definition.name)

    def _shared(self, name: str) -> str:
        """A name of ours, where other landing zones may make the same at a management group."""
        return self.core.shared_names.policy(name) if self.policies.management_group else name

    @functools.cached_property
    def assigned(self) -> tuple[AssignedPolicy, ...]:
        """The policies of the initiative with the values that hold for the landing zone: ours, then those added."""
        rows = initiative().rows.values()
        return (*(self._ours(row) for row in rows), *(self._added(*found) for found in self._additions()))

    @property
    def custom(self) -> tuple[Definition, ...]:
        """The definitions that must be made, by name."""
        found = (policy.definition for policy in self.assigned)
        return tuple(sorted((one for one in found if one.kind is Kind.CUSTOM), key=lambda one: one.name.lower()))

    @functools.cached_property
    def wide(self) -> PolicyAssignment | None:
        """The assignment for everything but the products with one of their own; None if only those have one."""
        if self.policies.scope == "resource_groups":
            return None
        zone = self.core.landing_zone
        outside = [name for name, exemption in self.policies.exemptions.items() if exemption.product is None]
        name = f"ml-data-{zone.name}"
        return PolicyAssignment(
            name=self.core.shared_names.policy_assignment(name) if self.policies.management_group else name,
            display_name=f"{initiative().display_name} {zone.name}",
            scope=self.definition_scope,
            policies=self.assigned,
            not_scopes=tuple(own.scope.id for own in self.own.values()),
            enforce=self.policies.enforce,
            exemptions=tuple(map(self._exemption, sorted(outside))),
        )

    @functools.cached_property
    def own(self) -> Mapping[str, PolicyAssignment]:
        """The assignments of products whose parameters differ, that use a managed network or are exempt, by stack."""
        return {layout.stack: self._own(layout) for layout in self.products if self._differs(layout)}

    @property
    def assignments(self) -> tuple[PolicyAssignment, ...]:
        """All assignments, the wide one first."""
        return (*([self.wide] if self.wide else []), *self.own.values())

    def early(self) -> tuple[PolicyAssignment, ...]:
        """The assignments of products that the policy stack makes.

        The resource group of a product with pipelines exists before; so its pipelines have no right to change what
        binds them. That of any other product is made by the product's stack, and its assignment too.
        """
        return tuple(one for one in self.own.values() if one.layout and one.layout.product.pipelines is not None)

    def late(self, layout: ProductLayout) -> PolicyAssignment | None:
        """The assignment that a product's own stack makes."""
        return None if layout.product.pipelines is not None else self.own.get(layout.stack)

    def find(self, name: str) -> AssignedPolicy | None:
        """The assigned policy that a configuration calls by this name."""
        return next((policy for policy in self.assigned if name.lower() in _names(policy)), None)

    def names(self) -> list[str]:
        """The names that assigned policies may have."""
        return [policy.key for policy in self.assigned]

    def _settings(self, row: Row) -> tuple[AssignedPolicySettings, Definition]:
        corrected = self.catalogue.find(row.definition)
        wanted = {row.key, row.definition.lower(), corrected.display_name.lower(), corrected.also_known_as.lower()}
        given = (one for name, one in self.policies.assign.items() if name.lower() in wanted)
        settings = next(given, AssignedPolicySettings())
        if settings.variant == Variant.ORIGINAL.value:
            for definition in self.catalogue.rows().get(corrected.row, ()):
                if definition.variant is Variant.ORIGINAL:
                    return settings, definition
        return settings, corrected

    def _ours(self, row: Row) -> AssignedPolicy:
        settings, definition = self._settings(row)
        effect = row.effect if definition.allows(row.effect) else definition.default_effect
        if row.key == "setup_script" and not self.policies.setup_script:
            effect = _DISABLED
        parameters = {**defaults(definition), **self._derived(row.key, definition), **settings.parameters}
        return AssignedPolicy(
            key=row.key,
            definition=definition,
            effect=settings.effect or effect,
            parameters=parameters,
            message=settings.message or row.message,
            remedy=row.remedy,
        )

    def _newer_sizes(self, definition: Definition) -> list[Json]:
        """The default list of sizes with those that products use and it lacks; empty if it lacks none."""
        default = defaults(definition).get("allowedVmSizes")
        known = list(default) if isinstance(default, list) else []
        used: set[str] = set()
        for layout in self.products:
            used |= {cluster.vm_size for cluster in layout.product.compute.clusters}
            used |= {instance.vm_size for instance in layout.product.compute.instances}
        newer = sorted(size for size in used - {str(one) for one in known} if self.core.vm_size(size) is not None)
        return [*known, *newer] if newer and definition.variant is not Variant.ORIGINAL else []

    def _derived(self, key: str, definition: Definition) -> dict[str, Json]:
        """Parameters that come from the landing zone."""
        if key == "allowed_registries":
            usual = (layout for layout in self.products if not self._differs(layout))
            return {"allowedACRs": registries(usual)}
        if key == "private_endpoint_deployment":
            return {"privateEndpointSubnetId": self.core.subnets["endpoints"].id.id}
        if key == "vm_sizes" and (newer := self._newer_sizes(definition)):
            return {"allowedVmSizes": newer}
        if key == "setup_script":
            script = self.policies.setup_script or ""
            return {"creationScriptBase64": base64.b64encode(script.encode()).decode()}
        return {}

    def _additions(self) -> Iterator[tuple[Definition, AssignedPolicySettings]]:
        """The policies that teams add: their own definitions, and further built-ins that they name."""
        rows = initiative().rows
        ours = {self.catalogue.find(row.definition).row for row in rows.values()}
        additions: dict[str, tuple[Definition, AssignedPolicySettings]] = {
            one.name.lower(): (one, AssignedPolicySettings()) for one in self.catalogue.added if one.row not in ours
        }
        for name, settings in self.policies.assign.items():
            if name in rows:
                continue
            try:
                definition = self.catalogue.find(name)
            except PolicyError:
                continue  # A check reports it.
            if definition.row not in ours or not definition.row:
                additions[definition.name.lower()] = (definition, settings)
        yield from (additions[name] for name in sorted(additions))

    def _added(self, definition: Definition, settings: AssignedPolicySettings) -> AssignedPolicy:
        derived = {
            name: value
            for name, value in (
                ("privateEndpointSubnetId", self.core.subnets["endpoints"].id.id),
                ("logAnalytics", self.core.log_analytics_workspace_id.id),
            )
            if name in definition.parameters
        }
        return AssignedPolicy(
            key=definition.name,
            definition=definition,
            effect=settings.effect or definition.default_effect,
            parameters={**defaults(definition), **derived, **settings.parameters},
            message=settings.message or definition.description or definition.display_name,
            fixed=True,
        )

    def _differs(self, layout: ProductLayout) -> bool:
        return (
            self.policies.scope == "resource_groups"
            or layout.managed_network is not None
            or layout.product.policies.differs
            or any(True for _ in self._exemptions(layout))
        )

    def _exemptions(self, layout: ProductLayout) -> Iterator[str]:
        for name, exemption in sorted(self.policies.exemptions.items()):
            if exemption.product == layout.product.name:
                environments = exemption.environments or layout.product.environments
                if layout.environment_name in environments:
                    yield name

    def _exemption(self, name: str) -> NamedExemption:
        exemption = self.policies.exemptions[name]
        found = (self.find(policy) for policy in exemption.policies)
        return NamedExemption(name, exemption, tuple(policy.key for policy in found if policy is not None))

    def _own(self, layout: ProductLayout) -> PolicyAssignment:
        return PolicyAssignment(
            name=f"ml-data-{layout.stack}",
            display_name=f"{initiative().display_name} {self.core.landing_zone.name}: {layout.stack}",
            scope=layout.resource_group.id,
            policies=tuple(self._of_product(policy, layout) for policy in self.assigned),
            enforce=self.policies.enforce,
            layout=layout,
            exemptions=tuple(map(self._exemption, self._exemptions(layout))),
        )

    def _of_product(self, policy: AssignedPolicy, layout: ProductLayout) -> AssignedPolicy:
        """A policy with the values that hold for a product."""
        if policy.fixed:
            return policy
        settings, _ = self._settings(initiative().rows[policy.key])
        parameters, effect = dict(policy.parameters), policy.effect
        if policy.key == "allowed_registries" and "allowedACRs" not in settings.parameters:
            parameters["allowedACRs"] = registries([layout])
        if layout.product.policies.limits == "declared":
            parameters |= declared(policy.key, layout)
        given = (one for name, one in layout.product.policies.parameters.items() if name.lower() in _names(policy))
        for values in given:
            parameters |= values
        original = policy.definition.variant is Variant.ORIGINAL
        if policy.key == "subnet" and original and layout.managed_network is not None:
            # The original demands a subnet, which compute in a managed network must not have.
            effect = _DISABLED
        return AssignedPolicy(policy.key, policy.definition, effect, parameters, policy.message, policy.remedy)


def _names(policy: AssignedPolicy) -> set[str]:
    """The names that a configuration may use for an assigned policy, in lower case."""
    one = policy.definition
    return {policy.key.lower(), one.name.lower(), one.display_name.lower(), one.also_known_as.lower()} - {""}


def defaults(definition: Definition) -> dict[str, Json]:
    """The defaults of a definition's parameters, without that of its effect."""
    return {
        name: one.default
        for name, one in definition.parameters.items()
        if name != definition.effect_parameter and not isinstance(one.default, Missing)
    }


def declared(key: str, layout: ProductLayout) -> dict[str, Json]:
    """The limits that allow exactly what a product declares."""
    compute = layout.product.compute
    if key == "vm_sizes":
        sizes: list[Json] = []
        sizes += sorted({item.vm_size for item in (*compute.clusters, *compute.instances)})
        return {"allowedVmSizes": sizes}
    if key == "cluster_scale":
        clusters = compute.clusters
        return {
            "maxNodeCount": max((cluster.max_nodes for cluster in clusters), default=0),
            "minNodeCount": max((cluster.min_nodes for cluster in clusters), default=0),
            "maxNodeIdleTimeInSecondsBeforeScaleDown": max((cluster.idle_seconds for cluster in clusters), default=0),
        }
    return {}


def registries(products: Iterable[ProductLayout]) -> list[Json]:
    """The login servers from which compute of products takes images, sorted: their own, and those connected to."""
    hosts = {_MICROSOFT_IMAGES}
    for layout in products:
        suffix = layout.core.cloud.container_registry_suffix
        names = (layout.container_registry.name, *(registry.name for registry in layout.connected_registries))
        hosts |= {f"{name.lower()}.{suffix}" for name in names}
    found: list[Json] = []
    found += sorted(hosts)
    return found


def initiative_parameter(policy: AssignedPolicy, parameter: str) -> str:
    """The initiative's name for a parameter of one of its policies, such as `vmSizesAllowedVmSizes`."""
    head, *rest = re.split(r"[^A-Za-z0-9]+", policy.key)
    name = "effect" if parameter == policy.definition.effect_parameter else parameter
    return head + "".join(word[:1].upper() + word[1:] for word in (*rest, name))
