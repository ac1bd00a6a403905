"""Errors as HTTP tells them: problem documents (RFC 9457) with a code, in one table."""

from __future__ import annotations

import json

from copydesk.errors import (
    Conflict,
    CopydeskError,
    Forbidden,
    Gone,
    InvalidRequest,
    NotFound,
    Rejected,
    TooLarge,
    Transient,
    Unauthorized,
    UnsupportedType,
)

PROBLEM_JSON = "application/problem+json"

STATUS: dict[type[CopydeskError], tuple[int, str]] = {
    TooLarge: (413, "Too large"),
    UnsupportedType: (415, "Unsupported kind of body"),
    InvalidRequest: (422, "Invalid request"),
    Unauthorized: (401, "A key is needed"),
    Forbidden: (403, "Not allowed"),
    NotFound: (404, "Not found"),
    Conflict: (409, "Conflict"),
    Gone: (410, "Gone"),
    Rejected: (422, "Cannot be analysed"),
    Transient: (503, "Try again"),
    CopydeskError: (500, "Internal error"),
}
"""The HTTP status and title of each error; an error that is not named here has those of the class it derives from."""


def status_of(error: CopydeskError) -> tuple[int, str]:
    """Look up the status and title of an error."""
    return next(STATUS[kind] for kind in type(error).__mro__ if kind in STATUS)


def document(error: CopydeskError) -> str:
    """Write the problem document of an error."""
    status, title = status_of(error)
    problem = {
        "type": f"urn:copydesk:problem:{error.code}",
        "title": title,
        "status": status,
        "detail": error.message if status < 500 or isinstance(error, Transient) else "Something went wrong here; it has been logged.",
        "code": error.code,
    }
    if error.faults:
        problem["errors"] = [{"field": fault.field, "message": fault.message} for fault in error.faults]
    return json.dumps(problem, ensure_ascii=False)
