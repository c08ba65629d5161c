"""Which arrows of the pictures stand for a path: an arrow without a path is not drawn."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from ..paths.model import Outcome, Path
from .rows import Endpoint

#: Kinds of workloads that run as compute of a product.
COMPUTE = ("compute_cluster", "compute_instance", "serverless_job", "batch_endpoint", "image_build")
#: The kinds of workloads by the subnet in which they run.
IN_SUBNET = {"training": COMPUTE, "scoring": ("kubernetes_nodes",)}
#: The kinds of workloads with which a service of the landing zone works with a product.
BY_SERVICE = {
    "synapse": ("spark_pool", "synapse_linked_service"),
    "databricks": ("databricks_jobs", "own_databricks"),
    "data_factory": ("data_factory_link",),
    "kubernetes": ("model_server",),
}
PEOPLE = ("person", "platform_person", "further_user")
_OUTBOUND = ("service", "allowed_services", "own_hosts", "feeds")


class Arrows:
    """The paths that work, or that depend on other teams only.

    Args:
        paths: the evaluated paths.

    Attributes:
        paths: those that work or depend on other teams.
    """

    def __init__(self, paths: Iterable[Path]) -> None:
        self.paths = tuple(path for path in paths if path.outcome in (Outcome.WORKS, Outcome.THEIRS))
        self._by_stack: dict[str, list[Path]] = {}
        for path in self.paths:
            self._by_stack.setdefault(path.stack, []).append(path)
        self._used = {
            (evidence.stack, evidence.address)
            for path in self.paths
            for step in path.steps
            for evidence in step.evidence
        }
        self._targets = {(path.stack, path.actor_kind, path.target_id) for path in self.paths}
        self._reached = {path.target_id for path in self.paths if path.part and path.target_id}

    def uses(self, endpoint: Endpoint) -> bool:
        """Whether a path uses a private endpoint."""
        return (endpoint.stack, endpoint.address) in self._used

    def reached(self, target: str) -> bool:
        """Whether a path leads to a target over the network."""
        return target.lower() in self._reached

    def between(self, stack: str, kinds: Collection[str], target: str) -> bool:
        """Whether workloads of some kinds reach a target.

        Args:
            stack: the stack of the workloads.
            kinds: their kinds.
            target: the id of the target.
        """
        return any((stack, kind, target.lower()) in self._targets for kind in kinds)

    def outbound(self, kinds: Collection[str], stack: str = "") -> bool:
        """Whether workloads of some kinds reach services outside.

        Args:
            kinds: their kinds.
            stack: their stack. Default any.
        """
        return any(path.actor_kind in kinds and path.target_kind in _OUTBOUND for path in self._of(stack))

    def inward(self, kinds: Collection[str], stack: str) -> bool:
        """Whether workloads of some kinds use a private endpoint."""
        return any(path.actor_kind in kinds and path.part and path.target_id for path in self._of(stack))

    def by(self, kinds: Collection[str], stack: str = "") -> bool:
        """Whether there is any path of some kinds of workloads.

        Args:
            kinds: their kinds.
            stack: their stack. Default any.
        """
        return any(path.actor_kind in kinds for path in self._of(stack))

    def _of(self, stack: str) -> Sequence[Path]:
        return self._by_stack.get(stack, ()) if stack else self.paths
