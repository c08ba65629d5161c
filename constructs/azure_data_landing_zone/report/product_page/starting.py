"""The first job, tracking, and the first online endpoint of a product."""

from __future__ import annotations

from ...config import Configuration
from ...config.layout.product import ProductLayout
from . import files
from .access import who_submits
from .model import Code, Section
from .policies import in_force


def job(configuration: Configuration, layout: ProductLayout) -> Section:
    """A job that runs as it stands, with the command that submits it and the same in Python."""
    made = files.job_file(layout)
    if made is None:
        none = "The product has no compute for jobs: add a cluster to `compute.clusters` of the product's file."
        return Section("job", "First job", (none,))
    source, sink = files.read_container(layout), files.write_container(layout)
    reads = f"lists the files of {source.layer}/{source.name}" if source else "computes a number"
    writes = f"{sink.layer}/{sink.name}" if sink else "the workspace's own storage"
    text = [
        f"The job {reads} and writes the result to the folder first-job of {writes}. Save the files in one folder, and "
        "run the commands in it. The image needs no build.",
        *who_submits(layout),
    ]
    allowed = in_force(configuration, layout, "allowed_registries")
    hosts = allowed.parameters.get("allowedACRs") if allowed is not None else None
    if isinstance(hosts, list) and files.job_image().partition("/")[0] not in hosts:
        text.append("A policy does not allow its image here: replace it by one of the registries below.")
    commands = f"{files.sign_in(layout)}\naz ml job create --file job.yml --web {files.target(layout)}"
    return Section("job", "First job", tuple(text), files=(made,), commands=commands)


def python(layout: ProductLayout) -> Section:
    """A program that submits the first job."""
    if files.job_compute(layout) is None:
        return Section("python", "The same in Python", ("The product has no compute for jobs.",))
    text = "The program submits job.yml with the SDK v2, and shows its log until it ends. Sign in first, as above."
    commands = "python -m pip install azure-ai-ml azure-identity\npython first_job.py"
    return Section("python", "The same in Python", (text,), files=(files.python_file(layout),), commands=commands)


def tracking(layout: ProductLayout) -> Section:
    """How runs reach the MLflow server of the workspace."""
    text = (
        "In jobs and on compute instances MLflow is configured. Elsewhere, set MLFLOW_TRACKING_URI to the address that "
        "the command prints. Azure assigns the address of a workspace with private endpoints when it creates it.",
    )
    facts = {"Command": files.tracking_command(layout), "Packages": Code("mlflow azureml-mlflow")}
    if (cloud := layout.core.cloud.cli) != files.PUBLIC_CLOUD:
        facts["Environment variable of the cloud"] = Code(f"AZUREML_CURRENT_CLOUD={cloud}")
    return Section("tracking", "MLflow tracking", text, facts)


def endpoint(layout: ProductLayout) -> Section:
    """An online endpoint with the identity that was created for endpoints, and a deployment that answers."""
    if objection := files.endpoint_objection(layout):
        return Section("endpoint", "First online endpoint", (f"{objection}. Use batch endpoints, which are private.",))
    text = ["The endpoint answers from inside the network only, and to callers with a token of Entra ID."]
    identity = layout.endpoint_identity
    if layout.kubernetes_cluster_id is not None:
        text.append(
            f"It runs on the cluster {layout.kubernetes_cluster_id.name}. Images and models are pulled with the "
            f"identity {layout.kubernetes_identity.name} of the attached cluster."
        )
    elif files.needs_image(layout):
        builder = layout.image_build_cluster
        built = f"the cluster {builder} builds it" if builder else "no cluster builds it: add one to the product's file"
        text.append(
            "A deployment reaches the workspace, its storage and its registry only, so its image comes from the "
            f"product's registry: {built} from serving/Dockerfile. Data of the lake is not reached."
        )
    else:
        text.append("A deployment uses the managed network of the workspace, with its outbound rules.")
    text += who_submits(layout)
    return Section(
        "endpoint",
        "First online endpoint",
        tuple(text),
        {
            "Name": Code(files.endpoint_name(layout)),
            "Identity": Code(identity.name),
            "Identity id": Code(identity.id.id),
            "It costs until you delete it": Code(files.endpoint_deletion(layout)),
        },
        files=files.endpoint_files(layout),
        commands=files.endpoint_commands(layout),
    )
