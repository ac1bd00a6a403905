"""The roles of `template.yaml`: each function may do what it does and nothing else."""

from __future__ import annotations

from typing import Any

import pytest
from tests import stack

FUNCTIONS = sorted(stack.functions())
QUEUE = {"sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ChangeMessageVisibility"}
LOGS = {"logs:CreateLogStream", "logs:PutLogEvents"}
# These two know no resources (Service Authorization Reference, AWS X-Ray).
TRACE = {"xray:PutTraceSegments", "xray:PutTelemetryRecords"}

MAY = {
    "upload": {
        "s3:PutObject": {"IntakeBucket/articles/*", "ResultsBucket/ledger/*"},
        "s3:GetObject": {"IntakeBucket/articles/*"},
        "s3:ListBucket": {"IntakeBucket"},
        "dynamodb:GetItem": {"Table"},
        "dynamodb:UpdateItem": {"Table"},
        "dynamodb:BatchWriteItem": {"Table"},
    },
    "extract": {
        "s3:GetObject": {"IntakeBucket/articles/*", "ResultsBucket/analyses/*"},
        "s3:ListBucket": {"IntakeBucket", "ResultsBucket"},
        "s3:PutObject": {"ResultsBucket/analyses/*"},
        "dynamodb:GetItem": {"Table"},
        "dynamodb:UpdateItem": {"Table"},
        **{action: {"ExtractQueue"} for action in QUEUE},
    },
    "report": {
        "s3:GetObject": {"ResultsBucket/analyses/*"},
        "s3:ListBucket": {"ResultsBucket"},
        "s3:PutObject": {"ResultsBucket/reports/*"},
        "dynamodb:GetItem": {"Table"},
        "dynamodb:PutItem": {"Table"},
        "dynamodb:UpdateItem": {"Table"},
        "dynamodb:BatchWriteItem": {"Table"},
        **{action: {"ReportQueue"} for action in QUEUE},
    },
    "read": {
        "s3:GetObject": {"ResultsBucket/analyses/*", "ResultsBucket/reports/*"},
        "s3:ListBucket": {"ResultsBucket"},
        "dynamodb:GetItem": {"Table"},
        "dynamodb:BatchGetItem": {"Table"},
        "dynamodb:Query": {"Table", "Table/index/by_status"},
        "secretsmanager:GetSecretValue": {"LinkSecret"},
    },
    "authorize": {"dynamodb:GetItem": {"Table"}},
}


def many(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def role(function: str) -> dict[str, Any]:
    name = stack.functions()[function]["Role"]["Fn::GetAtt"][0]
    found: dict[str, Any] = stack.resources("AWS::IAM::Role")[name]
    return found


def statements(function: str) -> list[dict[str, Any]]:
    return [statement for policy in role(function)["Policies"] for statement in policy["PolicyDocument"]["Statement"]]


def resource(value: Any) -> str:
    """A statement's resource by the logical name that it refers to, with the path below it."""
    if isinstance(value, str):
        return value
    if "Ref" in value:
        return str(value["Ref"])
    if "Fn::GetAtt" in value:
        return str(value["Fn::GetAtt"][0])
    text: str = value["Fn::Sub"]
    return text.replace("arn:${AWS::Partition}:s3:::", "").replace(".Arn}", "}").replace("${", "").replace("}", "")


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_function_may_do_what_it_is_for_and_nothing_else(name: str) -> None:
    granted: dict[str, set[str]] = {}
    for statement in statements(name):
        assert statement["Effect"] == "Allow"
        for action in many(statement["Action"]):
            granted.setdefault(action, set()).update(resource(one) for one in many(statement["Resource"]))
    logs = {action: granted.pop(action) for action in LOGS}
    trace = {action: granted.pop(action) for action in TRACE}
    assert granted == MAY[name]
    assert logs == {action: {stack.functions()[name]["LoggingConfig"]["LogGroup"]["Ref"]} for action in LOGS}
    assert trace == {action: {"*"} for action in TRACE}


def test_each_function_has_a_role_of_its_own() -> None:
    names = [stack.functions()[name]["Role"]["Fn::GetAtt"][0] for name in FUNCTIONS]
    assert len(set(names)) == len(FUNCTIONS)
    assert not [name for name in FUNCTIONS if role(name).get("ManagedPolicyArns")]


@pytest.mark.parametrize("name", FUNCTIONS)
def test_no_action_and_no_resource_is_a_wildcard(name: str) -> None:
    for statement in statements(name):
        actions = set(many(statement["Action"]))
        assert not [action for action in actions if "*" in action]
        if actions != TRACE:
            whole = [one for one in map(resource, many(statement["Resource"])) if one == "*" or one.count("*") > one.endswith("/*")]
            assert not whole


@pytest.mark.parametrize("name", FUNCTIONS)
def test_buckets_are_listed_below_what_is_read_only(name: str) -> None:
    for statement in statements(name):
        if "s3:ListBucket" in many(statement["Action"]):
            prefixes = many(statement["Condition"]["StringLike"]["s3:prefix"])
            buckets = {resource(one) for one in many(statement["Resource"])}
            readable = MAY[name]["s3:GetObject"]
            assert {f"{bucket}/{prefix}" for bucket in buckets for prefix in prefixes} <= readable


def test_the_index_is_never_scanned() -> None:
    assert not [name for name in FUNCTIONS if "dynamodb:Scan" in MAY[name]]
    assert not [name for name in FUNCTIONS for statement in statements(name) if "dynamodb:Scan" in many(statement["Action"])]


def test_what_writes_results_cannot_start_the_chain_again() -> None:
    writers = {name for name in FUNCTIONS if any(to.startswith("IntakeBucket") for to in MAY[name].get("s3:PutObject", set()))}
    assert writers == {"upload"}
