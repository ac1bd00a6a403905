"""The buckets, queues and table of `template.yaml`."""

from __future__ import annotations

from typing import Any

import pytest
from tests import stack

BUCKETS = sorted(stack.resources("AWS::S3::Bucket"))
QUEUES = stack.resources("AWS::SQS::Queue")
CONSUMED = {
    event["Properties"]["Queue"]["Fn::GetAtt"][0]: (name, event["Properties"])
    for name, function in stack.functions().items()
    for event in function.get("Events", {}).values()
    if event["Type"] == "SQS"
}


def notifications(bucket: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = stack.resources("AWS::S3::Bucket")[bucket]["NotificationConfiguration"]["QueueConfigurations"]
    return found


def policies(kind: str, field: str, name: str) -> list[dict[str, Any]]:
    """The statements of all policies about a bucket or queue."""
    found = []
    for policy in stack.resources(kind).values():
        about = policy[field] if isinstance(policy[field], list) else [policy[field]]
        if {"Ref": name} in about:
            found += policy["PolicyDocument"]["Statement"]
    return found


@pytest.mark.parametrize("name", BUCKETS)
def test_buckets_are_encrypted_private_and_not_versioned(name: str) -> None:
    bucket = stack.resources("AWS::S3::Bucket")[name]
    rules = bucket["BucketEncryption"]["ServerSideEncryptionConfiguration"]
    assert rules == [{"ServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"}}]
    access = bucket["PublicAccessBlockConfiguration"]
    assert set(access) == {"BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets"}
    assert all(value is True for value in access.values())
    assert "VersioningConfiguration" not in bucket, "erasing would not erase"


@pytest.mark.parametrize(
    ("kind", "field", "name"),
    [("AWS::S3::BucketPolicy", "Bucket", name) for name in BUCKETS] + [("AWS::SQS::QueuePolicy", "Queues", name) for name in CONSUMED],
)
def test_nothing_is_reached_without_tls(kind: str, field: str, name: str) -> None:
    denials = [statement for statement in policies(kind, field, name) if statement["Effect"] == "Deny"]
    assert [statement["Condition"] for statement in denials] == [{"Bool": {"aws:SecureTransport": "false"}}]
    assert denials[0]["Principal"] == "*"
    assert denials[0]["Action"] in ("s3:*", "sqs:*")


def test_every_event_goes_to_a_queue_that_a_function_consumes() -> None:
    assert {one["Queue"]["Fn::GetAtt"][0] for name in BUCKETS for one in notifications(name)} == set(CONSUMED)


@pytest.mark.parametrize("name", BUCKETS)
def test_buckets_notify_of_what_the_chain_waits_for_and_nothing_else(name: str) -> None:
    wanted = {
        "IntakeBucket": {"ExtractQueue": {"prefix": "articles/"}},
        "ResultsBucket": {"ReportQueue": {"prefix": "analyses/"}, "EraseQueue": {"prefix": "ledger/", "suffix": "/erased.json"}},
    }[name]
    rules = {one["Queue"]["Fn::GetAtt"][0]: one["Filter"]["S3Key"]["Rules"] for one in notifications(name)}
    found = {queue: {rule["Name"]: rule["Value"] for rule in filters} for queue, filters in rules.items()}
    assert found == wanted


@pytest.mark.parametrize("name", CONSUMED)
def test_only_this_accounts_bucket_may_send(name: str) -> None:
    grants = [statement for statement in policies("AWS::SQS::QueuePolicy", "Queues", name) if statement["Effect"] == "Allow"]
    assert len(grants) == 1
    assert grants[0]["Principal"] == {"Service": "s3.amazonaws.com"}
    assert grants[0]["Action"] == "sqs:SendMessage"
    assert grants[0]["Condition"]["StringEquals"] == {"aws:SourceAccount": {"Ref": "AWS::AccountId"}}
    bucket = next(bucket for bucket in BUCKETS for one in notifications(bucket) if one["Queue"]["Fn::GetAtt"][0] == name)
    bucket_name = stack.resources("AWS::S3::Bucket")[bucket]["BucketName"]["Fn::Sub"]
    assert grants[0]["Condition"]["ArnEquals"]["aws:SourceArn"]["Fn::Sub"].endswith(f":s3:::{bucket_name}")


@pytest.mark.parametrize("name", CONSUMED)
def test_a_message_stays_hidden_for_six_times_the_functions_timeout(name: str) -> None:
    function, _ = CONSUMED[name]
    assert QUEUES[name]["VisibilityTimeout"] >= 6 * stack.functions()[function]["Timeout"]


@pytest.mark.parametrize("name", CONSUMED)
def test_a_bad_record_fails_alone_and_batches_are_small(name: str) -> None:
    _, event = CONSUMED[name]
    assert event["FunctionResponseTypes"] == ["ReportBatchItemFailures"]
    assert event["BatchSize"] <= 10
    assert "MaximumConcurrency" in event["ScalingConfig"]


@pytest.mark.parametrize("name", CONSUMED)
def test_what_fails_too_often_goes_to_dead_letters_of_its_own(name: str) -> None:
    redrive = QUEUES[name]["RedrivePolicy"]
    letters = redrive["deadLetterTargetArn"]["Fn::GetAtt"][0]
    shared = [
        other
        for other in CONSUMED
        if other != name and QUEUES[other]["RedrivePolicy"]["deadLetterTargetArn"] == redrive["deadLetterTargetArn"]
    ]
    assert letters in QUEUES
    assert letters not in CONSUMED
    assert not shared
    assert QUEUES[letters]["MessageRetentionPeriod"] == 14 * 24 * 3600
    assert stack.resolved(redrive["maxReceiveCount"]) >= 2


@pytest.mark.parametrize("name", QUEUES)
def test_queues_are_encrypted(name: str) -> None:
    assert QUEUES[name]["SqsManagedSseEnabled"] is True


def test_concurrency_is_what_lambda_takes() -> None:
    sizes = stack.template()["Mappings"]["Sizes"]
    assert set(sizes) == set(stack.template()["Parameters"]["Size"]["AllowedValues"])
    assert all(2 <= size["Concurrency"] <= 1000 for size in sizes.values())


def test_the_table() -> None:
    (table,) = stack.resources("AWS::DynamoDB::Table").values()
    assert table["BillingMode"] == "PAY_PER_REQUEST"
    assert table["KeySchema"] == [{"AttributeName": "pk", "KeyType": "HASH"}, {"AttributeName": "sk", "KeyType": "RANGE"}]
    assert table["TimeToLiveSpecification"] == {"AttributeName": "expires_at", "Enabled": True}
    assert table["PointInTimeRecoverySpecification"] == {"PointInTimeRecoveryEnabled": True}
    indexes = {index["IndexName"]: index["Projection"]["ProjectionType"] for index in table["GlobalSecondaryIndexes"]}
    assert indexes == {"by_status": "KEYS_ONLY", "open": "KEYS_ONLY"}


def test_what_cannot_be_made_again_outlives_the_stack() -> None:
    kept = {name for name, one in stack.template()["Resources"].items() if one.get("DeletionPolicy", "").startswith("Retain")}
    assert set(BUCKETS) | set(stack.resources("AWS::DynamoDB::Table")) <= kept


def test_somebody_hears_of_dead_letters_of_waiting_and_of_errors() -> None:
    alarms = stack.resources("AWS::CloudWatch::Alarm").values()
    watched = {
        (one["MetricName"], next(iter(one["Dimensions"][0]["Value"].values()))[0]) for one in alarms if one["Namespace"] == "AWS/SQS"
    }
    queues = stack.resources("AWS::SQS::Queue")
    assert watched == {
        ("ApproximateAgeOfOldestMessage" if "RedrivePolicy" in queue else "ApproximateNumberOfMessagesVisible", name)
        for name, queue in queues.items()
    }
    errors = {one["Dimensions"][0]["Value"]["Ref"] for one in alarms if one["MetricName"] == "Errors"}
    assert errors == set(stack.resources("AWS::Serverless::Function"))
    assert all(one["AlarmActions"] == [{"Ref": "AlarmTopic"}] for one in alarms)
