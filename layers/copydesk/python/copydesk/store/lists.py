"""Lists of articles, newest first: all of them, or by outlet, source, entity, finding or status.

Every list is cut into months and each month into shards, so that no partition grows without end or takes all the writes. Rows only
point at an article. Whoever reads them looks the article up and drops a row that no longer holds; rows that an older version
left behind are harmless until they are removed.
"""

from __future__ import annotations

import base64
import binascii
import heapq
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Literal, Protocol

from boto3.dynamodb.conditions import Key

from copydesk.article import VersionKey
from copydesk.errors import InvalidRequest, Transient
from copydesk.store import aws, keys
from copydesk.store.register import ArticleEntry

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.service_resource import Table

Kind = Literal["article", "outlet", "source", "entity", "finding", "status"]
ALL = "-"
"""The value of the list of kind `article`, which is not filtered."""

_POSITION = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z#[0-9a-f]{24}")
_READ_AT_ONCE = 100  # BatchGetItem's limit
_WRITE_AT_ONCE = 25  # BatchWriteItem's limit
_ROUNDS = 8


@dataclass(frozen=True)
class Row:
    """One row of a list: an article's place in it, and the version that put it there (none for what holds for all versions)."""

    kind: Kind
    value: str
    received_at: str
    article_id: str
    version: str | None = None

    @property
    def item_key(self) -> dict[str, Any]:
        """The row's key: deterministic, so that writing it twice is writing it once."""
        pk = keys.list_partition(self.kind, self.value, self.received_at[:7], keys.shard(self.article_id))
        position = keys.list_position(self.received_at, self.article_id)
        return {"pk": pk, "sk": f"{position}#{self.version}" if self.version else position}


class Keyed(Protocol):
    """A row that is all key."""

    @property
    def item_key(self) -> dict[str, Any]:
        """The row's key."""


@dataclass(frozen=True)
class Page:
    """Some articles of a list and, if there are more, where the next page begins."""

    articles: list[ArticleEntry]
    next: str | None


class Lists:
    """The rows of all lists."""

    def __init__(self, table_name: str) -> None:
        self._table_name = table_name

    @property
    def _table(self) -> Table:
        return aws.table(self._table_name)

    def add(self, rows: Iterable[Keyed]) -> None:
        """Write rows; those that are there already stay as they are."""
        self._write([{"PutRequest": {"Item": row.item_key}} for row in rows])

    def remove(self, rows: Iterable[Row]) -> None:
        """Remove rows; those that are gone already are none to complain about."""
        self._write([{"DeleteRequest": {"Key": row.item_key}} for row in rows])

    def rows_of(self, entry: ArticleEntry, version: str, names: Iterable[tuple[Kind, str]]) -> list[Row]:
        """The rows that one version of an article puts into lists by name."""
        return [Row(kind, value, entry.received_at, entry.id, version) for kind, value in names]

    def keep(self, key: VersionKey, rows: Sequence[Row]) -> None:
        """Remember which rows a version wrote, so that they can be removed when it is no longer current."""
        item = {
            "pk": keys.partition(key.article_id),
            "sk": f"ROWS#{key.version}",
            "rows": [[row.kind, row.value, row.received_at] for row in rows],
        }
        with aws.own_errors():
            self._table.put_item(Item=item)

    def drop_rows_of(self, key: VersionKey) -> None:
        """Remove the rows that a version wrote."""
        own = {"pk": keys.partition(key.article_id), "sk": f"ROWS#{key.version}"}
        with aws.own_errors():
            item: dict[str, Any] | None = self._table.get_item(Key=own, ConsistentRead=True).get("Item")
        if item is None:
            return
        rows = [Row(kind, value, received_at, key.article_id, key.version) for kind, value, received_at in item["rows"]]
        self._write([{"DeleteRequest": {"Key": row.item_key}} for row in rows] + [{"DeleteRequest": {"Key": own}}])

    def page(self, kind: Kind, value: str, *, since: datetime, until: datetime, size: int, after: str | None = None) -> Page:
        """Read a page of a list: articles first received from `since` up to (not including) `until`.

        Raises `InvalidRequest` for a cursor that is none of ours.
        """
        upper = _read_cursor(after) if after else keys.stamp(until)
        positions = self._positions(kind, value, keys.stamp(since), upper)
        articles: list[ArticleEntry] = []
        last: str | None = None
        while len(articles) < size:
            batch = _take(positions, size - len(articles))
            if not batch:
                return Page(articles, None)
            found = self._articles({sk.split("#")[1] for sk in batch})
            for sk in batch:
                received_at, article_id, *version = sk.split("#")
                entry = found.get(article_id)
                if entry and entry.received_at == received_at and (not version or entry.current == version[0]):
                    articles.append(entry)
            last = batch[-1]
        return Page(articles, _cursor(last) if last else None)

    def _positions(self, kind: Kind, value: str, lower: str, upper: str) -> Iterator[str]:
        """The sort keys of a list, newest first, read month by month only as far as somebody asks."""
        for month in _months_back(upper[:7], lower[:7]):
            shards = [self._shard(kind, keys.list_partition(kind, value, month, n), lower, upper) for n in range(keys.SHARDS)]
            yield from heapq.merge(*shards, reverse=True)

    def _shard(self, kind: Kind, pk: str, lower: str, upper: str) -> Iterator[str]:
        hashed, ranged = ("status_pk", "status_sk") if kind == "status" else ("pk", "sk")
        # The upper end is exclusive, and "between" is not: no position ends where a bare time or a whole position does.
        query: dict[str, Any] = {
            "KeyConditionExpression": Key(hashed).eq(pk) & Key(ranged).between(lower, upper),
            "ScanIndexForward": False,
            "ProjectionExpression": ranged,
            "Limit": _READ_AT_ONCE,
        }
        if kind == "status":
            query["IndexName"] = "by_status"
        while True:
            with aws.own_errors():
                answer = self._table.query(**query)
            for item in answer["Items"]:
                position = str(item[ranged])
                if position != upper:
                    yield position
            if "LastEvaluatedKey" not in answer:
                return
            query["ExclusiveStartKey"] = answer["LastEvaluatedKey"]

    def _articles(self, ids: Iterable[str]) -> dict[str, ArticleEntry]:
        wanted = [{"pk": keys.partition(article_id), "sk": keys.META} for article_id in sorted(ids)]
        found: dict[str, ArticleEntry] = {}
        for start in range(0, len(wanted), _READ_AT_ONCE):
            asked: dict[str, Any] = {self._table_name: {"Keys": wanted[start : start + _READ_AT_ONCE]}}
            for _ in range(_ROUNDS):
                with aws.own_errors():
                    answer = self._table.meta.client.batch_get_item(RequestItems=asked)
                for item in answer["Responses"].get(self._table_name, []):
                    if "erased_at" not in item:
                        entry = ArticleEntry.of(item)
                        found[entry.id] = entry
                asked = answer.get("UnprocessedKeys", {})
                if not asked:
                    break
            else:
                raise Transient("the table is too busy to read the list")
        return found

    def _write(self, requests: Sequence[dict[str, Any]]) -> None:
        for start in range(0, len(requests), _WRITE_AT_ONCE):
            asked: dict[str, Any] = {self._table_name: list(requests[start : start + _WRITE_AT_ONCE])}
            for _ in range(_ROUNDS):
                with aws.own_errors():
                    asked = self._table.meta.client.batch_write_item(RequestItems=asked).get("UnprocessedItems", {})
                if not asked:
                    break
            else:
                raise Transient("the table is too busy to write the lists")


def _take(positions: Iterator[str], count: int) -> list[str]:
    batch: list[str] = []
    for position in positions:
        batch.append(position)
        if len(batch) == count:
            break
    return batch


def _months_back(newest: str, oldest: str) -> Iterator[str]:
    year, month = int(newest[:4]), int(newest[5:7])
    while f"{year:04}-{month:02}" >= oldest:
        yield f"{year:04}-{month:02}"
        year, month = (year, month - 1) if month > 1 else (year - 1, 12)


def _cursor(position: str) -> str:
    return base64.urlsafe_b64encode(position.encode()).decode().rstrip("=")


def _read_cursor(cursor: str) -> str:
    try:
        position = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
        datetime.fromisoformat(position.split("#")[0]).astimezone(UTC)
    except (binascii.Error, ValueError):
        position = ""
    if not _POSITION.match(position):
        raise InvalidRequest("the cursor is not one that this list gave", code="invalid_cursor")
    return position
