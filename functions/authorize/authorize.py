"""Who is asking? The answer travels with the request; the functions decide by it.

An unknown key is not turned away here, as API Gateway would answer for us, without a code: the functions do that (docs/decisions).
"""

from __future__ import annotations

import json
import time
from functools import cache
from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from copydesk.runtime.settings import AuthorizeSettings
from copydesk.store.access import Access, Keys

REMEMBERED_SECONDS = 60.0
_remembered: dict[str, tuple[float, Access]] = {}


@cache
def keys() -> Keys:
    """The keys that were given out."""
    return Keys(AuthorizeSettings.from_environment().table)


def handler(event: dict[str, Any], _context: LambdaContext) -> dict[str, Any]:
    """Answer API Gateway's authorizer request with what the key may do."""
    headers = event.get("headers") or {}
    key = next((value for name, value in headers.items() if name.lower() == "x-api-key"), None)
    access = _access(key) if key else None
    context = {
        "key_id": access.key_id if access else "",
        "scopes": " ".join(sorted(access.scopes)) if access else "",
        "outlets": json.dumps(sorted(access.outlets)) if access else "[]",
    }
    statement = {"Action": "execute-api:Invoke", "Effect": "Allow", "Resource": _whole_stage(event["methodArn"])}
    return {
        "principalId": context["key_id"] or "anonymous",
        "policyDocument": {"Version": "2012-10-17", "Statement": [statement]},
        "context": context,
    }


def _access(key: str) -> Access | None:
    """Look a key up; a known one is remembered for a minute, which is how long a withdrawn one may still work."""
    now = time.monotonic()
    known = _remembered.get(key)
    if known and now - known[0] < REMEMBERED_SECONDS:
        return known[1]
    access = keys().find(key)
    if access:
        _remembered[key] = (now, access)
    else:
        _remembered.pop(key, None)
    return access


def _whole_stage(method_arn: str) -> str:
    """API Gateway may cache the answer for all methods, so it must fit them all: arn:…:api/stage/*."""
    api, stage, *_ = method_arn.split("/")
    return f"{api}/{stage}/*"
