"""The roles of `template.yaml`: one a function, nothing by wildcard. What each may do is held by `tests/flow/test_roles.py`."""

from __future__ import annotations

import pytest
from tests import stack
from tests.permissions import BY_TRACING, granted, many, statements

FUNCTIONS = sorted(stack.functions())


def test_each_function_has_a_role_of_its_own() -> None:
    names = [stack.functions()[name]["Role"]["Fn::GetAtt"][0] for name in FUNCTIONS]
    assert len(set(names)) == len(FUNCTIONS)
    roles = stack.resources("AWS::IAM::Role")
    assert not [name for name in names if roles[name].get("ManagedPolicyArns")]


@pytest.mark.parametrize("name", FUNCTIONS)
def test_no_action_and_no_resource_is_a_wildcard(name: str) -> None:
    for statement in statements(name):
        actions = set(many(statement["Action"]))
        assert not [action for action in actions if "*" in action]
        assert actions <= BY_TRACING or "*" not in many(statement["Resource"])
    assert not [one for one in granted(name) if one.resource.startswith("*") or one.resource.endswith("Bucket/*")]


@pytest.mark.parametrize("name", FUNCTIONS)
def test_logs_go_to_the_group_of_the_function_alone(name: str) -> None:
    groups = [statement["Resource"] for statement in statements(name) if "logs:PutLogEvents" in many(statement["Action"])]
    assert groups == [{"Fn::GetAtt": [stack.functions()[name]["LoggingConfig"]["LogGroup"]["Ref"], "Arn"]}]


@pytest.mark.parametrize("name", FUNCTIONS)
def test_nobody_scans_purges_or_changes_what_is_not_his(name: str) -> None:
    forbidden = {"dynamodb:Scan", "sqs:PurgeQueue", "s3:PutObjectAcl", "s3:PutLifecycleConfiguration", "iam:PassRole"}
    assert not forbidden & {one.action for one in granted(name)}


def test_what_writes_results_cannot_start_the_chain_again() -> None:
    writers = {
        name for name in FUNCTIONS for one in granted(name) if one.action == "s3:PutObject" and one.resource.startswith("IntakeBucket")
    }
    assert writers == {"upload", "sweep"}
