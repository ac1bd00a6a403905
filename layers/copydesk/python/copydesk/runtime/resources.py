"""What the API answers with: its resources as JSON, and their description for OpenAPI."""

from __future__ import annotations

from typing import Any

from copydesk.article import Status, VersionKey
from copydesk.store import keys
from copydesk.store.erasure import backups_until
from copydesk.store.ledger import Tombstone
from copydesk.store.register import ArticleEntry, VersionEntry

VERSIONS_SHOWN = 50

_PROBLEM = {"description": "A problem document (RFC 9457) with a code", "content": {"application/problem+json": {}}}
_ERRORS: dict[int, Any] = {401: _PROBLEM, 403: _PROBLEM, 422: _PROBLEM}

POSTED: dict[int, Any] = {
    202: {"description": "Received: the chain has begun"},
    200: {"description": "This version is known already; nothing is done twice"},
    413: _PROBLEM,
    415: _PROBLEM,
    **_ERRORS,
}
ERASED: dict[int, Any] = {202: {"description": "It can be read no more, and is being erased"}, 404: _PROBLEM, **_ERRORS}
READ: dict[int, Any] = {200: {"description": "As asked for"}, 404: _PROBLEM, **_ERRORS}
_ELSEWHERE = {"description": "Too large for an answer: read it from `Location`, which expires"}
READ_LARGE: dict[int, Any] = {**READ, 303: _ELSEWHERE, 409: _PROBLEM}
LINKED: dict[int, Any] = {201: {"description": "A signed link to the report"}, 404: _PROBLEM, **_ERRORS}
SHARED: dict[int, Any] = {200: {"description": "The report"}, 404: _PROBLEM, 410: _PROBLEM}


def links(article_id: str, mounted_at: str) -> dict[str, str]:
    """Where everything about an article is: references relative to the address of the request (RFC 3986)."""
    own = f"{mounted_at}/v1/articles/{article_id}"
    return {"self": own, "analysis": f"{own}/analysis", "report": f"{own}/report"}


def receipt(key: VersionKey, status: Status, mounted_at: str) -> dict[str, Any]:
    """The answer to a post."""
    return {"id": key.article_id, "version": key.version, "status": status, "links": links(key.article_id, mounted_at)}


def article(entry: ArticleEntry, mounted_at: str) -> dict[str, Any]:
    """An article as it stands in a list."""
    return {
        "id": entry.id,
        "status": entry.status,
        "title": entry.title,
        "outlet": entry.outlet,
        "state": entry.state,
        "received_at": entry.received_at,
        "updated_at": keys.stamp(entry.latest_order.received_at),
        "latest": entry.latest,
        "current": entry.current,
        "links": links(entry.id, mounted_at),
    }


def article_with_versions(entry: ArticleEntry, versions: list[VersionEntry], mounted_at: str) -> dict[str, Any]:
    """An article with its versions, newest first."""
    return {
        **article(entry, mounted_at),
        "versions_total": len(versions),
        "versions": [version(one) for one in versions[:VERSIONS_SHOWN]],
    }


def erased(article_id: str, tombstone: Tombstone) -> dict[str, Any]:
    """What became of an erased article, and where traces of it may still be: nobody can take them out of a backup."""
    return {
        "id": article_id,
        "status": "erased",
        "erased_at": tombstone.erased_at,
        "backups": {"what": "point-in-time recovery of the table", "until": backups_until(tombstone)},
    }


def version(entry: VersionEntry) -> dict[str, Any]:
    """One version of an article, with the reason where it failed."""
    shown: dict[str, Any] = {
        "version": entry.key.version,
        "status": entry.status,
        "revision": entry.order.revision,
        "received_at": entry.received_at,
    }
    if entry.reason:
        shown["reason"] = {"code": entry.reason.code, "message": entry.reason.message}
    return shown
