"""What the API functions share: the resolver with its problem documents, who is asking, and where we are mounted."""

from __future__ import annotations

import base64
import binascii
import json
from typing import Any

from aws_lambda_powertools.event_handler import APIGatewayRestResolver, Response
from aws_lambda_powertools.event_handler.exceptions import NotFoundError
from aws_lambda_powertools.event_handler.openapi.exceptions import RequestValidationError

from copydesk.errors import CopydeskError, Fault, Forbidden, InvalidRequest, NotFound, Unauthorized, UnsupportedType
from copydesk.runtime import problems
from copydesk.runtime.observability import logger
from copydesk.store.access import Access

JSON = "application/json"
_NOT_STORED = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}


def resolver() -> APIGatewayRestResolver:
    """A resolver that validates parameters by their types and answers every error with a problem document."""
    app = APIGatewayRestResolver(enable_validation=True)

    @app.exception_handler(CopydeskError)
    def on_own_error(error: CopydeskError) -> Response[str]:
        if problems.status_of(error)[0] >= 500:
            logger.error("request failed", extra={"code": error.code, "cause": type(error.__cause__).__name__})
        return problem(error)

    @app.exception_handler(RequestValidationError)
    def on_invalid_parameters(error: RequestValidationError) -> Response[str]:
        faults = [Fault(".".join(map(str, one["loc"][1:])), one["msg"]) for one in error.errors()]
        return problem(InvalidRequest("parameters of the request cannot be read", code="invalid_parameter", faults=faults))

    @app.exception_handler(Exception)
    def on_defect(error: Exception) -> Response[str]:
        # The traceback is logged, the message is not: it may quote what was sent.
        logger.error("defect", extra={"error": type(error).__name__, "traceback": _places(error)})
        return problem(CopydeskError("defect"))

    @app.not_found
    def on_unknown_route(_: NotFoundError) -> Response[str]:
        return problem(NotFound("there is nothing at this address"))

    return app


def problem(error: CopydeskError) -> Response[str]:
    """Answer with the problem document of an error."""
    return answer(problems.status_of(error)[0], problems.document(error), content_type=problems.PROBLEM_JSON)


def answer(status: int, body: str, *, content_type: str = JSON, headers: dict[str, str] | None = None) -> Response[str]:
    """Answer with text. Nothing is to be cached on the way: drafts are confidential."""
    return Response(status_code=status, content_type=content_type, body=body, headers={**_NOT_STORED, **(headers or {})})


def answer_json(status: int, content: Any, *, headers: dict[str, str] | None = None) -> Response[str]:
    """Answer with JSON."""
    return answer(status, json.dumps(content, ensure_ascii=False), headers=headers)


def require(app: APIGatewayRestResolver, scope: str) -> Access:
    """Say who is asking. Raises `Unauthorized` without a known key and `Forbidden` where its scopes do not reach."""
    context = app.current_event.raw_event.get("requestContext", {}).get("authorizer") or {}
    scopes = frozenset(str(context.get("scopes", "")).split())
    if not scopes:
        raise Unauthorized("send a valid key in the header x-api-key")
    if scope not in scopes:
        raise Forbidden(f"this key has no scope {scope!r}")
    # Outlets have spaces in their names, and a context of an authorizer holds plain strings only.
    return Access(str(context.get("key_id", "")), scopes, frozenset(json.loads(context.get("outlets") or "[]")))


def raw_body(app: APIGatewayRestResolver) -> bytes:
    """The body byte for byte, as API Gateway passes it in base64. Raises `UnsupportedType` where it is not that."""
    body = app.current_event.raw_event.get("body") or ""
    if not app.current_event.raw_event.get("isBase64Encoded"):
        return str(body).encode("utf-8", "surrogatepass")
    try:
        return base64.b64decode(body, validate=True)
    except binascii.Error:
        raise UnsupportedType("the body arrived damaged") from None


def header(app: APIGatewayRestResolver, name: str) -> str | None:
    """A header, whatever the case of its name."""
    headers = app.current_event.raw_event.get("headers") or {}
    return next((value for key, value in headers.items() if key.lower() == name.lower()), None)


def mounted_at(app: APIGatewayRestResolver) -> str:
    """The path in front of our routes: the stage, or the base path of a domain name."""
    event = app.current_event.raw_event
    return str(event.get("requestContext", {}).get("path", event["path"])).removesuffix(str(event["path"]))


def origin(app: APIGatewayRestResolver) -> str:
    """Scheme and host under which we were called."""
    scheme = header(app, "X-Forwarded-Proto") or "http"
    host = header(app, "Host") or app.current_event.raw_event.get("requestContext", {}).get("domainName", "localhost")
    return f"{scheme}://{host}"


def _places(error: BaseException) -> list[str]:
    places = []
    step = error.__traceback__
    while step:
        places.append(f"{step.tb_frame.f_code.co_filename}:{step.tb_lineno}")
        step = step.tb_next
    return places
