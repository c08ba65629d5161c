"""azapi: any Azure resource by its type and API version.

cdktf has no binding for the azapi provider, and needs none: provider and resource stand on its generic classes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, cast

from .. import templates
from ..azure.json_values import Json
from . import literals, references
from .arguments import AZAPI_VERSIONS, AZAPI_VERSIONS_OF_ACTIONS, AZAPI_VERSIONS_OF_USES, require_providers
from .either import AnyLifecycle
from .framework import (
    Construct,
    ITerraformDependable,
    TerraformProvider,
    TerraformResource,
    TerraformResourceLifecycle,
)
from .kinds import AZURE_TYPE
from .named import check_name
from .parameters import Checked
from .unmanaged import unmanaged_in


class AzapiProvider(Checked, TerraformProvider):
    """The azapi provider of a stack; a stack that has azapi resources declares it once."""

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        subscription_id: str,
        tenant_id: str,
        environment: str,
        preflight: bool = False,
    ) -> None:
        """The azapi provider of a stack; a stack that has azapi resources declares it once.

        Args:
            subscription_id: the subscription of resources whose parent names none.
            tenant_id: the Entra tenant.
            environment: the cloud: `public`, `usgovernment` or `china`.
            preflight: whether Azure validates new resources when Terraform plans. Default false.
        """
        super().__init__(scope, id_, terraform_resource_type="azapi", terraform_provider_source="Azure/azapi")
        settings = {
            "subscription_id": subscription_id,
            "tenant_id": tenant_id,
            "environment": environment,
            # The bootstrap stack alone registers resource providers.
            "skip_provider_registration": True,
            **({"enable_preflight": True} if preflight else {}),
        }
        for name, value in settings.items():
            self.add_override(name, value)
        require_providers(references.stack_of(scope), "azapi")


class AzapiResource(Checked, TerraformResource):
    """An Azure resource that azurerm does not have, or not with the argument that is needed."""

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        type_: str,
        name: str,
        parent_id: str,
        body: Mapping[str, Json],
        use: str = "",
        location: str | None = None,
        identity: Mapping[str, Json] | None = None,
        sensitive_body: Mapping[str, Json] | None = None,
        response_export_values: Sequence[str] = (),
        query: Mapping[str, str] | None = None,
        locks: Sequence[str] = (),
        retried: Sequence[str] = (),
        ignore_casing: bool = False,
        replaced_with: Mapping[str, Json] | None = None,
        tags: Mapping[str, str] | None = None,
        depends_on: Sequence[ITerraformDependable] = (),
        lifecycle: AnyLifecycle | None = None,
    ) -> None:
        """An Azure resource that azurerm does not have, or not with the argument that is needed.

        Args:
            type_: resource type without API version, such as `Microsoft.MachineLearningServices/registries`; the
                version stands in one table, `AZAPI_VERSIONS`.
            use: what the resource is used for, where that needs another version: a key of `AZAPI_VERSIONS_OF_USES`.
                Default nothing special.
            name: its name.
            parent_id: what it lies in: a resource group, or the resource that it is a child of.
            location: region. Default none, as for children.
            body: its properties, in ARM's own form.
            identity: `type` and `identity_ids` of its managed identity. Default none.
            sensitive_body: properties from sensitive Terraform variables, merged over `body`; never shown in plans.
            response_export_values: paths of the response to keep, such as `properties.principalId`, read through
                `output`.
            query: parameters of the requests that create and update it, such as `skipValidation`. Default none.
            locks: ids of resources; of the azapi resources of a stack that name the same id, one at a time is written.
                Default none.
            retried: regular expressions; a request whose error matches one of them is sent again. Default none.
            ignore_casing: whether text that Azure returns in another case is the same. Default false.
            replaced_with: values whose change replaces the resource, by what they mean: what Azure takes at creation
                only. They are the configuration's: what Azure returns, or a person changes in Azure, replaces nothing.
                Default none: Azure is asked to change it.
            tags: default none.
            depends_on: what must exist first. Default none.
            lifecycle: Terraform's lifecycle block. Default none.

        Raises:
            KeyError: the type, or the use of it, is not in the table of API versions.
            ArgumentError: Azure would refuse the name.
        """
        version = AZAPI_VERSIONS_OF_USES[type_][use] if use else AZAPI_VERSIONS[type_]
        kept = cast("TerraformResourceLifecycle | None", lifecycle)
        references.place(self, scope, id_)
        if not literals.is_literal():
            check_name(self, scope, id_, type_, name)
        setattr(self, AZURE_TYPE, type_)
        parameters = None if query is None else {name: [value] for name, value in query.items()}
        super().__init__(
            scope,
            id_,
            terraform_resource_type="azapi_resource",
            depends_on=list(depends_on) or None,
            lifecycle=kept if tags is None else unmanaged_in(self).lifecycle(kept),
        )
        arguments: dict[str, object] = {
            "type": f"{type_}@{version}",
            "name": name,
            "parent_id": parent_id,
            "location": location,
            "body": dict(body),
            "identity": None if identity is None else [dict(identity)],
            "sensitive_body": None if sensitive_body is None else dict(sensitive_body),
            "response_export_values": list(response_export_values) or None,
            "create_query_parameters": parameters,
            "update_query_parameters": parameters,
            "locks": list(locks) or None,
            "retry": {"error_message_regex": list(retried)} if retried else None,
            "ignore_casing": ignore_casing or None,
            "replace_triggers_external_values": dict(replaced_with) if replaced_with else None,
            "tags": None if tags is None else dict(tags),
        }
        for argument, value in arguments.items():
            if value is not None:
                self.add_override(argument, value)

    @property
    def id(self) -> str:
        """The resource id, as a reference that makes Terraform wait for the resource."""
        return self._reference("id")

    def output(self, path: str) -> str:
        """A reference to a kept value of the response, such as `properties.principalId`."""
        return self._reference(f"output.{path}")

    def _reference(self, attribute: str) -> str:
        path: tuple[str, ...] | None = getattr(self, references.PATH, None)
        if path is None:
            return str(self.get_string_attribute(attribute))
        return literals.reference(f"azapi_resource.{references.logical_id(path)}.{attribute}")


@dataclass(frozen=True)
class Accepted:
    """The condition that the answer of an action must meet. Terraform checks it after the request, and in later plans.

    Attributes:
        items: the kept list of the answer that has an item for each part of the request, such as `value`.
        name: the value of an item that names it, such as `id`.
        status: the value of an item that is compared, such as `status`.
        wanted: the only value of `status` that is not a refusal.
        advice: what to do about a refusal; part of the error message.
    """

    items: str
    name: str
    status: str
    wanted: str
    advice: str

    def block(self) -> dict[str, str]:
        """The `postcondition` block."""
        answers, wanted = f"self.output.{self.items}", templates.quoted(self.wanted)
        refused = (
            f"[for item in {answers} : format({templates.quoted('%s: %s')}, item.{self.name}, item.{self.status})"
            f" if item.{self.status} != {wanted}]"
        )
        return {
            "condition": literals.reference(f"alltrue([for item in {answers} : item.{self.status} == {wanted}])"),
            "error_message": literals.literal("Azure refused: ")
            + literals.reference(f"join({templates.quoted(', ')}, {refused})")
            + literals.literal(f". {self.advice}"),
        }


class AzapiAction(Checked, TerraformResource):
    """An action of an Azure resource: done when it is made, again when what it sends changes, and never undone."""

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        type_: str,
        resource_id: str,
        action: str | None = None,
        method: Literal["POST", "PATCH"] = "POST",
        body: Mapping[str, Json],
        exported: Sequence[str] = (),
        accepted: Accepted | None = None,
        depends_on: Sequence[ITerraformDependable] = (),
    ) -> None:
        """An action of an Azure resource: done when it is made, again when what it sends changes, and never undone.

        Args:
            type_: resource type without API version, as in `AZAPI_VERSIONS_OF_ACTIONS`.
            resource_id: the resource.
            action: the action's name. Default none: the resource itself.
            method: the method of the request. Default POST.
            body: what is sent, in ARM's own form.
            exported: paths of the answer to keep. Default none.
            accepted: the condition that the answer must meet, where Azure answers with success and refuses in the
                answer itself. Default none.
            depends_on: what must exist first. Default none.

        Raises:
            KeyError: the type is not in the table of API versions.
        """
        references.place(self, scope, id_)
        super().__init__(
            scope, id_, terraform_resource_type="azapi_resource_action", depends_on=list(depends_on) or None
        )
        arguments: dict[str, object] = {
            "type": f"{type_}@{AZAPI_VERSIONS_OF_ACTIONS[type_]}",
            "resource_id": resource_id,
            "action": action,
            "method": method,
            "when": "apply",
            "body": dict(body),
            "response_export_values": list(exported) or None,
            "lifecycle": None if accepted is None else {"postcondition": [accepted.block()]},
        }
        for argument, value in arguments.items():
            if value is not None:
                self.add_override(argument, value)
