"""The deployed stack as a client of its API and of the engine's services sees it."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from dataclasses import dataclass
from typing import Any

import boto3
from botocore.config import Config
from engine.home import CREDENTIALS, REGION, ROOT, Home, Running
from engine.keys import add_key, read
from engine.requests import Answer, get, post

PYTHON = ROOT / ".build" / "engine" / "bin" / "python"
START_SECONDS = 300
PATIENCE_SECONDS = 180
TEXT = "The harbour board met on Monday. \u201cWe will repair the crane,\u201d said Ada Brook, its chair. It cost $3 million."


@dataclass
class Deployed:
    """The deployed stack."""

    home: Home
    port: int

    def start(self) -> None:
        """Starts the engine, or finds it running, and deploys."""
        layers = subprocess.run([sys.executable, "layers/build.py", "--paths"], cwd=ROOT, capture_output=True, text=True, check=True)
        self._command("run", "--port", str(self.port), "--enforce-iam", "--no-sample", "--layers", *layers.stdout.split())

    def stop(self) -> None:
        """Ends the engine as `make stop` does."""
        self._command("stop")

    def _command(self, *arguments: str) -> None:
        command = [str(PYTHON), "-m", "engine", "--home", str(self.home.path), *arguments]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=START_SECONDS)
        assert done.returncode == 0, done.stdout + done.stderr

    @property
    def running(self) -> Running:
        running = self.home.running()
        assert running is not None
        return running

    @property
    def api(self) -> str:
        return read(self.home.settings)["COPYDESK_API"]

    @property
    def key(self) -> str:
        """A key with all scopes."""
        return read(self.home.settings)["COPYDESK_API_KEY"]

    def get(self, path: str, key: str | None = None, **headers: str) -> Answer:
        return get(self.api + path, self.key if key is None else key, **headers)

    def post(self, path: str, body: bytes, content_type: str = "application/json", key: str | None = None) -> Answer:
        return post(self.api + path, self.key if key is None else key, body, content_type)

    def new_key(self, scopes: str) -> str:
        return add_key(self.running, self.outputs(), scopes)

    def client(self, service: str) -> Any:
        made: Any = boto3
        return made.client(
            service,
            endpoint_url=self.running.endpoint,
            region_name=REGION,
            aws_access_key_id=CREDENTIALS["AWS_ACCESS_KEY_ID"],
            aws_secret_access_key=CREDENTIALS["AWS_SECRET_ACCESS_KEY"],
            config=Config(retries={"max_attempts": 1}, s3={"addressing_style": "path"}),
        )

    def outputs(self) -> dict[str, str]:
        (stack,) = self.client("cloudformation").describe_stacks(StackName="copydesk")["Stacks"]
        return {output["OutputKey"]: output["OutputValue"] for output in stack["Outputs"]}

    def waiting(self, queue_url: str) -> int:
        """Messages in a queue, also those that a function has."""
        names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
        attributes = self.client("sqs").get_queue_attributes(QueueUrl=queue_url, AttributeNames=names)["Attributes"]
        return sum(int(attributes[name]) for name in names)

    def dead_letters(self) -> int:
        outputs = self.outputs()
        return self.waiting(outputs["ExtractDeadLettersUrl"]) + self.waiting(outputs["ReportDeadLettersUrl"])


def article(**fields: Any) -> bytes:
    return json.dumps({"outlet": "The Engine Test", "text": TEXT} | fields).encode()


def posted(answer: Answer) -> dict[str, Any]:
    assert answer.status in (200, 202), answer.body
    found: dict[str, Any] = answer.json()
    return found


def reported(deployed: Deployed, article_id: str) -> dict[str, Any]:
    """The article's status when it has come to an end."""
    until = time.monotonic() + PATIENCE_SECONDS
    while True:
        answer = deployed.get(f"/v1/articles/{article_id}", Prefer="wait=20")
        assert answer.status == 200, answer.body
        status: dict[str, Any] = answer.json()
        if status["status"] in ("reported", "failed"):
            assert status["status"] == "reported", status
            return status
        assert time.monotonic() < until, status
