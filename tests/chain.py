"""The whole chain in one process: the real handlers, joined by moto's S3 and SQS as the template joins them."""

from __future__ import annotations

import base64
import importlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import boto3

from tests import stack

METHOD_ARN = f"arn:aws:execute-api:{stack.REGION}:{stack.ACCOUNT}:api/live/GET/v1/articles"
CONSUMERS = {"ExtractQueue": "extract", "ReportQueue": "report", "EraseQueue": "erase"}


@dataclass
class Context:
    """What Lambda tells a handler of its invocation."""

    function_name: str
    remaining: int = 60_000
    memory_limit_in_mb: int = 1024
    aws_request_id: str = "00000000-0000-4000-8000-000000000000"

    @property
    def invoked_function_arn(self) -> str:
        return f"arn:aws:lambda:{stack.REGION}:{stack.ACCOUNT}:function:{self.function_name}"

    def get_remaining_time_in_millis(self) -> int:
        return self.remaining


@dataclass
class Answer:
    """What the API answered."""

    status: int
    headers: dict[str, str]
    body: str

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Chain:
    """Posts, delivers and reads, as clients, queues and API Gateway do."""

    set_environment: Callable[[str], None]
    key: str = ""
    delivered: list[tuple[str, dict[str, Any]]] = field(default_factory=list)

    def invoke(self, function: str, event: dict[str, Any]) -> Any:
        """Call a function with the environment that the template gives it."""
        self.set_environment(function)
        return importlib.import_module(function).handler(event, Context(function))

    # --- API Gateway -----------------------------------------------------------------------------------------------------

    def request(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        *,
        query: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        key: str | None = None,
    ) -> Answer:
        """Send a request through the authorizer to the function that the template names for its route."""
        sent = {"Host": "api.example.org", "X-Forwarded-Proto": "https", **(headers or {})}
        key = self.key if key is None else key
        if key:
            sent["x-api-key"] = key
        allowed = self.invoke("authorize", {"type": "REQUEST", "methodArn": METHOD_ARN, "headers": sent})
        event = {
            "resource": path,
            "path": path,
            "httpMethod": method,
            "headers": sent,
            "multiValueHeaders": {name: [value] for name, value in sent.items()},
            "queryStringParameters": dict(query) if query else None,
            "multiValueQueryStringParameters": {name: [value] for name, value in query.items()} if query else None,
            "pathParameters": None,
            "stageVariables": None,
            "requestContext": {"path": f"/live{path}", "authorizer": allowed["context"], "requestId": "r", "stage": "live"},
            "body": base64.b64encode(body).decode() if body is not None else None,
            "isBase64Encoded": body is not None,
        }
        answer = self.invoke(_function_of(method, path), event)
        headers_out = {name: values[0] for name, values in (answer.get("multiValueHeaders") or {}).items()} | (answer.get("headers") or {})
        return Answer(answer["statusCode"], headers_out, answer["body"])

    def post(self, article: Mapping[str, Any], *, key: str | None = None, **query: str) -> Answer:
        """Post an article as JSON."""
        body = json.dumps(article).encode()
        return self.request("POST", "/v1/articles", body, headers={"Content-Type": "application/json"}, key=key, query=query)

    def delete(self, path: str, *, key: str | None = None) -> Answer:
        """Erase something."""
        return self.request("DELETE", path, key=key)

    def get(self, path: str, *, key: str | None = None, headers: Mapping[str, str] | None = None, **query: str) -> Answer:
        """Read something."""
        return self.request("GET", path, query=query, key=key, headers=headers)

    # --- queues ----------------------------------------------------------------------------------------------------------

    def receive(self, queue: str) -> list[dict[str, Any]]:
        """Take up to ten messages off a queue, as Lambda's poller shapes them."""
        answer = boto3.client("sqs").receive_message(
            QueueUrl=_queue_url(queue), MaxNumberOfMessages=10, MessageSystemAttributeNames=["All"], VisibilityTimeout=0
        )
        return [
            {
                "messageId": message["MessageId"],
                "receiptHandle": message["ReceiptHandle"],
                "body": message["Body"],
                "attributes": message["Attributes"],
                "messageAttributes": {},
                "eventSource": "aws:sqs",
                "eventSourceARN": f"arn:aws:sqs:{stack.REGION}:{stack.ACCOUNT}:{queue}",
                "awsRegion": stack.REGION,
            }
            for message in answer.get("Messages", [])
        ]

    def deliver(self, queue: str, records: list[dict[str, Any]]) -> list[str]:
        """Hand records to the queue's consumer, delete what it settled, and return the ids of those that failed."""
        if not records:
            return []
        answer = self.invoke(CONSUMERS[queue], {"Records": records})
        failed = [item["itemIdentifier"] for item in answer["batchItemFailures"]]
        for record in records:
            self.delivered.append((queue, record))
            if record["messageId"] not in failed:
                boto3.client("sqs").delete_message(QueueUrl=_queue_url(queue), ReceiptHandle=record["receiptHandle"])
        return failed

    def run(self, *, rounds: int = 50) -> None:
        """Deliver until nothing is left that can be settled."""
        for _ in range(rounds):
            settled = 0
            for queue in CONSUMERS:
                records = self.receive(queue)
                settled += len(records) - len(self.deliver(queue, records))
            if not settled:
                return
        raise AssertionError("the chain does not come to rest")


def announcement(bucket: str, key: str, event: str = "ObjectCreated:Put") -> str:
    """S3's notification of an object, for events that nothing in the chain would cause."""
    record = {"eventName": event, "eventSource": "aws:s3", "s3": {"bucket": {"name": bucket}, "object": {"key": key, "sequencer": "00"}}}
    return json.dumps({"Records": [record]})


def send(queue: str, body: str) -> None:
    """Put a message into a queue."""
    boto3.client("sqs").send_message(QueueUrl=_queue_url(queue), MessageBody=body)


def _queue_url(queue: str) -> str:
    return boto3.client("sqs").get_queue_url(QueueName=queue)["QueueUrl"]


def _function_of(method: str, path: str) -> str:
    """The function whose route in the template fits, as API Gateway finds it."""
    asked = path.strip("/").split("/")
    for name, function in stack.functions().items():
        for event in function.get("Events", {}).values():
            if event["Type"] != "Api" or event["Properties"]["Method"].upper() != method:
                continue
            route = event["Properties"]["Path"].strip("/").split("/")
            if len(route) == len(asked) and all(part.startswith("{") or part == own for part, own in zip(route, asked, strict=True)):
                return name
    raise LookupError(f"no route for {method} {path}")
