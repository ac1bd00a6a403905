"""Clients of AWS, made once and only when needed, and their errors in our own words.

The address of another engine (MiniStack) comes from `AWS_ENDPOINT_URL`, which boto3 reads itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from copydesk.errors import Conflict, CopydeskError, NotFound, Transient

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.service_resource import DynamoDBServiceResource, Table
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_secretsmanager import SecretsManagerClient
    from mypy_boto3_sqs import SQSClient

# An API function has a few seconds: fail early and let boto3's own retries (with jitter) bridge what is momentary.
_PATIENCE: dict[str, Any] = {"connect_timeout": 2, "read_timeout": 10, "retries": {"mode": "standard", "total_max_attempts": 4}}

_MISSING = {"NoSuchKey", "404", "NoSuchBucket", "ResourceNotFoundException"}
_LOST_RACE = {"ConditionalCheckFailedException", "PreconditionFailed", "ConditionalRequestConflict", "TransactionCanceledException"}


@cache
def s3() -> S3Client:
    """The S3 client. Signature version 4 is named, as presigned links are checked by it alone."""
    return boto3.client("s3", config=Config(signature_version="s3v4", **_PATIENCE))


@cache
def table(name: str) -> Table:
    """The DynamoDB table of that name."""
    return _dynamodb().Table(name)


@cache
def _dynamodb() -> DynamoDBServiceResource:
    return boto3.resource("dynamodb", config=Config(**_PATIENCE))


@cache
def sqs() -> SQSClient:
    """The SQS client."""
    return boto3.client("sqs", config=Config(**_PATIENCE))


@cache
def secrets() -> SecretsManagerClient:
    """The Secrets Manager client."""
    return boto3.client("secretsmanager", config=Config(**_PATIENCE))


@contextmanager
def own_errors() -> Iterator[None]:
    """Turn what boto3 raises into `NotFound`, `Conflict` or `Transient`.

    A refused permission or a malformed call is our own defect: it stays an unnamed error, is logged as one and retried by the
    queue, so that a repaired permission heals what was waiting.
    """
    try:
        yield
    except ClientError as error:
        raise _own(error) from error
    except BotoCoreError as error:
        raise Transient(f"AWS could not be reached ({type(error).__name__})") from error


def _own(error: ClientError) -> CopydeskError:
    code = str(error.response.get("Error", {}).get("Code", ""))
    status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
    operation = error.operation_name
    if code in _MISSING:
        return NotFound(f"{operation}: no such object or table")
    if code in _LOST_RACE or status == 412:
        return Conflict(f"{operation}: somebody else was first")
    if status >= 500 or status == 429 or "Throttl" in code or code in ("ProvisionedThroughputExceededException", "RequestLimitExceeded"):
        return Transient(f"{operation}: {code}")
    return CopydeskError(f"{operation}: {code}")
