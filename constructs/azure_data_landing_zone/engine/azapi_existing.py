"""azapi for what exists already: reading it, listing it, and changing a part of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..azure.json_values import Json
from . import literals, references
from .arguments import AZAPI_VERSIONS
from .framework import Construct, ITerraformDependable, TerraformDataSource, TerraformResource


class _Read(TerraformDataSource):
    """A data source of azapi, with references that are computed where the stack is ours."""

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        kind: str,
        arguments: Mapping[str, object],
        depends_on: Sequence[ITerraformDependable],
    ) -> None:
        super().__init__(scope, id_, terraform_resource_type=kind, depends_on=list(depends_on) or None)
        references.place(self, scope, id_)
        path = references.path_below(scope, id_)
        #: Its address in Terraform, to be put into expressions.
        self.address = f"data.{kind}.{self.friendly_unique_id if path is None else references.logical_id(path)}"
        for argument, value in arguments.items():
            self.add_override(argument, value)


class AzapiRead(_Read):
    """Reads one Azure resource, in whichever subscription it lies."""

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        type_: str,
        resource_id: str,
        response_export_values: Sequence[str] | Mapping[str, str],
        depends_on: Sequence[ITerraformDependable] = (),
    ) -> None:
        """Reads one Azure resource, in whichever subscription it lies.

        Args:
            type_: resource type without API version; the version stands in `AZAPI_VERSIONS`.
            resource_id: the resource.
            response_export_values: paths of the response to keep, such as `identity.principalId`, read through
                `output`; or JMESPath queries by the name of their result, which is null where the response lacks the
                value.
            depends_on: what must exist first; a `Gate`, if a neighbouring stack makes the resource. Default none.

        Raises:
            KeyError: the type is not in the table of API versions.
        """
        super().__init__(
            scope,
            id_,
            kind="azapi_resource",
            arguments={
                "type": f"{type_}@{AZAPI_VERSIONS[type_]}",
                "resource_id": resource_id,
                "response_export_values": dict(response_export_values)
                if isinstance(response_export_values, Mapping)
                else list(response_export_values),
            },
            depends_on=depends_on,
        )

    def output(self, path: str) -> str:
        """A reference to a kept value of the response, such as `identity.principalId`, or to the result of a query."""
        return literals.reference(f"{self.address}.output.{path}")


class AzapiList(_Read):
    """Lists the Azure resources of a type below a parent."""

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        type_: str,
        parent_id: str,
        response_export_values: Mapping[str, str],
        depends_on: Sequence[ITerraformDependable] = (),
    ) -> None:
        """Lists the Azure resources of a type below a parent.

        Args:
            type_: resource type without API version; the version stands in `AZAPI_VERSIONS`.
            parent_id: what they lie in.
            response_export_values: JMESPath queries over the response by the name of their result in `output`.
            depends_on: what must exist first. Default none.

        Raises:
            KeyError: the type is not in the table of API versions.
        """
        super().__init__(
            scope,
            id_,
            kind="azapi_resource_list",
            arguments={
                "type": f"{type_}@{AZAPI_VERSIONS[type_]}",
                "parent_id": parent_id,
                "response_export_values": dict(response_export_values),
            },
            depends_on=depends_on,
        )


class AzapiUpdate(TerraformResource):
    """Changes a part of an Azure resource that something else has made; destroying it changes nothing back."""

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        type_: str,
        name: str,
        parent_id: str,
        body: Mapping[str, Json],
        locks: Sequence[str] = (),
        depends_on: Sequence[ITerraformDependable] = (),
    ) -> None:
        """Changes a part of an Azure resource that something else has made; destroying it changes nothing back.

        Args:
            type_: resource type without API version; the version stands in `AZAPI_VERSIONS`.
            name: its name, which may be an expression.
            parent_id: what it lies in.
            body: the properties to change, in ARM's own form.
            locks: ids of resources that are changed once at a time. Default none.
            depends_on: what must exist first. Default none.

        Raises:
            KeyError: the type is not in the table of API versions.
        """
        version = AZAPI_VERSIONS[type_]
        super().__init__(
            scope, id_, terraform_resource_type="azapi_update_resource", depends_on=list(depends_on) or None
        )
        arguments: dict[str, object] = {
            "type": f"{type_}@{version}",
            "name": name,
            "parent_id": parent_id,
            "body": dict(body),
            "locks": list(locks) or None,
        }
        for argument, value in arguments.items():
            if value is not None:
                self.add_override(argument, value)
