"""CDK for Terraform, from the engine that was chosen.

Importing this module starts the Node process behind jsii; nothing that only reads a configuration imports it.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

from . import node, selection
from .arguments import require_providers, set_later_arguments
from .extras import install_command

#: The engine of this process.
NAME = selection.chosen()

#: Whether the classes are stand-ins that send their arguments to Node as data (`recorded.py`).
IS_RECORDED = selection.is_recorded()

node.prepare()

if TYPE_CHECKING:
    from cdktf import (
        App,
        AzurermBackend,
        HttpBackend,
        ITerraformDependable,
        LocalBackend,
        NamedRemoteWorkspace,
        RemoteBackend,
        TerraformDataSource,
        TerraformOutput,
        TerraformProvider,
        TerraformResource,
        TerraformResourceLifecycle,
        TerraformStack,
        TerraformVariable,
        Testing,
        Token,
    )
    from constructs import Construct

    from .requests import evaluating, resolving
else:
    if IS_RECORDED:
        from . import recorded as _framework
        from .recorded import Construct, evaluating, resolving
    else:
        from .requests import evaluating, resolving

        Construct = importlib.import_module("constructs").Construct
        try:
            _framework = importlib.import_module(NAME)
        except ModuleNotFoundError as error:
            if error.name != NAME:
                raise
            raise selection.EngineError(
                f"the engine {NAME} is not installed: {install_command('' if NAME == 'cdktf' else NAME)}"
            ) from None
    App = _framework.App
    AzurermBackend = _framework.AzurermBackend
    HttpBackend = _framework.HttpBackend
    ITerraformDependable = _framework.ITerraformDependable
    LocalBackend = _framework.LocalBackend
    NamedRemoteWorkspace = _framework.NamedRemoteWorkspace
    RemoteBackend = _framework.RemoteBackend
    TerraformDataSource = _framework.TerraformDataSource
    TerraformOutput = _framework.TerraformOutput
    TerraformProvider = _framework.TerraformProvider
    TerraformResource = _framework.TerraformResource
    TerraformResourceLifecycle = _framework.TerraformResourceLifecycle
    TerraformStack = _framework.TerraformStack
    TerraformVariable = _framework.TerraformVariable
    Testing = _framework.Testing
    Token = _framework.Token

__all__ = [
    "NAME",
    "App",
    "AzurermBackend",
    "Construct",
    "HttpBackend",
    "ITerraformDependable",
    "LocalBackend",
    "NamedRemoteWorkspace",
    "RemoteBackend",
    "TerraformDataSource",
    "TerraformOutput",
    "TerraformProvider",
    "TerraformResource",
    "TerraformResourceLifecycle",
    "TerraformStack",
    "TerraformVariable",
    "Testing",
    "Token",
    "evaluating",
    "require_providers",
    "resolving",
    "set_later_arguments",
]
