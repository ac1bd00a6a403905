"""Take an installation away, with everything in it: `make destroy`. Asks first; what is gone cannot be brought back."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from typing import Any

import boto3
from botocore.exceptions import ClientError

KEPT_BY_CLOUDFORMATION = {"AWS::S3::Bucket", "AWS::DynamoDB::Table"}


def main() -> None:
    """Ask for the name of the stack as a confirmation, then delete it and what CloudFormation would keep."""
    parser = argparse.ArgumentParser(description="Delete a stack of copydesk and all articles, analyses and reports in it.")
    parser.add_argument("--stack", default="copydesk")
    parser.add_argument("--yes", action="store_true", help="do not ask")
    options = parser.parse_args()
    kept = [one for one in resources(options.stack) if one[0] in KEPT_BY_CLOUDFORMATION]
    print(f"This deletes the stack {options.stack!r} with {', '.join(name for _, name in kept)} and everything in them.")
    if not options.yes and input("Type the name of the stack to go on: ") != options.stack:
        sys.exit("Nothing was deleted.")
    for kind, name in kept:
        if kind == "AWS::S3::Bucket":
            empty(name)
    cloudformation = boto3.client("cloudformation")
    cloudformation.delete_stack(StackName=options.stack)
    cloudformation.get_waiter("stack_delete_complete").wait(StackName=options.stack, WaiterConfig={"Delay": 5, "MaxAttempts": 240})
    for kind, name in kept:
        remove(kind, name)
    print("Nothing is left.")


def resources(stack: str) -> Iterator[tuple[str, str]]:
    """The resources of a stack as (type, name)."""
    pages = boto3.client("cloudformation").get_paginator("list_stack_resources").paginate(StackName=stack)
    for page in pages:
        for one in page["StackResourceSummaries"]:
            if one["ResourceStatus"] != "DELETE_COMPLETE":
                yield one["ResourceType"], one["PhysicalResourceId"]


def empty(bucket: str) -> None:
    """Delete every object of a bucket."""
    s3 = boto3.client("s3")
    for page in s3.get_paginator("list_objects_v2").paginate(Bucket=bucket):
        found = [{"Key": one["Key"]} for one in page.get("Contents", [])]
        if found:
            s3.delete_objects(Bucket=bucket, Delete={"Objects": found, "Quiet": True})  # type: ignore[typeddict-item]


def remove(kind: str, name: str) -> None:
    """Delete what CloudFormation kept; what it deleted after all is none to complain about."""
    calls: dict[str, Any] = {
        "AWS::S3::Bucket": lambda: boto3.client("s3").delete_bucket(Bucket=name),
        "AWS::DynamoDB::Table": lambda: boto3.client("dynamodb").delete_table(TableName=name),
    }
    try:
        calls[kind]()
    except ClientError as error:
        if error.response["Error"]["Code"] not in ("NoSuchBucket", "ResourceNotFoundException"):
            raise


if __name__ == "__main__":
    main()
