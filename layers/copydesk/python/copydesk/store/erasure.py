"""Erasing: the tombstone first, then everything that was ever written of an article.

Every writer looks for the tombstone before and after it writes, so whoever was under way removes what he wrote too late.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from boto3.dynamodb.conditions import Key

from copydesk.article import VersionKey
from copydesk.errors import Conflict, Gone, NotFound, Rejected
from copydesk.store import aws, keys
from copydesk.store.ledger import Ledger, Tombstone
from copydesk.store.lists import Lists
from copydesk.store.objects import Bucket
from copydesk.store.queues import Queue
from copydesk.store.reception import standing_rows, stored_article
from copydesk.store.register import ArticleEntry, Register

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.service_resource import Table

BACKUP_DAYS = 35
"""How long point-in-time recovery of DynamoDB keeps what was in the table."""


class Tombstones:
    """Sets tombstones, takes them away, and looks for them."""

    def __init__(self, results_bucket: str, table: str) -> None:
        self._ledger = Ledger(results_bucket)
        self._register = Register(table)

    def set(self, article_id: str, cause: str, *, now: datetime) -> Tombstone:
        """Let an article be gone: from here on it cannot be read. The tombstone's event announces the rest of the work."""
        days = sorted({entry.received_at[:10] for entry in self._register.versions(article_id)})
        wanted = Tombstone(keys.stamp(now), cause, tuple(days))
        self._ledger.erase(article_id, wanted)
        tombstone = self._ledger.tombstone(article_id) or wanted
        self._register.bury(article_id, tombstone)
        return tombstone

    def take_away(self, article_id: str) -> None:
        """Let the id of an erased article be used again; what was erased stays erased. Nothing happens to any other article.

        Raises `Conflict` while the erasing is still under way.
        """
        try:
            self._register.article(article_id)
        except NotFound:
            return
        except Gone:
            if not self._register.is_at_rest(article_id):
                raise Conflict("the article is being erased; try again in a minute", code="being_erased") from None
            self._ledger.restore(article_id)
            self._register.forget(article_id)

    @contextmanager
    def respected(self, article_id: str) -> Iterator[ArticleEntry | None]:
        """Look for a tombstone before and after writing; gives the article as it is before. Raises `Gone` where there is one.

        If it was set meanwhile, the erasing is made to run again: it may have passed over what was written too late.
        """
        known = self._look(article_id)
        try:
            yield known
            self._look(article_id)
        except Gone:
            self._ledger.announce_tombstone(article_id)
            raise

    def _look(self, article_id: str) -> ArticleEntry | None:
        try:
            return self._register.article(article_id)
        except NotFound:
            return None


class Erasure:
    """Removes what a tombstone condemns."""

    def __init__(self, intake_bucket: str, results_bucket: str, table: str) -> None:
        self._intake = Bucket(intake_bucket)
        self._results = Bucket(results_bucket)
        self._ledger = Ledger(results_bucket)
        self._register = Register(table)
        self._lists = Lists(table)
        self._table_name = table

    @property
    def _table(self) -> Table:
        return aws.table(self._table_name)

    def finish(self, article_id: str, dead_letters: Iterable[Queue] = ()) -> None:
        """Remove everything of an article that has a tombstone; can be repeated. Raises `Rejected` where it has none."""
        tombstone = self._ledger.tombstone(article_id)
        if tombstone is None:
            raise Rejected("the article has no tombstone", code="not_erased")
        self._register.bury(article_id, tombstone)
        articles = [one.key for one in self._intake.list(f"articles/{article_id}/")]
        for day in {*tombstone.days, *map(self._received_on, articles)}:
            self._results.delete([one.key for one in self._results.list(f"analyses/date={day}/{article_id}/")])
        self._results.delete([one.key for one in self._results.list(f"reports/{article_id}/")])
        notes = [one.key for one in self._ledger.notes(article_id)]
        self._results.delete([key for key in notes if key != keys.tombstone_key(article_id)])
        self._intake.delete(articles)
        self._clear_table(article_id)
        for queue in dead_letters:
            queue.delete_about(article_id)
        self._register.rest_in_peace(article_id, tombstone)

    def _received_on(self, article_key: str) -> str:
        try:
            return stored_article(self._intake, article_key).received_at.date().isoformat()
        except (NotFound, Rejected):
            return "0000-00-00"

    def _clear_table(self, article_id: str) -> None:
        entry = self._register.buried(article_id)
        if entry:
            self._lists.remove(standing_rows(entry))
        page: dict[str, Any] = {"KeyConditionExpression": Key("pk").eq(keys.partition(article_id)), "ProjectionExpression": "pk, sk"}
        while True:
            with aws.own_errors():
                answer = self._table.query(**page)
            for item in answer["Items"]:
                sk = str(item["sk"])
                if version := re.fullmatch(r"ROWS#(\w+)", sk):
                    self._lists.drop_rows_of(VersionKey(article_id, version[1]))
                elif sk != keys.META:
                    with aws.own_errors():
                        self._table.delete_item(Key={"pk": item["pk"], "sk": sk})
            if "LastEvaluatedKey" not in answer:
                return
            page["ExclusiveStartKey"] = answer["LastEvaluatedKey"]


def backups_until(tombstone: Tombstone) -> str:
    """The day until which a restored backup of the table could still hold the analysis."""
    return (datetime.fromisoformat(tombstone.erased_at) + timedelta(days=BACKUP_DAYS)).date().isoformat()
