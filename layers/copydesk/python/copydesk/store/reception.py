"""Reception: an article is stored first, then entered in the register. The same again changes nothing."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from datetime import datetime

from pydantic import ValidationError

from copydesk.article import Article, Status
from copydesk.errors import NotFound, Rejected
from copydesk.store import keys
from copydesk.store.ledger import Ledger
from copydesk.store.lists import ALL, Lists, Row
from copydesk.store.objects import Bucket, packed, unpacked
from copydesk.store.register import ArticleEntry, Register
from copydesk.store.retention import Retention

JSON = "application/json"

_UNREAD = (Status.FAILED, Status.SUPERSEDED)
"""Where a version may have ended without an analysis."""


@dataclass(frozen=True)
class Receipt:
    """What became of an article: whether this version was known before, and how far it is."""

    known: bool
    status: Status


class Reception:
    """Where articles are taken in."""

    def __init__(self, intake_bucket: str, results_bucket: str, table: str, retention: Retention) -> None:
        self._intake = Bucket(intake_bucket)
        self._retention = retention
        self._ledger = Ledger(results_bucket)
        self._register = Register(table)
        self._lists = Lists(table)

    def take(self, article: Article, known: ArticleEntry | None, *, now: datetime) -> Receipt:
        """Store a version and let the chain begin; or find that it is known. Raises `Gone` for an article that was erased meanwhile.

        `known` is the article as it was just read, if there was one. A known version is set in motion again in three cases: it had
        failed, the article goes back to it from another one, or it comes on other terms (under another policy, say).
        """
        created = self._store(article, only_if_absent=True)
        change = None if created else self._change_of_terms(article)
        if not created and not change and self._is_latest(article):
            return self._again(article, now)
        if not created:
            # The article's object keeps the order in which it came first, so its newer place is told by the ledger.
            self._ledger.note_order(article.key, article.order)
        first_received = known.received_at if known else keys.stamp(article.received_at)
        meta, version = self._register.enter(article, now=now, first_received=first_received)
        self._lists.add([*standing_rows(meta), *self._retention.rows_of(meta)])
        if created:
            return Receipt(known=False, status=version.status)
        if change:
            return self._on_other_terms(*change, now)
        return self._again(article, now, gone_back=meta.latest == article.version and meta.current != article.version)

    def _again(self, article: Article, now: datetime, *, gone_back: bool = False) -> Receipt:
        status = self._register.version(article.key).status
        if status in _UNREAD:
            self._register.restart(article.key, now=now)
            self._intake.announce_again(keys.article_key(article.key))
            return Receipt(known=True, status=Status.RECEIVED)
        if gone_back and status is Status.REPORTED:
            self._intake.announce_again(keys.article_key(article.key))
        return Receipt(known=True, status=status)

    def _change_of_terms(self, article: Article) -> tuple[Article, Article] | None:
        """A version as it is stored and as a post of it wants it; None where both are the same, or where the post came late."""
        try:
            stored = stored_article(self._intake, keys.article_key(article.key))
        except NotFound:  # It is being erased.
            return None
        try:
            order = self._register.version(article.key).order
        except NotFound:  # Whoever stored it did not come as far as its row.
            order = stored.order
        wanted = stored.on_terms_of(article)
        return None if wanted == stored or order.newer_than(article.order) else (stored, wanted)

    def _on_other_terms(self, stored: Article, wanted: Article, now: datetime) -> Receipt:
        status = self._register.version(wanted.key).status
        if status in _UNREAD or not wanted.is_analysed_like(stored):
            # Before the object is written: its event may be quicker than we are.
            self._register.restart(wanted.key, now=now)
            status = Status.RECEIVED if status.is_final else status
        self._store(wanted)
        return Receipt(known=True, status=status)

    def _is_latest(self, article: Article) -> bool:
        try:
            return self._register.article(article.id).latest == article.version and bool(self._register.version(article.key))
        except NotFound:
            return False

    def _store(self, article: Article, *, only_if_absent: bool = False) -> bool:
        body = packed(article.model_dump_json().encode())
        return self._intake.put(keys.article_key(article.key), body, content_type=JSON, only_if_absent=only_if_absent)


def stored_article(bucket: Bucket, key: str) -> Article:
    """Read a stored article. Raises `NotFound` where it is gone, `Rejected` where the object is no article of ours."""
    body = bucket.get(key)
    try:
        return Article.model_validate_json(unpacked(body))
    except (OSError, EOFError, zlib.error, ValidationError):
        raise Rejected("the stored object is not an article", code="foreign_object") from None


def standing_rows(entry: ArticleEntry) -> list[Row]:
    """The rows that hold for all versions of an article."""
    rows = [Row("article", ALL, entry.received_at, entry.id)]
    if entry.outlet:
        rows.append(Row("outlet", entry.outlet, entry.received_at, entry.id))
    return rows
