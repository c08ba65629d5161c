"""Files with which people begin: a job, the same job in Python, an online endpoint with a deployment.

Values are written by the YAML writer and as Python literals, and quoted in commands, so none of them is ever syntax.
"""

from __future__ import annotations

import json
import shlex
from collections.abc import Mapping

import yaml

from ...azure import tables
from ...azure.availability import feature
from ...azure.json_values import Json
from ...azure.names import stable_suffix
from ...config.layout.links import KUBERNETES_COMPUTE
from ...config.layout.places import Container
from ...config.layout.product import ProductLayout
from .model import Code, File

#: The cloud that the Azure CLI and the SDK use unless they are told otherwise.
PUBLIC_CLOUD = "AzureCloud"
#: The data store of the workspace's default storage.
DEFAULT_DATASTORE = "workspaceblobstore"
_DEPLOYMENT, _ENVIRONMENT = "blue", "serving"
_SCORE = '''"""Answers each request with what it contains. Load a model in init(), and call it in run()."""

import json


def init() -> None:
    """Runs once, when the deployment starts."""


def run(raw_data: str) -> str:
    """Runs for each request.

    Args:
        raw_data: the body of the request.
    """
    return json.dumps({"received": json.loads(raw_data)})
'''


def datastore_path(datastore: str, folder: str = "") -> str:
    """The path of a data store, or of a folder in it, as files and code of the workspace take it."""
    return f"azureml://datastores/{datastore}/paths/{folder}"


def read_container(layout: ProductLayout) -> Container | None:
    """The container that the first job reads: one that others fill, or else the product's own; None without any."""
    return min(layout.containers, key=lambda one: (one.writable, one.datastore), default=None)


def write_container(layout: ProductLayout) -> Container | None:
    """The container that the first job writes: the product's own; None if it may write none of the lake."""
    writable = [one for one in layout.containers if one.writable]
    return min(writable, key=lambda one: (one.name != layout.stack, one.datastore), default=None)


def job_compute(layout: ProductLayout) -> str | None:
    """The compute of the first job: the cluster that costs least; empty for serverless compute, None without any."""
    if layout.smallest_cluster:
        return layout.smallest_cluster
    return "" if layout.product.compute.serverless else None


def target(layout: ProductLayout) -> str:
    """The options of `az ml` that name the workspace."""
    subscription = layout.core.landing_zone.subscription_id
    options = {
        "--subscription": subscription,
        "--resource-group": layout.resource_group.name,
        "--workspace-name": layout.workspace.name,
    }
    return " ".join(f"{option} {shlex.quote(value)}" for option, value in options.items())


def sign_in(layout: ProductLayout) -> str:
    """The commands with which a person signs in, and installs what `az ml` needs, once."""
    cloud, tenant = layout.core.cloud, layout.core.landing_zone.tenant_id
    other = [] if cloud.cli == PUBLIC_CLOUD else [f"az cloud set --name {cloud.cli}"]
    return "\n".join([*other, f"az login --tenant {shlex.quote(tenant)}", "az extension add --name ml --upgrade"])


def job_image() -> str:
    """The image of the first job."""
    return str(tables.read("ml_files")["job_image"])


def job_file(layout: ProductLayout) -> File | None:
    """The file of the first job: it lists files of a container and writes the list; None if there is no compute."""
    compute = job_compute(layout)
    if compute is None:
        return None
    source, sink = read_container(layout), write_container(layout)
    result = f"{sink.datastore if sink else DEFAULT_DATASTORE}"
    listed = 'ls "${{inputs.data}}"' if source else 'python -c "print(1 + 1)"'
    job: dict[str, Json] = {
        "$schema": tables.read("ml_files")["schemas"]["job"],
        "type": "command",
        "experiment_name": layout.stack,
        "display_name": "first-job",
        "command": f'{listed} | tee "${{{{outputs.result}}}}/result.txt"',
        "environment": {"image": job_image()},
    }
    if compute:
        job["compute"] = f"azureml:{compute}"
    if source:
        path = datastore_path(source.datastore)
        job["inputs"] = {"data": {"type": "uri_folder", "path": path, "mode": "ro_mount"}}
    job["outputs"] = {"result": {"type": "uri_folder", "path": datastore_path(result, "first-job/")}}
    # Data stores with a credential of their own ask for no identity.
    if layout.product.data.authentication != "service_principal":
        job["identity"] = {"type": "managed_identity" if compute else "user_identity"}
    return _yaml("job.yml", job)


def python_file(layout: ProductLayout) -> File:
    """The same job, submitted by a program."""
    cloud = layout.core.cloud
    credential, clouds = "DefaultAzureCredential()", ""
    if cloud.cli != PUBLIC_CLOUD:
        credential, clouds = f"DefaultAzureCredential(authority={cloud.login!r})", f"    cloud={cloud.cli!r},\n"
    text = f"""from azure.ai.ml import MLClient, load_job
from azure.identity import DefaultAzureCredential

client = MLClient(
    {credential},
    subscription_id={layout.core.landing_zone.subscription_id!r},
    resource_group_name={layout.resource_group.name!r},
    workspace_name={layout.workspace.name!r},
{clouds})
job = client.jobs.create_or_update(load_job("job.yml"))
print(job.studio_url)
client.jobs.stream(job.name)
"""
    return File("first_job.py", "python", text)


def endpoint_name(layout: ProductLayout) -> str:
    """A name for an online endpoint that no other product of the region has."""
    suffix = stable_suffix(layout.workspace.id.id, "endpoint")
    room = int(tables.read("ml_files")["endpoint_name"]) - len(suffix) - 1
    # Names have single hyphens.
    stem = "-".join(part for part in layout.stack[:room].split("-") if part)
    return f"{stem}-{suffix}"


def endpoint_objection(layout: ProductLayout) -> str:
    """Why the product cannot have an online endpoint, as a sentence; empty if it can."""
    if layout.kubernetes_cluster_id is not None:
        return ""
    return feature("isolated_online_endpoints").objection(layout.core.landing_zone.cloud, layout.location)


def endpoint_files(layout: ProductLayout) -> tuple[File, ...]:
    """The files of an online endpoint with one deployment, and its scoring code; empty if there can be none."""
    if endpoint_objection(layout):
        return ()
    facts, kubernetes = tables.read("ml_files"), layout.kubernetes_cluster_id is not None
    kind, name = "kubernetes" if kubernetes else "managed", endpoint_name(layout)
    own_image = needs_image(layout)
    endpoint: dict[str, Json] = {
        "$schema": facts["schemas"][f"{kind}_endpoint"],
        "name": name,
        "auth_mode": "aad_token",
        **({"compute": f"azureml:{KUBERNETES_COMPUTE}"} if kubernetes else {"public_network_access": "disabled"}),
        "identity": {
            "type": "user_assigned",
            "user_assigned_identities": [{"resource_id": layout.endpoint_identity.id.id}],
        },
    }
    deployment: dict[str, Json] = {
        "$schema": facts["schemas"][f"{kind}_deployment"],
        **({"type": "kubernetes"} if kubernetes else {}),
        "name": _DEPLOYMENT,
        "endpoint_name": name,
        "environment": f"azureml:{_ENVIRONMENT}:1" if own_image else {"image": facts["serving_image"]},
        "code_configuration": {"code": "scoring", "scoring_script": "score.py"},
        **({} if kubernetes else {"instance_type": facts["serving_size"]}),
        "instance_count": 1,
        **({"egress_public_network_access": "disabled"} if own_image else {}),
    }
    image: tuple[File, ...] = ()
    if own_image:
        environment: dict[str, Json] = {
            "$schema": facts["schemas"]["environment"],
            "name": _ENVIRONMENT,
            "version": "1",
            "build": {"path": "serving"},
        }
        image = (
            _yaml("environment.yml", environment),
            File("serving/Dockerfile", "dockerfile", f"FROM {facts['serving_image']}\n"),
        )
    return (
        _yaml("endpoint.yml", endpoint),
        *image,
        _yaml("deployment.yml", deployment),
        File("scoring/score.py", "python", _SCORE),
        File("request.json", "json", json.dumps({"value": 1}) + "\n"),
    )


def needs_image(layout: ProductLayout) -> bool:
    """Whether a deployment takes its image from the product's registry alone: outside of a managed network it does."""
    return layout.managed_network is None and layout.kubernetes_cluster_id is None


def endpoint_commands(layout: ProductLayout) -> str:
    """The commands that create the endpoint and its deployment, and call it."""
    where = target(layout)
    name = shlex.quote(endpoint_name(layout))
    build = [f"az ml environment create --file environment.yml {where}"] if needs_image(layout) else []
    return "\n".join(
        [
            f"az ml online-endpoint create --file endpoint.yml {where}",
            *build,
            f"az ml online-deployment create --file deployment.yml --all-traffic {where}",
            f"az ml online-endpoint invoke --name {name} --request-file request.json {where}",
        ]
    )


def endpoint_deletion(layout: ProductLayout) -> str:
    """The command that deletes the endpoint with its deployments."""
    return f"az ml online-endpoint delete --name {shlex.quote(endpoint_name(layout))} --yes {target(layout)}"


def tracking_command(layout: ProductLayout) -> Code:
    """The command that prints the address of the workspace's MLflow server."""
    subscription, group = layout.core.landing_zone.subscription_id, layout.resource_group.name
    return Code(
        f"az ml workspace show --name {shlex.quote(layout.workspace.name)} --resource-group {shlex.quote(group)} "
        f"--subscription {shlex.quote(subscription)} --query mlflow_tracking_uri --output tsv"
    )


def _yaml(name: str, content: Mapping[str, Json]) -> File:
    # The writer in C is five times faster, and writes the same: a test compares them.
    writer = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    return File(
        name, "yaml", yaml.dump(dict(content), Dumper=writer, sort_keys=False, allow_unicode=True, width=10_000)
    )
