"""What the roles of the template grant, and what the functions' calls need: both as (action, resource)."""

from __future__ import annotations

import re
from fnmatch import fnmatchcase
from typing import Any, NamedTuple

from tests import stack

BY_LAMBDA = {"sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes", "logs:CreateLogStream", "logs:PutLogEvents"}
# These two know no resources (Service Authorization Reference, AWS X-Ray).
BY_TRACING = {"xray:PutTraceSegments", "xray:PutTelemetryRecords"}
# No call of its own: whoever may list below a prefix is told 404 instead of 403 for what is missing there.
FOR_MISSING_KEYS = "s3:ListBucket"

_ACTIONS = {"ListObjectsV2": "s3:ListBucket", "DeleteObjects": "s3:DeleteObject"}


class Permission(NamedTuple):
    """An action on a resource: the logical name in the template, and the path below it (a pattern, where it is granted)."""

    action: str
    resource: str

    def covers(self, call: Permission) -> bool:
        """Whether this grant allows that call."""
        return self.action == call.action and fnmatchcase(call.resource, self.resource)


def granted(function: str) -> set[Permission]:
    """What the role of a function allows, without what Lambda itself does in its name."""
    own_queues = {_resource(event["Properties"]["Queue"]) for event in _events(function) if event["Type"] == "SQS"}
    found = {Permission(action, resource) for statement in statements(function) for action, resource in _pairs(statement)}
    return {
        one
        for one in found
        if one.action not in BY_TRACING and not (one.action in BY_LAMBDA and (one.resource in own_queues or one.action.startswith("logs:")))
    }


def statements(function: str) -> list[dict[str, Any]]:
    """The statements of a function's role."""
    name = stack.functions()[function]["Role"]["Fn::GetAtt"][0]
    role = stack.resources("AWS::IAM::Role")[name]
    return [statement for policy in role["Policies"] for statement in policy["PolicyDocument"]["Statement"]]


def many(value: Any) -> list[Any]:
    """A value that a template may give alone or in a list."""
    return value if isinstance(value, list) else [value]


def needed(service: str, operation: str, parameters: dict[str, Any]) -> set[Permission]:
    """The permissions that one call of boto3 needs."""
    action = _ACTIONS.get(operation, f"{service}:{operation}")
    if service == "s3":
        bucket = _bucket(parameters["Bucket"])
        if operation == "ListObjectsV2":
            return {Permission(action, f"{bucket}/{parameters['Prefix']}")}
        keys = [parameters["Key"]] if "Key" in parameters else [one["Key"] for one in parameters["Delete"]["Objects"]]
        return {Permission(action, f"{bucket}/{key}") for key in keys}
    if service == "dynamodb":
        tables = [parameters["TableName"]] if "TableName" in parameters else list(parameters["RequestItems"])
        index = f"/index/{parameters['IndexName']}" if "IndexName" in parameters else ""
        return {Permission(action, f"{table}{index}") for table in tables}
    if service == "sqs":
        return {Permission(action, parameters["QueueUrl"].rsplit("/", 1)[1])}
    return {Permission(action, parameters["SecretId"])}


def _pairs(statement: dict[str, Any]) -> list[tuple[str, str]]:
    assert statement["Effect"] == "Allow"
    resources = [_resource(one) for one in many(statement["Resource"])]
    if "Condition" in statement:
        prefixes = many(statement["Condition"]["StringLike"]["s3:prefix"])
        resources = [f"{resource}/{prefix}" for resource in resources for prefix in prefixes]
    return [(action, resource) for action in many(statement["Action"]) for resource in resources]


def _resource(value: Any) -> str:
    """A statement's resource by the logical name that it refers to, with the path below it."""
    if isinstance(value, str):
        return value
    if "Ref" in value:
        return str(value["Ref"])
    if "Fn::GetAtt" in value:
        return str(value["Fn::GetAtt"][0])
    return re.sub(r"\$\{(\w+)(\.Arn)?\}", r"\1", value["Fn::Sub"].replace("arn:${AWS::Partition}:s3:::", ""))


def _bucket(name: str) -> str:
    buckets = stack.resources("AWS::S3::Bucket").items()
    return next(logical for logical, bucket in buckets if stack.resolved(bucket["BucketName"]) == name)


def _events(function: str) -> list[dict[str, Any]]:
    return list(stack.functions()[function].get("Events", {}).values())
