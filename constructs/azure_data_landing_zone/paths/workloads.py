"""The workloads of a configuration: whose identity they have, and in which network they run."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from ..azure import personas
from ..azure.ids import ResourceId
from ..azure.personas import Setting
from ..config import Configuration
from ..config.layout.core import CoreLayout
from ..config.layout.links import LINKED_SERVICE, attached_pools, has_linked_service
from ..config.layout.places import KUBERNETES_SUBNET, delegation
from ..config.layout.product import ProductLayout
from ..config.models.analytics import (
    CreatedDatabricks,
    CreatedDataFactory,
    CreatedKubernetes,
    CreatedSynapse,
    ExistingDataFactory,
)
from ..config.models.links import ComputeInstance
from ..config.models.network import CreatedNetwork
from ..config.models.state import CreatedAzureState

_RUNTIMES = "self-hosted integration runtimes"
_DATABRICKS_SUBNETS = ("databricks_public", "databricks_private")
_MANAGES_COMPUTE = "AzureML Compute Operator"


class Where(StrEnum):
    """The kind of network in which a workload runs."""

    SUBNET = "subnet"
    """A subnet of the landing zone's network."""
    MANAGED = "managed_network"
    """The managed network of a workspace."""
    SYNAPSE = "synapse"
    """The managed network of Synapse."""
    DATA_FACTORY = "data_factory"
    """The managed network of Data Factory."""
    DEPLOYMENT = "deployment"
    """The network that Azure keeps for a deployment of a managed online endpoint."""
    SERVICE = "service"
    """An Azure service: it passes the firewalls of its targets as a trusted service or by a rule for the instance."""
    PEOPLE = "people"
    """The network of users."""
    FURTHER = "further"
    """Another network, in which the product has private endpoints."""
    ELSEWHERE = "elsewhere"
    """A network of others, such as that of an existing service."""


@dataclass(frozen=True)
class Place:
    """Where a workload runs.

    Attributes:
        where: the kind of network.
        id: the id of the subnet, or of the service whose network it is, in lower case.
    """

    where: Where
    id: str = ""


@dataclass(frozen=True)
class Workload:
    """A workload that needs connections.

    Attributes:
        kind: its kind in the table `paths`.
        title: its name for people.
        stack: the stack that it belongs to.
        principal: the object id of its identity, or the id of the resource whose identity it is, in lower case; empty
            if its identity is not known, such as that of a user.
        place: where it runs.
        layout: the product that it belongs to; None for a core service.
        instance: the compute instance that it is.
        setting: the path of the setting that it comes from; in the file of the product if the first key is `product`.
        purpose: the purpose of its subnet; empty if it runs in none.
    """

    kind: str
    title: str
    stack: str
    principal: str
    place: Place
    setting: tuple[str, ...]
    layout: ProductLayout | None = None
    instance: ComputeInstance | None = None
    purpose: str = ""


def workloads(configuration: Configuration) -> Iterator[Workload]:
    """All workloads, those of products first.

    Args:
        configuration: a checked configuration.
    """
    for layout in configuration.products:
        yield from _compute(layout)
        yield from _workspace(layout)
        yield from _linked(layout)
        yield from _pipelines(layout)
        yield from _people(layout)
        yield from _further(layout)
    yield from _core(configuration)


def _id(id_: ResourceId) -> str:
    return str(id_).lower()


def _at(*keys: str) -> tuple[str, ...]:
    """The path of a setting."""
    return keys


def _subnet(core: CoreLayout, purpose: str) -> Place:
    place = core.subnets.get(purpose)
    return Place(Where.ELSEWHERE) if place is None else Place(Where.SUBNET, _id(place.id))


def _compute(layout: ProductLayout) -> Iterator[Workload]:
    managed = layout.managed_network is not None
    place = (
        Place(Where.MANAGED, _id(layout.workspace.id))
        if managed
        else _subnet(layout.core, layout.product.workspace.subnets.training)
    )
    purpose = "" if managed else "training"
    compute = layout.product.compute
    for cluster in compute.clusters:
        principal, setting = (
            _id(layout.cluster_identity(cluster).id),
            _at("product", "compute", "clusters", cluster.name),
        )
        for kind, title in (
            ("compute_cluster", f"cluster {cluster.name}"),
            ("batch_endpoint", f"batch endpoints on {cluster.name}"),
            *(
                [("image_build", f"image build on {cluster.name}")]
                if cluster.name == layout.image_build_cluster
                else []
            ),
        ):
            yield Workload(kind, title, layout.stack, principal, place, setting, layout, None, purpose)
    for instance in compute.instances:
        principal = _id(layout.instance_identity(instance).id)
        setting = _at("product", "compute", "instances", instance.name)
        title = f"instance {instance.name}"
        yield Workload("compute_instance", title, layout.stack, principal, place, setting, layout, instance, purpose)
    if compute.serverless and place.where is Where.SUBNET:
        setting = _at("product", "compute", "serverless")
        yield Workload("serverless_job", "serverless jobs", layout.stack, "", place, setting, layout, None, purpose)


def _workspace(layout: ProductLayout) -> Iterator[Workload]:
    workspace, setting = _id(layout.workspace.id), _at("product", "workspace")
    managed = layout.managed_network is not None
    deployment = Place(Where.MANAGED if managed else Where.DEPLOYMENT, workspace)
    principal = _id(layout.endpoint_identity.id)
    yield Workload("online_endpoint", "online endpoints", layout.stack, principal, deployment, setting, layout)
    service = Place(Where.SERVICE, workspace)
    principal = _id(layout.workspace_identity.id)
    yield Workload("workspace", "workspace", layout.stack, principal, service, setting, layout)
    registry = layout.core.machine_learning_registry_id
    if registry is not None:
        setting = _at("analytics", "machine_learning_registry")
        place = Place(Where.SERVICE, _id(registry))
        yield Workload("ml_registry", f"registry {registry.name}", layout.stack, "", place, setting, layout)


def _linked(layout: ProductLayout) -> Iterator[Workload]:
    core, stack = layout.core, layout.stack
    synapse = core.synapse_workspace_id
    if synapse is not None and layout.product.links.synapse is not None:
        setting, place = _at("product", "links", "synapse"), Place(Where.SYNAPSE, _id(synapse))
        if attached_pools(layout):
            principal = _id(layout.synapse_identity.id)
            yield Workload("spark_pool", "attached Spark pools", stack, principal, place, setting, layout)
        if has_linked_service(layout):
            principal = _id(layout.workspace.id.child("linkedServices", LINKED_SERVICE))
            title = "linked service of Synapse"
            yield Workload("synapse_linked_service", title, stack, principal, place, setting, layout)
    if (link := layout.product.links.databricks) is not None:
        setting = _at("product", "links", "databricks")
        shared = core.landing_zone.analytics.databricks
        jobs = shared.job_principal_id if shared is not None else None
        purposes = _DATABRICKS_SUBNETS if isinstance(shared, CreatedDatabricks) else ()
        if link.own is not None:
            jobs, purposes = link.own.job_principal_id, (link.own.public_subnet, link.own.private_subnet)
            principal = _id(layout.databricks_access_connector.id)
            for purpose in purposes:
                title, place = f"own Databricks in {purpose}", _subnet(core, purpose)
                yield Workload("own_databricks", title, stack, principal, place, setting, layout, None, purpose)
        if jobs is not None:
            for purpose in purposes or ("",):
                title = f"Databricks jobs in {purpose}" if purpose else "Databricks jobs"
                place = _subnet(core, purpose) if purpose else Place(Where.ELSEWHERE)
                yield Workload("databricks_jobs", title, stack, jobs.lower(), place, setting, layout, None, purpose)
    if core.data_factory_id is not None and layout.product.links.data_factory is not None:
        setting = _at("product", "links", "data_factory")
        config = core.landing_zone.analytics.data_factory
        given = config.principal_id if isinstance(config, ExistingDataFactory) else None
        place = Place(Where.DATA_FACTORY, _id(core.data_factory_id))
        principal = given.lower() if given else _id(core.data_factory_id)
        yield Workload("data_factory_link", "Data Factory", stack, principal, place, setting, layout)
        if _has_runtimes(core):
            place, purpose = _subnet(core, "integration"), "integration"
            yield Workload("runtime_link", _RUNTIMES, stack, "", place, setting, layout, None, purpose)
    if layout.kubernetes_cluster_id is not None:
        created = isinstance(core.landing_zone.analytics.kubernetes, CreatedKubernetes)
        ours = created and layout.kubernetes_cluster_id == core.kubernetes_cluster_id
        place = _subnet(core, KUBERNETES_SUBNET) if ours else Place(Where.ELSEWHERE)
        principal, setting = _id(layout.kubernetes_identity.id), _at("product", "inference")
        purpose = KUBERNETES_SUBNET if ours else ""
        yield Workload("model_server", "models on Kubernetes", stack, principal, place, setting, layout, None, purpose)


def _pipelines(layout: ProductLayout) -> Iterator[Workload]:
    anywhere = Place(Where.ELSEWHERE)
    if layout.product.pipelines is not None:
        for purpose in ("plan", "apply"):
            identity = layout.pipeline_identity("plan" if purpose == "plan" else "apply")
            setting = _at("product", "pipelines")
            kind, title = f"pipeline_{purpose}", f"pipeline ({purpose})"
            yield Workload(kind, title, layout.stack, _id(identity.id), anywhere, setting, layout)
    if layout.product.shipping is not None:
        principal, setting = _id(layout.shipping_identity.id), _at("product", "shipping")
        # A workspace without public access is reached from a runner inside of the network.
        purpose = next(iter(runner_subnets(layout.core)), "")
        place = _subnet(layout.core, purpose) if purpose else anywhere
        yield Workload("shipping", "shipping pipeline", layout.stack, principal, place, setting, layout, None, purpose)


def _people(layout: ProductLayout) -> Iterator[Workload]:
    setting = Setting.PRODUCTION if layout.environment.is_production else Setting.DEVELOPMENT
    groups = {**layout.core.landing_zone.groups, **layout.product.groups}
    for persona, object_id in sorted(groups.items()):
        held = personas.roles(persona, setting)
        if "workspace" not in held:
            continue
        where = _at("product", "groups") if persona in layout.product.groups else _at("groups")
        title, place = f"{personas.title(persona)}s", Place(Where.PEOPLE)
        kinds = ["person"]
        if _MANAGES_COMPUTE in held["workspace"] and layout.managed_network is None:
            kinds.append("compute_creator")
        if personas.may_submit_jobs(persona) and setting is Setting.DEVELOPMENT:
            kinds.append("studio_deployer")
        for kind in kinds:
            yield Workload(kind, title, layout.stack, object_id.lower(), place, where, layout)


def _further(layout: ProductLayout) -> Iterator[Workload]:
    """The users of other networks."""
    for name, config in sorted(layout.product.workspace.further_endpoints.items()):
        place, setting = (
            Place(Where.FURTHER, config.subnet_id.lower()),
            _at("product", "workspace", "further_endpoints", name),
        )
        yield Workload("further_user", f"users of {name}", layout.stack, "", place, setting, layout)


def _core(configuration: Configuration) -> Iterator[Workload]:
    core = configuration.core
    analytics = core.landing_zone.analytics
    if isinstance(analytics.synapse, CreatedSynapse) and (synapse := core.synapse_workspace_id) is not None:
        place = Place(Where.SYNAPSE, _id(synapse))
        yield Workload("synapse", "Synapse", "core", _id(synapse), place, _at("analytics", "synapse"))
    if isinstance(analytics.databricks, CreatedDatabricks):
        principal = _id(core.databricks_access_connector.id)
        for purpose in _DATABRICKS_SUBNETS:
            place, setting = _subnet(core, purpose), _at("analytics", "databricks")
            title = f"Databricks in {purpose}"
            yield Workload("databricks", title, "core", principal, place, setting, None, None, purpose)
    if isinstance(analytics.data_factory, CreatedDataFactory) and (factory := core.data_factory_id) is not None:
        setting = _at("analytics", "data_factory")
        place = Place(Where.DATA_FACTORY, _id(factory))
        yield Workload("data_factory", "Data Factory", "core", _id(factory), place, setting)
        if _has_runtimes(core):
            place = _subnet(core, "integration")
            yield Workload("self_hosted_runtime", _RUNTIMES, "core", "", place, setting, None, None, "integration")
    if isinstance(analytics.kubernetes, CreatedKubernetes):
        setting, place = _at("analytics", "kubernetes"), _subnet(core, KUBERNETES_SUBNET)
        principal, title = _id(core.kubernetes_identity.id), "Kubernetes nodes"
        yield Workload("kubernetes_nodes", title, "core", principal, place, setting, None, None, KUBERNETES_SUBNET)
    for purpose in runner_subnets(core):
        place, setting = _subnet(core, purpose), _at("network", "subnets", purpose)
        yield Workload("runner", f"runners in {purpose}", "core", "", place, setting, None, None, purpose)
    place, setting = Place(Where.PEOPLE), _at("network")
    yield Workload("platform_person", "users", "core", "", place, setting)


def _has_runtimes(core: CoreLayout) -> bool:
    """Whether machines in the subnet `integration` run integration runtimes of a Data Factory that the core creates."""
    factory = core.landing_zone.analytics.data_factory
    runtimes = factory.self_hosted_runtimes if isinstance(factory, CreatedDataFactory) else ()
    return bool(runtimes) and "integration" in core.subnets


def runner_subnets(core: CoreLayout) -> tuple[str, ...]:
    """The purposes of the subnets of runners that apply stacks.

    These are `runners`, the subnets in `state.network.subnet_ids`, and those that the configuration allows to reach
    Azure Resource Manager although nothing in them needs it.
    """
    network, state = core.landing_zone.network, core.landing_zone.state
    known = {id_.lower() for id_ in state.network.subnet_ids} if isinstance(state, CreatedAzureState) else set()
    found = [purpose for purpose, place in core.subnets.items() if purpose == "runners" or _id(place.id) in known]
    if isinstance(network, CreatedNetwork):
        found += [
            purpose
            for purpose, subnet in network.subnets.items()
            if "resource_manager" in subnet.allow and not delegation(network, purpose) and purpose not in found
        ]
    return tuple(sorted(found))
