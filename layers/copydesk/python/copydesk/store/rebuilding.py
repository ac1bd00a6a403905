"""Rebuilding: the table from S3 alone, while the chain goes on working.

Everything is done by the same conditional steps as the chain takes, so it can be repeated, interrupted, and run beside live traffic. What
S3 shows to be unfinished is announced once more; nothing that was sent to others is sent again.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from copydesk.analysis import Analysis
from copydesk.article import Article, Order, Status, VersionKey
from copydesk.errors import Gone, Rejected
from copydesk.store import aws, keys
from copydesk.store.analyses import Analyses
from copydesk.store.keys import AnalysisKey
from copydesk.store.ledger import Ledger, Reason
from copydesk.store.lists import Lists
from copydesk.store.objects import Bucket, StoredKey
from copydesk.store.publication import Publication
from copydesk.store.reception import standing_rows, stored_article
from copydesk.store.register import Register
from copydesk.store.retention import Retention

_INTERRUPTED = Reason("interrupted", "The table was rebuilt while this version was on its way; it is taken up again.")


class Rebuild:
    """Restores the table of an installation."""

    def __init__(self, intake_bucket: str, results_bucket: str, table: str, retention: Retention) -> None:
        self._intake = Bucket(intake_bucket)
        self._results = Bucket(results_bucket)
        self._ledger = Ledger(results_bucket)
        self._register = Register(table)
        self._lists = Lists(table)
        self._analyses = Analyses(results_bucket, table)
        self._publication = Publication(table)
        self._retention = retention
        self._table_name = table

    def run(self) -> Counter[str]:
        """Go through everything once; return how many articles, versions, tombstones … were found."""
        done: Counter[str] = Counter()
        for item in self._ledger.api_keys():
            with aws.own_errors():
                aws.table(self._table_name).put_item(Item=item)
            done["api_keys"] += 1
        for article_id in self._ledger.articles():
            tombstone = self._ledger.tombstone(article_id)
            if tombstone and not self._register.is_at_rest(article_id):
                self._register.bury(article_id, tombstone)
                self._ledger.announce_tombstone(article_id)  # Whatever is left of it goes, and the register says so.
            done["tombstones"] += tombstone is not None
        for article_id, stored in _by_article(self._intake.list("articles/")):
            if self._ledger.tombstone(article_id) is None:
                done += self._restore(article_id, stored)
        return done

    def _restore(self, article_id: str, stored: list[StoredKey]) -> Counter[str]:
        done: Counter[str] = Counter(articles=1)
        versions = sorted((stored_article(self._intake, one.key).received_at, one) for one in stored)
        try:
            for received_at, one in versions:
                article = stored_article(self._intake, one.key)
                self._enter(article)
                done[self._bring_up_to_date(article.key, received_at, one)] += 1
            for key, order in self._ledger.orders(article_id):
                self._enter_again(key, order)
            article_entry = self._register.article(article_id)
        except Gone:  # Erased while we were at it.
            return done
        self._lists.add([*standing_rows(article_entry), *self._retention.rows_of(article_entry)])
        latest = self._register.version(VersionKey(article_id, article_entry.latest))
        if latest.status is Status.REPORTED and article_entry.current != article_entry.latest:
            self._intake.announce_again(keys.article_key(latest.key))
        return done

    def _enter(self, article: Article) -> None:
        self._register.enter(article, now=datetime.now(UTC))

    def _enter_again(self, key: VersionKey, order: Order) -> None:
        article = stored_article(self._intake, keys.article_key(key))
        self._enter(article.model_copy(update={"order": order}))

    def _bring_up_to_date(self, key: VersionKey, received_at: datetime, stored: StoredKey) -> str:
        """Let the register say of a version what S3 shows of it; return what that was."""
        entry = self._register.version(key)
        if entry.status is Status.REPORTED:
            return "reported"
        # Whoever had claimed it may be gone. If not, it is analysed twice, which gives the same bytes.
        self._register.stumbled(key, _INTERRUPTED, now=datetime.now(UTC))
        found = self._newest_analysis(key, received_at)
        failure = self._ledger.failure(key)
        # What was written over itself after it had failed was started again.
        failed_last = failure is not None and failure[1] > max(stored.written_at, found[1] if found else stored.written_at)
        if found and not failed_last:
            if stored.written_at > found[1]:  # It came on other terms since, or again: the chain knows which.
                self._intake.announce_again(stored.key)
            return self._report(found[0])
        if failure and failed_last:
            self._register.failed(key, failure[0], now=datetime.now(UTC))
            return "failed"
        self._intake.announce_again(stored.key)
        return "started"

    def _report(self, key: AnalysisKey) -> str:
        if not any(self._results.list(keys.report_key(key.version_key))):
            self._analyses.announce_again(key)
            return "started"
        body = self._analyses.stored(key)
        self._analyses.keep_for_reading(key, body)
        self._publication.publish(key, Analysis.model_validate_json(body), now=datetime.now(UTC))
        return "reported"

    def _newest_analysis(self, key: VersionKey, received_at: datetime) -> tuple[AnalysisKey, datetime] | None:
        prefix = str(AnalysisKey.of(key, "", received_at)).removesuffix("..json.gz") + "."
        found = [(AnalysisKey.parse(one.key), one.written_at) for one in self._results.list(prefix)]
        return max(found, key=lambda one: one[1], default=None)


def _by_article(stored: Iterator[StoredKey]) -> Iterator[tuple[str, list[StoredKey]]]:
    """Group the objects of one article; S3 lists keys in order, so they lie together."""

    def article_id(one: StoredKey) -> Any:
        try:
            return keys.parse_article_key(one.key).article_id
        except Rejected:
            return None

    for found, group in itertools.groupby(stored, key=article_id):
        if found is not None:
            yield found, list(group)
