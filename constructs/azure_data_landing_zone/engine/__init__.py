"""The one door to CDK for Terraform and its provider bindings.

Importing this package starts the Node process behind jsii; nothing that only reads a configuration imports it.
"""

from .. import node as _node

_node.prepare()

from cdktf import (  # noqa: E402
    App,
    AzurermBackend,
    DataResource,
    HttpBackend,
    ITerraformDependable,
    LocalBackend,
    NamedRemoteWorkspace,
    RemoteBackend,
    TerraformOutput,
    TerraformResource,
    TerraformResourceLifecycle,
    TerraformStack,
)
from constructs import Construct  # noqa: E402

from . import azurerm  # noqa: E402
from .arguments import require_providers, set_later_arguments  # noqa: E402

__all__ = [
    "App",
    "AzurermBackend",
    "Construct",
    "DataResource",
    "HttpBackend",
    "ITerraformDependable",
    "LocalBackend",
    "NamedRemoteWorkspace",
    "RemoteBackend",
    "TerraformOutput",
    "TerraformResource",
    "TerraformResourceLifecycle",
    "TerraformStack",
    "azurerm",
    "require_providers",
    "set_later_arguments",
]
