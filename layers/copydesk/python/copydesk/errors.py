"""What can go wrong, in the product's own words.

Each error has a `code` that a program can act on and one HTTP status (`runtime.problems` maps them). Nothing outside `store`
sees an error of boto3, nothing outside `runtime` an error of HTTP.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Fault(NamedTuple):
    """One thing that is wrong with a request: where, and what."""

    field: str
    message: str


class CopydeskError(Exception):
    """The base of all errors that copydesk raises on purpose.

    `message` is written for the person or program that sent the request and never quotes the article's text.
    `faults` names the parts of a request that are at fault, each with its own sentence.
    """

    code = "internal_error"

    def __init__(self, message: str, *, code: str | None = None, faults: Sequence[Fault] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.code = code or type(self).code
        self.faults = tuple(faults)


class InvalidRequest(CopydeskError):
    """Raised when a request cannot be understood or breaks a limit; sending it again unchanged will fail again."""

    code = "invalid_request"


class TooLarge(InvalidRequest):
    """Raised when a body is larger than a request may be."""

    code = "body_too_large"


class UnsupportedType(InvalidRequest):
    """Raised when a body is of a kind that this address does not read, or not in UTF-8."""

    code = "unsupported_type"


class Unauthorized(CopydeskError):
    """Raised when a request carries no key, or one that is not known."""

    code = "key_required"


class Forbidden(CopydeskError):
    """Raised when the key is known but does not reach that far: its scopes or its outlets exclude the request."""

    code = "scope_required"


class NotFound(CopydeskError):
    """Raised when the article, version, analysis or object that was asked for does not exist."""

    code = "not_found"


class Conflict(CopydeskError):
    """Raised when somebody else changed the same thing first, or it is not yet in the state that the request needs."""

    code = "conflict"


class Gone(CopydeskError):
    """Raised when the article was erased, or a signed link has expired: it was there and is not coming back."""

    code = "gone"


class Rejected(CopydeskError):
    """Raised when this article can never be analysed; it is stored as `failed` with the reason and not tried again."""

    code = "rejected"


class Transient(CopydeskError):
    """Raised when the same call may succeed a little later: the queue delivers the event again."""

    code = "try_again"
