"""The names of things: keys in S3 and in the table, in one place.

Keys carry ids and hashes only, never a title, a name or an address, so that they can be logged.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime

from copydesk.article import VersionKey
from copydesk.errors import Rejected

SHARDS = 4
"""Partitions over which one month of one list is spread; a partition of DynamoDB takes 1,000 writes a second."""

_ID = r"[0-9a-f]{24}"
_ARTICLE = re.compile(rf"articles/(?P<id>{_ID})/(?P<version>{_ID})\.json\.gz")
_TOMBSTONE = re.compile(rf"ledger/(?P<id>{_ID})/erased\.json")
_ANALYSIS = re.compile(rf"analyses/date=(?P<date>\d{{4}}-\d{{2}}-\d{{2}})/(?P<id>{_ID})/(?P<version>{_ID})\.(?P<analysis>{_ID})\.json\.gz")


def article_key(key: VersionKey) -> str:
    """Where a version of an article lies in the intake bucket."""
    return f"articles/{key.article_id}/{key.version}.json.gz"


def parse_article_key(key: str) -> VersionKey:
    """Read such a key. Raises `Rejected` for an object that is none of ours."""
    found = _ARTICLE.fullmatch(key)
    if not found:
        raise Rejected("the object's key is not that of an article", code="foreign_object")
    return VersionKey(found["id"], found["version"])


def report_key(key: VersionKey) -> str:
    """Where the HTML report of a version lies in the results bucket."""
    return f"reports/{key.article_id}/{key.version}.html"


POLICIES = "ledger/policies/"
"""Where the newsroom's own policy packs lie in the results bucket."""


def policy_key(name: str) -> str:
    """Where a policy pack of the newsroom lies in the results bucket."""
    return f"{POLICIES}{name}.yaml"


def tombstone_key(article_id: str) -> str:
    """Where the ledger says that an article was erased."""
    return f"ledger/{article_id}/erased.json"


def parse_tombstone_key(key: str) -> str:
    """Read such a key. Raises `Rejected` for an object that is no tombstone."""
    found = _TOMBSTONE.fullmatch(key)
    if not found:
        raise Rejected("the object's key is not that of a tombstone", code="foreign_object")
    return found["id"]


@dataclass(frozen=True)
class AnalysisKey:
    """Where an analysis lies in the results bucket; the date is that of the first receipt, so that Athena can prune by day."""

    received_on: str
    version_key: VersionKey
    analysis_id: str

    def __str__(self) -> str:
        article_id, version = self.version_key
        return f"analyses/date={self.received_on}/{article_id}/{version}.{self.analysis_id}.json.gz"

    @classmethod
    def of(cls, key: VersionKey, analysis_id: str, received_at: datetime) -> AnalysisKey:
        """Name the analysis of a version that was first received then."""
        return cls(received_at.astimezone(UTC).date().isoformat(), key, analysis_id)

    @classmethod
    def parse(cls, key: str) -> AnalysisKey:
        """Read such a key. Raises `Rejected` for an object that is none of ours."""
        found = _ANALYSIS.fullmatch(key)
        if not found:
            raise Rejected("the object's key is not that of an analysis", code="foreign_object")
        return cls(found["date"], VersionKey(found["id"], found["version"]), found["analysis"])


# --- the table -----------------------------------------------------------------------------------------------------------

META = "META"


def partition(article_id: str) -> str:
    """All items of one article share this partition."""
    return f"ART#{article_id}"


def version_item(version: str) -> str:
    """The item with the status of one version."""
    return f"V#{version}"


def open_partition(shard_number: int) -> str:
    """One shard of the versions that have not come to an end, in the index `open`."""
    return f"OPEN#{shard_number}"


def analysis_item(analysis_id: str) -> str:
    """The item with one analysis, for reading."""
    return f"ANALYSIS#{analysis_id}"


def shard(article_id: str) -> int:
    """Spread articles evenly: their ids are hashes."""
    return int(article_id[:8], 16) % SHARDS


def list_partition(kind: str, value: str, month: str, shard_number: int) -> str:
    """One month of one list, one shard of it."""
    return f"IDX#{kind}#{value}#{month}#{shard_number}"


def list_position(received_at: str, article_id: str) -> str:
    """The place of an article within a list: by the time when it first came in."""
    return f"{received_at}#{article_id}"


def stamp(time: datetime) -> str:
    """A time as fixed-width text, so that the order of the text is the order of time."""
    return time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ").zfill(27)
