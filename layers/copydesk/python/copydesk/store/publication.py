"""Publication: a reported version becomes what readers of the API see, unless a newer one already is."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from copydesk.analysis import Analysis
from copydesk.article import Status, VersionKey
from copydesk.store.analyses import listed_names
from copydesk.store.keys import AnalysisKey
from copydesk.store.lists import Lists
from copydesk.store.reception import standing_rows
from copydesk.store.register import Register


class Published(NamedTuple):
    """What became of an analysis: whether its version is the current one, and whether it was read for the first time."""

    current: bool
    first: bool
    received_at: datetime


class Publication:
    """Writes the rows of a version, flips the article to it, and clears away what the version before had written."""

    def __init__(self, table: str) -> None:
        self._register = Register(table)
        self._lists = Lists(table)

    def is_outdated(self, key: AnalysisKey) -> bool:
        """Say whether the version has since been given to another engine: that one will report it."""
        return self._register.version(key.version_key).analysis_id not in (None, key.analysis_id)

    def publish(self, key: AnalysisKey, analysis: Analysis, *, now: datetime) -> Published:
        """Let an analysis be read.

        The rows are written before the article points at the version and removed after it points elsewhere, so that a list
        never lacks an article that belongs to it. All of it can be repeated.
        """
        entry = self._register.article(key.version_key.article_id)
        rows = self._lists.rows_of(entry, key.version_key.version, listed_names(analysis))
        self._lists.keep(key.version_key, rows)
        self._lists.add([*standing_rows(entry), *rows])
        first = self._register.version(key.version_key).status is not Status.REPORTED
        version = self._register.reported(key.version_key, key.analysis_id, now=now)
        current, before = self._register.make_current(version, key)
        if not current:
            self._lists.drop_rows_of(key.version_key)
        elif before:
            self._lists.drop_rows_of(VersionKey(key.version_key.article_id, before))
        return Published(current, first, datetime.fromisoformat(version.received_at))
