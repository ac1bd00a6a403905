"""A request body becomes a submission: JSON as it is, plain text with its fields in the query."""

from __future__ import annotations

from collections.abc import Mapping
from email.message import Message

from pydantic import ValidationError

from copydesk.article import Submission
from copydesk.errors import Fault, InvalidRequest, TooLarge, UnsupportedType

MAX_BYTES = 4 * 1024 * 1024
"""The largest body of a direct request. Lambda takes 6 MB with its envelope, and base64 takes a third of that."""


def submission(body: bytes, content_type: str | None, query: Mapping[str, str]) -> Submission:
    """Read a submission from the body of a request.

    Raises `TooLarge` above `MAX_BYTES`, `UnsupportedType` for anything but JSON and plain text in UTF-8, and `InvalidRequest`,
    naming each field at fault, for what cannot be an article. No message quotes the body.
    """
    if len(body) > MAX_BYTES:
        raise TooLarge(f"the body has {len(body):,} bytes; a request may have {MAX_BYTES:,}")
    kind, charset = _media_type(content_type)
    if kind not in ("application/json", "text/plain"):
        raise UnsupportedType("send the article as application/json or text/plain")
    if charset not in (None, "utf-8", "utf8", "us-ascii"):
        raise UnsupportedType("send the article in UTF-8", code="not_utf8")
    text = _utf8(body)
    if not text.strip():
        raise InvalidRequest("the body is empty", code="empty_body")
    try:
        if kind == "application/json":
            return Submission.model_validate_json(text)
        return Submission.model_validate({**query, "text": text})
    except ValidationError as error:
        raise refusal(error) from None


def refusal(error: ValidationError) -> InvalidRequest:
    """Say what is wrong with a submission, field by field, without quoting any of it."""
    faults = [Fault(".".join(map(str, one["loc"])) or "body", one["msg"]) for one in error.errors(include_input=False, include_url=False)]
    if any(one["type"] == "json_invalid" for one in error.errors(include_input=False, include_url=False)):
        return InvalidRequest("the body is not JSON", code="invalid_json", faults=faults)
    return InvalidRequest("the article has fields that cannot be accepted", code="invalid_article", faults=faults)


def _media_type(header: str | None) -> tuple[str, str | None]:
    """Split a Content-Type header; without one the body is taken for JSON, as most clients that forget it send that."""
    message = Message()
    message["content-type"] = header or "application/json"
    if "/" not in message["content-type"].split(";")[0]:  # which `Message` would read as text/plain
        raise UnsupportedType("the Content-Type is not a media type")
    charset = message.get_param("charset")
    return message.get_content_type(), charset.lower() if isinstance(charset, str) else None


def _utf8(body: bytes) -> str:
    try:
        return body.decode("utf-8-sig")  # A byte order mark is a mark of the encoding, not of the text.
    except UnicodeDecodeError as error:
        raise UnsupportedType(f"the body is not UTF-8: byte {error.start} does not fit", code="not_utf8") from None
