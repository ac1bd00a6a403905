"""Brings the running engine to what `template.yaml` and the code say, the way CloudFormation does it: by a change set."""

from __future__ import annotations

import hashlib
import io
import json
import shutil
import sys
import zipfile
from contextlib import suppress
from pathlib import Path
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError, WaiterError
from samtranslator.yaml_helper import yaml_parse

from .home import CREDENTIALS, HOST, REGION, ROOT, STACK, EngineError, Running

ARTIFACTS = "copydesk-artifacts"
LAYERS = ROOT / ".build" / "layers" / "local"
DIGEST_TAG = "digest"


def deploy(running: Running, layers: dict[str, Path]) -> dict[str, str]:
    """Deploys the stack, unless that very template, code and layers are deployed already, and returns its outputs.

    `layers` says where each layer was built. Raises `EngineError` when CloudFormation refuses the template or a resource fails.
    """
    s3, cloudformation = client(running, "s3"), client(running, "cloudformation")
    template, artifacts = package(layers)
    parameters = local_parameters()
    digest = hashlib.sha256(json.dumps([template, parameters], sort_keys=True).encode()).hexdigest()
    stack = describe(cloudformation)
    if stack is not None and stack["StackStatus"].startswith("ROLLBACK"):  # it never came to be
        cloudformation.delete_stack(StackName=STACK)
        stack = None
    if stack is None or {"Key": DIGEST_TAG, "Value": digest} not in stack.get("Tags", []):
        key = f"{digest}.json"
        upload(s3, artifacts | {key: json.dumps(template).encode()})
        change(cloudformation, f"{running.endpoint}/{ARTIFACTS}/{key}", parameters, digest, kind="UPDATE" if stack else "CREATE")
        stack = describe(cloudformation)
        forget_old_builds(layers)
    assert stack is not None
    outputs = {output["OutputKey"]: output["OutputValue"] for output in stack.get("Outputs", [])}
    map_domain(client(running, "apigateway"), outputs["ApiId"], outputs["ApiStage"])
    return outputs


def client(running: Running, service: str) -> Any:
    """A client of one of the engine's services."""
    made: Any = boto3  # its stubs know no service by a name that is computed
    return made.client(
        service,
        endpoint_url=running.endpoint,
        region_name=REGION,
        aws_access_key_id=CREDENTIALS["AWS_ACCESS_KEY_ID"],
        aws_secret_access_key=CREDENTIALS["AWS_SECRET_ACCESS_KEY"],
        config=Config(retries={"max_attempts": 1}, read_timeout=120, s3={"addressing_style": "path"}),
    )


def map_domain(gateway: Any, api_id: str, stage: str) -> None:
    """Gives the API a name of its own, as a domain does on AWS: `http://127.0.0.1:PORT/{stage}`, whatever the API's id.

    The functions read from the request where they are mounted, so the links that they make lead there too.
    """
    with suppress(ClientError):
        gateway.create_domain_name(domainName=HOST)
    mappings = gateway.get_base_path_mappings(domainName=HOST)["items"]
    if any(mapping["restApiId"] == api_id and mapping["basePath"] == stage for mapping in mappings):
        return
    for mapping in mappings:
        gateway.delete_base_path_mapping(domainName=HOST, basePath=mapping["basePath"])
    gateway.create_base_path_mapping(domainName=HOST, basePath=stage, restApiId=api_id, stage=stage)


def local_parameters() -> dict[str, str]:
    """What differs on one machine: its interpreter and its size."""
    return {"Runtime": f"python{sys.version_info.major}.{sys.version_info.minor}", "Size": "laptop"}


def package(layers: dict[str, Path]) -> tuple[dict[str, Any], dict[str, bytes]]:
    """The template with its local folders replaced by objects in S3, and those objects: what `sam package` does.

    A layer's archive holds no packages but one line that leads Python to the folder where they were built: nothing to zip, copy and
    unpack for each worker.
    """
    template = yaml_parse((ROOT / "template.yaml").read_text())
    artifacts: dict[str, bytes] = {}
    for resource in template["Resources"].values():
        properties = resource.get("Properties", {})
        if resource["Type"] == "AWS::Serverless::Function":
            archive, field = zip_folder(ROOT / properties["CodeUri"]), "CodeUri"
        elif resource["Type"] == "AWS::Serverless::LayerVersion":
            archive, field = path_layer(layers[Path(properties["ContentUri"]).name]), "ContentUri"
        else:
            continue
        key = hashlib.sha256(archive).hexdigest() + ".zip"
        artifacts[key] = archive
        properties[field] = {"Bucket": ARTIFACTS, "Key": key}
    return template, artifacts


def zip_folder(folder: Path) -> bytes:
    """A folder's files as a zip archive whose bytes depend on nothing else."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    if not files:
        raise EngineError(f"template.yaml names {folder.relative_to(ROOT)}, where there is nothing.")
    return zip_archive({path.relative_to(folder).as_posix(): path.read_bytes() for path in files})


def path_layer(built: Path) -> bytes:
    """An archive that puts a built layer at the front of the path, as Lambda does with layers, before its own packages."""
    line = f"import sys; sys.path.insert(0, {str(built / 'python')!r})\n"
    return zip_archive({"python/lib/python3/site-packages/layer.pth": line.encode()})


def zip_archive(files: dict[str, bytes]) -> bytes:
    """A zip archive of these files, always the same bytes for the same files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name)
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
    return buffer.getvalue()


def upload(s3: Any, artifacts: dict[str, bytes]) -> None:
    """Puts the archives where the template says, and itself beside them; removes those of earlier deployments."""
    s3.create_bucket(Bucket=ARTIFACTS)
    for key, content in artifacts.items():
        s3.put_object(Bucket=ARTIFACTS, Key=key, Body=content)
    for entry in s3.list_objects_v2(Bucket=ARTIFACTS).get("Contents", []):
        if entry["Key"] not in artifacts:
            s3.delete_object(Bucket=ARTIFACTS, Key=entry["Key"])


def describe(cloudformation: Any) -> dict[str, Any] | None:
    """The stack as CloudFormation describes it, if there is one."""
    try:
        stacks = cloudformation.describe_stacks(StackName=STACK)["Stacks"]
    except ClientError:
        return None
    live = [stack for stack in stacks if stack["StackStatus"] != "DELETE_COMPLETE"]
    return live[0] if live else None


def change(cloudformation: Any, template_url: str, parameters: dict[str, str], digest: str, *, kind: str) -> None:
    """Makes a change set and executes it.

    The template is read from S3, as `sam deploy --resolve-s3` has it: a request may carry no more than 51,200 bytes of one.
    """
    name = f"to-{digest[:12]}"
    try:
        cloudformation.create_change_set(
            StackName=STACK,
            ChangeSetName=name,
            ChangeSetType=kind,
            TemplateURL=template_url,
            Parameters=[{"ParameterKey": key, "ParameterValue": value} for key, value in parameters.items()],
            Capabilities=["CAPABILITY_IAM", "CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND"],
            Tags=[{"Key": DIGEST_TAG, "Value": digest}],
        )
        cloudformation.get_waiter("change_set_create_complete").wait(
            StackName=STACK, ChangeSetName=name, WaiterConfig={"Delay": 1, "MaxAttempts": 60}
        )
        cloudformation.execute_change_set(StackName=STACK, ChangeSetName=name)
        waiter = cloudformation.get_waiter("stack_update_complete" if kind == "UPDATE" else "stack_create_complete")
        waiter.wait(StackName=STACK, WaiterConfig={"Delay": 1, "MaxAttempts": 120})
    except (ClientError, WaiterError) as error:
        raise EngineError(f"The stack was not deployed: {error}\n{failures(cloudformation)}") from error


def failures(cloudformation: Any) -> str:
    """What CloudFormation says of the resources that failed."""
    try:
        events = cloudformation.describe_stack_events(StackName=STACK)["StackEvents"]
    except ClientError:
        return ""
    failed = [event for event in events if event["ResourceStatus"].endswith("FAILED")]
    return "\n".join(f"{event['LogicalResourceId']}: {event.get('ResourceStatusReason', '')}" for event in failed)


def forget_old_builds(layers: dict[str, Path]) -> None:
    """Removes the local layers that no function uses any more."""
    for folder in LAYERS.iterdir():
        if folder.is_dir() and folder not in layers.values():
            shutil.rmtree(folder, ignore_errors=True)
