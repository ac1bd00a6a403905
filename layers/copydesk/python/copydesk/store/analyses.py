"""Analyses: in S3 as the truth, in the table for reading, their names in the lists of sources and entities."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from copydesk.analysis import Analysis, Severity
from copydesk.article import VersionKey
from copydesk.errors import NotFound
from copydesk.store import aws, keys
from copydesk.store.keys import AnalysisKey
from copydesk.store.lists import Kind
from copydesk.store.objects import Bucket, packed, unpacked

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.service_resource import Table

ITEM_BYTES = 300_000
"""Compressed bytes up to which an analysis is an item itself; DynamoDB takes 400 KB, names and numbers included."""

JSON = "application/json"


class Analyses:
    """The analyses of all articles."""

    def __init__(self, bucket: str, table_name: str) -> None:
        self._bucket = Bucket(bucket)
        self._table_name = table_name

    @property
    def _table(self) -> Table:
        return aws.table(self._table_name)

    def store(self, key: AnalysisKey, body: bytes) -> None:
        """Write an analysis to S3, which announces it. Storing it again announces it again, and changes nothing else."""
        self._bucket.put(str(key), packed(body), content_type=JSON)

    def announce_again(self, key: AnalysisKey) -> None:
        """Write a stored analysis over itself, so that its event comes once more. Raises `NotFound` where there is none."""
        self._bucket.announce_again(str(key))

    def stored(self, key: AnalysisKey) -> bytes:
        """Read an analysis from S3. Raises `NotFound` where it is gone."""
        return unpacked(self._bucket.get(str(key)))

    def keep_for_reading(self, key: AnalysisKey, body: bytes) -> None:
        """Put an analysis into the table, or a pointer where it is too large for an item."""
        small = packed(body)
        content: dict[str, Any] = {"body": small} if len(small) <= ITEM_BYTES else {"at": str(key)}
        item = {
            "pk": keys.partition(key.version_key.article_id),
            "sk": keys.analysis_item(key.analysis_id),
            "version": key.version_key.version,
            **content,
        }
        with aws.own_errors():
            self._table.put_item(Item=item)

    def read(self, key: AnalysisKey) -> bytes:
        """Read an analysis as the chain kept it for reading. Raises `NotFound` where it did not."""
        item_key = {"pk": keys.partition(key.version_key.article_id), "sk": keys.analysis_item(key.analysis_id)}
        with aws.own_errors():
            item: dict[str, Any] | None = self._table.get_item(Key=item_key).get("Item")
        if item is None:
            raise NotFound("the analysis does not exist yet")
        if "at" in item:
            return self.stored(AnalysisKey.parse(item["at"]))
        return unpacked(bytes(item["body"]))

    def address(self, key: AnalysisKey, *, seconds: int) -> str:
        """An address from which an analysis can be read that is too large for an answer of the API."""
        return self._bucket.signed_address(str(key), seconds=seconds, content_type=JSON)


class Reports:
    """The HTML reports of all versions."""

    def __init__(self, bucket: str) -> None:
        self._bucket = Bucket(bucket)

    def store(self, key: VersionKey, page: str) -> None:
        """Write the report of a version."""
        self._bucket.put(keys.report_key(key), page.encode("utf-8"), content_type="text/html; charset=utf-8")

    def read(self, key: VersionKey) -> str:
        """Read the report of a version. Raises `NotFound` where there is none yet."""
        return self._bucket.get(keys.report_key(key)).decode("utf-8")

    def address(self, key: VersionKey, *, seconds: int) -> str:
        """An address from which a report can be read that is too large for an answer of the API."""
        return self._bucket.signed_address(keys.report_key(key), seconds=seconds, content_type="text/html; charset=utf-8")


def listed_names(analysis: Analysis) -> list[tuple[Kind, str]]:
    """The lists in which an article is to stand: those of its named sources, its entities, and the rules that wait for an answer.

    Unnamed sources are left out: nobody shall find them across articles.
    """
    names: set[tuple[Kind, str]] = {("entity", folded(entity.name)) for entity in analysis.entities}
    names |= {("source", folded(source.name)) for source in analysis.sources if source.name}
    open_ = [one for one in analysis.findings if one.severity is not Severity.NOTE and not one.suppressed and not one.resolution]
    names |= {("finding", one.rule) for one in open_}
    return sorted(names)


def folded(name: str) -> str:
    """A name as lists know it: case and spacing do not tell two names apart. Cut at 200 characters, as keys have an end."""
    return " ".join(name.casefold().split())[:200]
