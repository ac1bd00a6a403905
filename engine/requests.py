"""Requests to the API, as any client sends them."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Answer:
    """An answer, whatever its status."""

    status: int
    body: bytes

    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)


def get(url: str, key: str, **headers: str) -> Answer:
    """GET with a key."""
    return send(urllib.request.Request(url, headers={"x-api-key": key, **headers}))


def post(url: str, key: str, body: bytes, content_type: str) -> Answer:
    """POST with a key."""
    headers = {"x-api-key": key, "content-type": content_type}
    return send(urllib.request.Request(url, data=body, headers=headers, method="POST"))


def send(request: urllib.request.Request) -> Answer:
    """Sends a request; refusals are answers too."""
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return Answer(answer.status, answer.read())
    except urllib.error.HTTPError as refusal:
        return Answer(refusal.code, refusal.read())
