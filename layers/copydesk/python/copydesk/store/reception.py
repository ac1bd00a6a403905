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

        `known` is the article as it was just read, if there was one. A known version is set in motion again in two cases: it had
        failed, or the article goes back to it from another one.
        """
        created = self._store(article, only_if_absent=True)
        if not created and self._is_latest(article):
            return self._again(article, now)
        if not created:
            # The article's object is written once, so its newer place among the versions is told by the ledger.
            self._ledger.note_order(article.key, article.order)
        first_received = known.received_at if known else keys.stamp(article.received_at)
        meta, version = self._register.enter(article, now=now, first_received=first_received)
        self._lists.add([*standing_rows(meta), *self._retention.rows_of(meta)])
        if created:
            return Receipt(known=False, status=version.status)
        return self._again(article, now, gone_back=meta.latest == article.version and meta.current != article.version)

    def _again(self, article: Article, now: datetime, *, gone_back: bool = False) -> Receipt:
        status = self._register.version(article.key).status
        if status in (Status.FAILED, Status.SUPERSEDED):
            self._register.restart(article.key, now=now)
            self._intake.announce_again(keys.article_key(article.key))
            return Receipt(known=True, status=Status.RECEIVED)
        if gone_back and status is Status.REPORTED:
            self._intake.announce_again(keys.article_key(article.key))
        return Receipt(known=True, status=status)

    def _is_latest(self, article: Article) -> bool:
        try:
            return self._register.article(article.id).latest == article.version and bool(self._register.version(article.key))
        except NotFound:
            return False

    def _store(self, article: Article, *, only_if_absent: bool) -> bool:
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
