"""`template.yaml` as tests see it: read whole, and its buckets, queues and table made in moto, so that the two cannot drift apart."""

from __future__ import annotations

import json
import sys
from functools import cache
from pathlib import Path
from typing import Any

import boto3
import yaml

ROOT = Path(__file__).parent.parent
STACK = "copydesk"
REGION = "eu-central-1"
ACCOUNT = "123456789012"


class _Loader(yaml.SafeLoader):
    """Reads CloudFormation's short forms: `!Ref X` becomes {"Ref": "X"}."""


def _short_form(loader: yaml.Loader, tag: str, node: yaml.Node) -> dict[str, Any]:
    if isinstance(node, yaml.ScalarNode):
        value: Any = loader.construct_scalar(node)
        value = value.split(".") if tag == "GetAtt" else value
    elif isinstance(node, yaml.SequenceNode):
        value = loader.construct_sequence(node, deep=True)
    else:
        value = loader.construct_mapping(node, deep=True)
    return {tag if tag in ("Ref", "Condition") else f"Fn::{tag}": value}


_Loader.add_multi_constructor("!", _short_form)


@cache
def template() -> dict[str, Any]:
    """The template as data."""
    document: dict[str, Any] = yaml.load((ROOT / "template.yaml").read_text(encoding="utf-8"), Loader=_Loader)
    return document


def resources(kind: str) -> dict[str, dict[str, Any]]:
    """The properties of all resources of a type, by their logical name."""
    return {name: one.get("Properties", {}) for name, one in template()["Resources"].items() if one["Type"] == kind}


def functions() -> dict[str, dict[str, Any]]:
    """The functions by the name of their folder."""
    return {one["CodeUri"].removeprefix("functions/"): one for one in resources("AWS::Serverless::Function").values()}


def resolved(value: Any) -> Any:
    """A value with its references replaced by what moto made of them (names of buckets, tables, queues; parameters' defaults)."""
    if isinstance(value, list):
        return [resolved(one) for one in value]
    if not isinstance(value, dict):
        return value
    if "Ref" in value:
        return _reference(value["Ref"])
    if "Fn::GetAtt" in value:
        return _arn(value["Fn::GetAtt"][0])
    if "Fn::Sub" in value:
        text = value["Fn::Sub"]
        known = {"AWS::StackName": STACK, "AWS::AccountId": ACCOUNT, "AWS::Region": REGION, "AWS::Partition": "aws"}
        for name, replacement in known.items():
            text = text.replace(f"${{{name}}}", replacement)
        return text
    return {name: resolved(one) for name, one in value.items()}


def _reference(name: str) -> Any:
    if name in template().get("Parameters", {}):
        return template()["Parameters"][name]["Default"]
    resource = template()["Resources"][name]
    if resource["Type"] == "AWS::S3::Bucket":
        return resolved(resource["Properties"]["BucketName"])
    if resource["Type"] == "AWS::SQS::Queue":
        return f"https://sqs.{REGION}.amazonaws.com/{ACCOUNT}/{name}"
    return name


def _arn(name: str) -> str:
    kind = template()["Resources"][name]["Type"]
    if kind == "AWS::SQS::Queue":
        return f"arn:aws:sqs:{REGION}:{ACCOUNT}:{name}"
    return f"arn:aws:{kind.split('::')[1].lower()}:{REGION}:{ACCOUNT}:{name}"


def create() -> None:
    """Make the template's table, queues, buckets (with their notifications) and secrets in moto."""
    # A client takes longer to make than all that it is asked for here.
    dynamodb, sqs, s3, secrets = map(boto3.client, ("dynamodb", "sqs", "s3", "secretsmanager"))
    for name, properties in resources("AWS::DynamoDB::Table").items():
        table = {key: resolved(properties[key]) for key in ("AttributeDefinitions", "KeySchema", "GlobalSecondaryIndexes", "BillingMode")}
        dynamodb.create_table(TableName=name, **table)
    queues = resources("AWS::SQS::Queue")
    for name in sorted(queues, key=lambda one: "RedrivePolicy" in queues[one]):  # dead letters first: the others name them
        properties = resolved(queues[name])
        attributes = {"VisibilityTimeout": str(properties.get("VisibilityTimeout", 30))}
        if "RedrivePolicy" in properties:
            attributes["RedrivePolicy"] = json.dumps(properties["RedrivePolicy"])
        sqs.create_queue(QueueName=name, Attributes=attributes)
    for properties in resources("AWS::S3::Bucket").values():
        bucket = resolved(properties["BucketName"])
        s3.create_bucket(Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": REGION})
        wanted = resolved(properties["NotificationConfiguration"]["QueueConfigurations"])
        s3.put_bucket_notification_configuration(
            Bucket=bucket,
            NotificationConfiguration={
                "QueueConfigurations": [
                    {
                        "QueueArn": one["Queue"],
                        "Events": [one["Event"]],
                        "Filter": {"Key": {"FilterRules": one["Filter"]["S3Key"]["Rules"]}},
                    }
                    for one in wanted
                ]
            },
        )
    for name in resources("AWS::SecretsManager::Secret"):
        secrets.create_secret(Name=name, SecretString="a secret of the tests")


def environment(function: str) -> dict[str, str]:
    """The environment that the template gives to a function."""
    shared = template()["Globals"]["Function"]["Environment"]["Variables"]
    own = functions()[function]["Environment"]["Variables"]
    return {name: str(resolved(value)) for name, value in {**shared, **own}.items()}


def on_path() -> None:
    """Let the functions be imported by their names, as Lambda does."""
    for name in functions():
        folder = str(ROOT / "functions" / name)
        if folder not in sys.path:
            sys.path.insert(0, folder)
