"""Loads the files that `adlz show product --write` wrote, with the loaders of Azure Machine Learning's own SDK.

    python tools/load_jobs.py FOLDER

FOLDER has one folder per product and environment. The packages azure-ai-ml and azure-identity must be installed.
Nothing is sent to Azure: the program of each product runs with a client that only records. The exit status is 1 if a
file does not load.
"""

from __future__ import annotations

import os
import runpy
import sys
from pathlib import Path
from typing import Any
from unittest import mock

import azure.ai.ml as ml

#: Loaders by file; a deployment has an environment of its own only outside of managed networks.
LOADERS = {
    "job.yml": ml.load_job,
    "endpoint.yml": ml.load_online_endpoint,
    "environment.yml": ml.load_environment,
    "deployment.yml": ml.load_online_deployment,
}
OPTIONAL = {"environment.yml"}


def load(folder: Path) -> dict[str, Any]:
    """The files of a product, loaded; what they refer to is there, and its program submits its job."""
    names = [name for name in LOADERS if (folder / name).exists() or name not in OPTIONAL]
    found = {name: LOADERS[name](folder / name) for name in names}
    deployment, endpoint = found["deployment.yml"], found["endpoint.yml"]
    if deployment.endpoint_name != endpoint.name:
        raise ValueError(f"the deployment is for {deployment.endpoint_name}, the endpoint is {endpoint.name}")
    environment = found.get("environment.yml")
    if environment is not None:
        if str(deployment.environment) != f"{environment.name}:{environment.version}":
            raise ValueError(f"the deployment takes the environment {deployment.environment}")
        (folder / environment.build.path / "Dockerfile").read_text(encoding="utf-8")
    code = deployment.code_configuration
    score = runpy.run_path(str(folder / code.code / code.scoring_script))
    score["init"]()
    if score["run"]((folder / "request.json").read_text(encoding="utf-8")) != '{"received": {"value": 1}}':
        raise ValueError("the scoring script does not answer")
    submitted = program(folder)
    if submitted.command != found["job.yml"].command:
        raise ValueError("the program submits another job than job.yml")
    return found


def program(folder: Path) -> Any:
    """The job that the program of a product submits."""
    before = Path.cwd()
    os.chdir(folder)
    try:
        with mock.patch.object(ml, "MLClient", autospec=True) as client, mock.patch("builtins.print"):
            client.return_value.jobs = mock.Mock()
            runpy.run_path("first_job.py")
    finally:
        os.chdir(before)
    (call,) = client.return_value.jobs.create_or_update.call_args_list
    return call.args[0]


def main() -> int:
    """Loads the files of all products below a folder."""
    folders = sorted(path.parent for path in Path(sys.argv[1]).rglob("job.yml"))
    for folder in folders:
        found = load(folder)
        job, endpoint = found["job.yml"], found["endpoint.yml"]
        sys.stdout.write(
            f"{folder}: a {type(job).__name__} on {job.compute}, a {type(endpoint).__name__} {endpoint.name}\n"
        )
    sys.stdout.write(f"{len(folders)} products: all files load\n")
    return 0 if folders else 1


if __name__ == "__main__":
    sys.exit(main())
