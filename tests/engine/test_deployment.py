"""What was deployed is what `template.yaml` says. The engine drops some properties in silence: the next one shall show here."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from tests import stack
from tests.deployed import Deployed

Resolve = Callable[[Any], Any]
FUNCTIONS = sorted(stack.functions())
QUEUES = sorted(stack.resources("AWS::SQS::Queue"))
BUCKETS = sorted(stack.resources("AWS::S3::Bucket"))
# What the engine is known to drop. Each line that it learns to keep must go from here: the test that expects a gap then fails.
GAPS = {"TimeToLiveSpecification", "LifecycleConfiguration", "GatewayResponses"}


@pytest.fixture(scope="module")
def physical(deployed: Deployed) -> dict[str, str]:
    """What the resources are really called, by their logical names."""
    pages = deployed.client("cloudformation").get_paginator("list_stack_resources").paginate(StackName="copydesk")
    return {one["LogicalResourceId"]: one["PhysicalResourceId"] for page in pages for one in page["StackResourceSummaries"]}


@pytest.fixture(scope="module")
def resolve(deployed: Deployed, physical: dict[str, str]) -> Resolve:
    """Replaces references by what they refer to."""
    (described,) = deployed.client("cloudformation").describe_stacks(StackName="copydesk")["Stacks"]
    known = {one["ParameterKey"]: one["ParameterValue"] for one in described["Parameters"]} | physical
    known |= {"AWS::StackName": "copydesk", "AWS::AccountId": "000000000000", "AWS::Region": "us-east-1", "AWS::Partition": "aws"}
    defaults = stack.template()["Parameters"]

    def attribute(name: str, field: str) -> str:
        kind = stack.template()["Resources"][name]["Type"]
        if kind == "AWS::SQS::Queue":
            queue = deployed.client("sqs").get_queue_attributes(QueueUrl=physical[name], AttributeNames=["QueueArn"])
            return str(queue["Attributes"]["QueueArn"])
        if kind == "AWS::DynamoDB::Table":
            return str(deployed.client("dynamodb").describe_table(TableName=physical[name])["Table"]["TableArn"])
        if kind == "AWS::S3::Bucket":
            return f"arn:aws:s3:::{physical[name]}"
        if kind == "AWS::IAM::Role":
            return str(deployed.client("iam").get_role(RoleName=physical[name])["Role"]["Arn"])
        if kind == "AWS::Logs::LogGroup":
            return f"arn:aws:logs:us-east-1:000000000000:log-group:{physical[name]}:*"
        assert (kind, field) == ("AWS::SecretsManager::Secret", "Id")
        return str(deployed.client("secretsmanager").describe_secret(SecretId=physical[name])["ARN"])

    def value_of(value: Any) -> Any:
        if isinstance(value, list):
            return [value_of(one) for one in value]
        if not isinstance(value, dict):
            return value
        if "Ref" in value:
            name = value["Ref"]
            return int(known[name]) if defaults.get(name, {}).get("Type") == "Number" else known[name]
        if "Fn::GetAtt" in value:
            return attribute(*value["Fn::GetAtt"])
        if "Fn::FindInMap" in value:
            mapping, key, field = (value_of(part) for part in value["Fn::FindInMap"])
            return stack.template()["Mappings"][mapping][key][field]
        if "Fn::Sub" in value:
            text = value["Fn::Sub"]
            for name in known:
                text = text.replace(f"${{{name}}}", known[name])
            for name in physical:
                if f"${{{name}.Arn}}" in text:
                    text = text.replace(f"${{{name}.Arn}}", attribute(name, "Arn"))
            return text
        return {name: value_of(one) for name, one in value.items()}

    return value_of


def matches(wanted: Any, found: Any) -> bool:
    """Whether all that is wanted is found, whatever else is there; numbers may be written as text."""
    if isinstance(wanted, dict):
        return isinstance(found, dict) and all(name in found and matches(one, found[name]) for name, one in wanted.items())
    if isinstance(wanted, list):
        return isinstance(found, list) and len(wanted) == len(found) and all(map(matches, wanted, found))
    return str(wanted) == str(found)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_functions(deployed: Deployed, resolve: Resolve, name: str) -> None:
    wanted = stack.functions()[name]
    found = deployed.client("lambda").get_function_configuration(FunctionName=f"copydesk-{name}")
    for field in ("Handler", "Timeout", "MemorySize", "Role"):
        assert matches(resolve(wanted[field]), found[field]), field
    shared = stack.template()["Globals"]["Function"]
    assert found["Runtime"] == resolve(shared["Runtime"])
    assert found["TracingConfig"] == {"Mode": shared["Tracing"]}
    assert matches(resolve(wanted["LoggingConfig"]), found["LoggingConfig"])
    variables = shared["Environment"]["Variables"] | wanted["Environment"]["Variables"]
    assert found["Environment"]["Variables"] == {key: str(value) for key, value in resolve(variables).items()}
    layers = [*shared["Layers"], *wanted.get("Layers", [])]
    assert [layer["Arn"] for layer in found["Layers"]] == [layer_arn(deployed, layer["Ref"]) for layer in layers]


def layer_arn(deployed: Deployed, logical: str) -> str:
    """The newest version of a layer: functions have no other."""
    layer = stack.resources("AWS::Serverless::LayerVersion")[logical]["LayerName"]["Fn::Sub"].replace("${AWS::StackName}", "copydesk")
    versions = deployed.client("lambda").list_layer_versions(LayerName=layer)["LayerVersions"]
    return str(max(versions, key=lambda version: version["Version"])["LayerVersionArn"])


@pytest.mark.parametrize("name", FUNCTIONS)
def test_roles(deployed: Deployed, physical: dict[str, str], resolve: Resolve, name: str) -> None:
    logical = stack.functions()[name]["Role"]["Fn::GetAtt"][0]
    (wanted,) = stack.resources("AWS::IAM::Role")[logical]["Policies"]
    iam = deployed.client("iam")
    assert iam.list_role_policies(RoleName=physical[logical])["PolicyNames"] == [wanted["PolicyName"]]
    assert iam.list_attached_role_policies(RoleName=physical[logical])["AttachedPolicies"] == []
    found = iam.get_role_policy(RoleName=physical[logical], PolicyName=wanted["PolicyName"])["PolicyDocument"]
    assert matches(resolve(wanted["PolicyDocument"]), json.loads(found) if isinstance(found, str) else found)


@pytest.mark.parametrize("name", QUEUES)
def test_queues(deployed: Deployed, physical: dict[str, str], resolve: Resolve, name: str) -> None:
    wanted = dict(stack.resources("AWS::SQS::Queue")[name])
    found = deployed.client("sqs").get_queue_attributes(QueueUrl=physical[name], AttributeNames=["All"])["Attributes"]
    redrive = wanted.pop("RedrivePolicy", None)
    encrypted = wanted.pop("SqsManagedSseEnabled")
    assert found["SqsManagedSseEnabled"] == str(encrypted).lower()
    assert matches(resolve(wanted), found)
    assert matches(resolve(redrive), json.loads(found["RedrivePolicy"]) if redrive else None)
    if redrive:
        policy = next(one for one in stack.resources("AWS::SQS::QueuePolicy").values() if {"Ref": name} in one["Queues"])
        assert matches(resolve(policy["PolicyDocument"]), json.loads(found["Policy"]))


def test_event_sources(deployed: Deployed, resolve: Resolve) -> None:
    found = {
        one["FunctionArn"].rpartition("-")[2]: one for one in deployed.client("lambda").list_event_source_mappings()["EventSourceMappings"]
    }
    wanted = {
        name: event["Properties"]
        for name in FUNCTIONS
        for event in stack.functions()[name].get("Events", {}).values()
        if event["Type"] == "SQS"
    }
    assert found.keys() == wanted.keys()
    for name, event in wanted.items():
        assert found[name]["State"] == "Enabled"
        assert found[name]["EventSourceArn"] == resolve(event["Queue"])
        assert found[name]["BatchSize"] == event["BatchSize"]
        assert found[name]["FunctionResponseTypes"] == event["FunctionResponseTypes"]
        assert found[name]["ScalingConfig"] == resolve(event["ScalingConfig"])


@pytest.mark.parametrize("name", BUCKETS)
def test_buckets(deployed: Deployed, physical: dict[str, str], resolve: Resolve, name: str) -> None:
    wanted, bucket, s3 = stack.resources("AWS::S3::Bucket")[name], physical[name], deployed.client("s3")
    assert bucket == resolve(wanted["BucketName"])
    (rule,) = s3.get_bucket_encryption(Bucket=bucket)["ServerSideEncryptionConfiguration"]["Rules"]
    assert rule["ApplyServerSideEncryptionByDefault"] == {"SSEAlgorithm": "AES256"}
    assert s3.get_public_access_block(Bucket=bucket)["PublicAccessBlockConfiguration"] == wanted["PublicAccessBlockConfiguration"]
    assert "Status" not in s3.get_bucket_versioning(Bucket=bucket)
    found = s3.get_bucket_notification_configuration(Bucket=bucket)["QueueConfigurations"]
    events = [
        (one["QueueArn"], one["Events"], [(rule["Name"].lower(), rule["Value"]) for rule in one["Filter"]["Key"]["FilterRules"]])
        for one in found
    ]
    assert events == [
        (resolve(one["Queue"]), [one["Event"]], [(rule["Name"], rule["Value"]) for rule in one["Filter"]["S3Key"]["Rules"]])
        for one in wanted["NotificationConfiguration"]["QueueConfigurations"]
    ]
    policy = next(one for one in stack.resources("AWS::S3::BucketPolicy").values() if one["Bucket"] == {"Ref": name})
    assert matches(resolve(policy["PolicyDocument"]), json.loads(s3.get_bucket_policy(Bucket=bucket)["Policy"]))


def test_table(deployed: Deployed, physical: dict[str, str]) -> None:
    wanted = stack.resources("AWS::DynamoDB::Table")["Table"]
    found = deployed.client("dynamodb").describe_table(TableName=physical["Table"])["Table"]
    assert found["BillingModeSummary"]["BillingMode"] == wanted["BillingMode"]
    assert matches(wanted["KeySchema"], found["KeySchema"])
    assert sorted(map(str, wanted["AttributeDefinitions"])) == sorted(map(str, found["AttributeDefinitions"]))
    assert matches(
        {one["IndexName"]: one for one in wanted["GlobalSecondaryIndexes"]},
        {one["IndexName"]: one for one in found["GlobalSecondaryIndexes"]},
    )


def test_log_groups(deployed: Deployed, resolve: Resolve) -> None:
    found = {one["logGroupName"]: one for one in deployed.client("logs").describe_log_groups()["logGroups"]}
    for group in stack.resources("AWS::Logs::LogGroup").values():
        assert matches(resolve(group["RetentionInDays"]), found[resolve(group["LogGroupName"])]["retentionInDays"])


def test_routes(deployed: Deployed) -> None:
    gateway, api = deployed.client("apigateway"), deployed.outputs()["ApiId"]
    (key,) = gateway.get_authorizers(restApiId=api)["items"]
    assert (key["type"], key["authorizerResultTtlInSeconds"], key["authorizerUri"].count("copydesk-authorize")) == ("REQUEST", 0, 1)
    found = {
        (method, one["path"]): details
        for one in gateway.get_resources(restApiId=api, limit=500, embed=["methods"])["items"]
        for method, details in one.get("resourceMethods", {}).items()
    }
    wanted = {
        (event["Properties"]["Method"], event["Properties"]["Path"]): (name, event["Properties"].get("Auth", {}).get("Authorizer"))
        for name in FUNCTIONS
        for event in stack.functions()[name].get("Events", {}).values()
        if event["Type"] == "Api"
    }
    assert found.keys() == wanted.keys()
    for route, (name, authorizer) in wanted.items():
        integration = found[route]["methodIntegration"]
        assert integration["type"] == "AWS_PROXY"
        assert f"function:copydesk-{name}/" in integration["uri"]
        assert found[route]["authorizationType"] == ("NONE" if authorizer == "NONE" else "CUSTOM"), route


def test_api(deployed: Deployed, resolve: Resolve) -> None:
    wanted, gateway, api = stack.resources("AWS::Serverless::Api")["Api"], deployed.client("apigateway"), deployed.outputs()["ApiId"]
    assert gateway.get_rest_api(restApiId=api)["binaryMediaTypes"] == wanted["BinaryMediaTypes"]
    stage = gateway.get_stage(restApiId=api, stageName=wanted["StageName"])
    assert stage["tracingEnabled"] is wanted["TracingEnabled"]
    (settings,) = wanted["MethodSettings"]
    throttling = stage["methodSettings"]["*/*"]
    assert throttling["throttlingRateLimit"] == resolve(settings["ThrottlingRateLimit"])
    assert throttling["throttlingBurstLimit"] == resolve(settings["ThrottlingBurstLimit"])


@pytest.mark.parametrize("gap", sorted(GAPS))
def test_known_gaps_are_still_gaps(deployed: Deployed, physical: dict[str, str], gap: str) -> None:
    """A gap that closed is to be taken from the list and compared above."""
    if gap == "TimeToLiveSpecification":
        found = deployed.client("dynamodb").describe_time_to_live(TableName=physical["Table"])
        assert found["TimeToLiveDescription"]["TimeToLiveStatus"] == "DISABLED"
    elif gap == "LifecycleConfiguration":
        s3 = deployed.client("s3")
        with pytest.raises(s3.exceptions.ClientError, match="NoSuchLifecycleConfiguration"):
            s3.get_bucket_lifecycle_configuration(Bucket=physical["IntakeBucket"])
    else:
        assert deployed.get("/nothing-here").status == 403  # AWS answers 404 by a GatewayResponse
