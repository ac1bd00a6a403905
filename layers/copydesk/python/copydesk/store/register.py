"""The register: which versions of which articles there are, how far each has come, and which one is current.

Two pointers are kept apart on the article's META item. `latest` is the newest version that was received; `current` is the newest
one that can be read. Both move by the versions' order alone, on a condition that DynamoDB checks, so that events may come twice,
late or in the wrong order. Versions are entered by updates that commute: upload and extraction may each be the first to come.
Each change of a version counts its `step` up, and META shows a status only together with a higher step: two functions that
finish at the same moment cannot leave the older status standing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, cast

from boto3.dynamodb.conditions import Attr, ConditionBase, Key

from copydesk.article import Article, Order, Status, VersionKey
from copydesk.errors import Conflict, Gone, NotFound, Transient
from copydesk.store import aws, keys
from copydesk.store.keys import AnalysisKey
from copydesk.store.ledger import Reason, Tombstone

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.service_resource import Table

Item = dict[str, Any]

_ON_THE_WAY = [Status.RECEIVED, Status.EXTRACTING, Status.EXTRACTED]


@dataclass(frozen=True)
class VersionEntry:
    """One version as the register knows it."""

    key: VersionKey
    status: Status
    order: Order
    received_at: str
    updated_at: str
    step: int
    analysis_id: str | None
    reason: Reason | None

    @classmethod
    def of(cls, item: Mapping[str, Any]) -> VersionEntry:
        """Read the item of a version; while it is on its way, its reason is what went wrong at the last attempt."""
        reason = item.get("reason") or item.get("last_error")
        return cls(
            key=VersionKey(item["pk"].removeprefix("ART#"), item["version"]),
            status=Status(item["status"]),
            order=cast(Order, _read_order(item, "order")),
            received_at=item["received_at"],
            updated_at=item["updated_at"],
            step=int(item["step"]),
            analysis_id=item.get("analysis_id"),
            reason=Reason(reason["code"], reason["message"]) if reason else None,
        )


@dataclass(frozen=True)
class ArticleEntry:
    """One article as the register knows it: its META item."""

    id: str
    title: str | None
    outlet: str | None
    state: str
    status: Status
    received_at: str
    updated_at: str
    latest: str
    latest_order: Order
    current: str | None
    current_analysis: AnalysisKey | None

    @classmethod
    def of(cls, item: Mapping[str, Any]) -> ArticleEntry:
        """Read the META item."""
        analysis = item.get("current_analysis")
        return cls(
            id=item["pk"].removeprefix("ART#"),
            title=item.get("title"),
            outlet=item.get("outlet"),
            state=item["state"],
            status=Status(item["status"]),
            received_at=item["received_at"],
            updated_at=item["updated_at"],
            latest=item["latest"],
            latest_order=cast(Order, _read_order(item, "latest")),
            current=item.get("current"),
            current_analysis=AnalysisKey.parse(analysis) if analysis else None,
        )


class Register:
    """The items META and V#version of every article."""

    def __init__(self, table_name: str) -> None:
        self._table_name = table_name

    @property
    def _table(self) -> Table:
        return aws.table(self._table_name)

    # --- reading ---------------------------------------------------------------------------------------------------------

    def article(self, article_id: str) -> ArticleEntry:
        """Read an article, consistently. Raises `NotFound` for an id that never came, `Gone` for one that was erased."""
        item = self._get(article_id, keys.META)
        if item is None:
            raise NotFound("there is no article with this id")
        if "erased_at" in item:
            raise Gone("the article was erased", code="erased")
        return ArticleEntry.of(item)

    def version(self, key: VersionKey) -> VersionEntry:
        """Read one version, consistently. Raises `NotFound` where the article has no such version."""
        item = self._get(key.article_id, keys.version_item(key.version))
        if item is None:
            raise NotFound("the article has no such version")
        return VersionEntry.of(item)

    def versions(self, article_id: str) -> list[VersionEntry]:
        """All versions of an article, newest first."""
        condition = Key("pk").eq(keys.partition(article_id)) & Key("sk").begins_with(keys.version_item(""))
        found: list[VersionEntry] = []
        page: dict[str, Any] = {"KeyConditionExpression": condition, "ConsistentRead": True}
        while True:
            with aws.own_errors():
                answer = self._table.query(**page)
            found += [VersionEntry.of(item) for item in answer["Items"]]
            if "LastEvaluatedKey" not in answer:
                break
            page["ExclusiveStartKey"] = answer["LastEvaluatedKey"]
        # Newest first by the same comparison that moves the pointers; it is not a key that text could be sorted by.
        ordered: list[VersionEntry] = []
        for entry in sorted(found, key=lambda one: one.received_at):
            place = next((i for i, other in enumerate(ordered) if entry.order.newer_than(other.order)), len(ordered))
            ordered.insert(place, entry)
        return ordered

    # --- a version comes in ----------------------------------------------------------------------------------------------

    def enter(self, article: Article, *, now: datetime, first_received: str | None = None) -> tuple[ArticleEntry, VersionEntry]:
        """Enter a version, or move it to its newer order; and make it the latest, unless a newer one is known.

        `first_received` is when the article came in first, for a caller who has just read it.
        """
        entered = self._enter_version(article, now)
        meta = self._move_latest(article, entered, now, first_received or self._first_received(article))
        version = self.version(article.key)
        if version.step != entered.step:  # The chain was quicker than the second of our two writes.
            self._show(version)
        return meta, version

    def restart(self, key: VersionKey, *, now: datetime) -> None:
        """Send a version that came to its end back to the start; one that is on its way is left alone."""
        with suppress(Conflict):
            self._change(
                key,
                "SET #status = :received, updated_at = :now, open_pk = :open, open_sk = :now REMOVE reason, lease_until",
                Attr("status").is_in([status for status in Status if status.is_final]),
                {":received": Status.RECEIVED, ":now": keys.stamp(now), ":open": _open_partition(key)},
            )

    def _enter_version(self, article: Article, now: datetime) -> VersionEntry:
        order, values, gone = _write_order(article.order, "order")
        entering = (
            "SET version = :version, #status = if_not_exists(#status, :received), updated_at = :now, "
            "received_at = if_not_exists(received_at, :received_at), "
            f"open_pk = if_not_exists(open_pk, :open), open_sk = :now, {order}{gone}"
        )
        values |= {
            ":version": article.version,
            ":received": Status.RECEIVED,
            ":received_at": keys.stamp(article.received_at),
            ":now": keys.stamp(now),
            ":open": _open_partition(article.key),
        }
        try:
            return self._change(article.key, entering, _older_than(article.order, "order"), values, shown=False)
        except Conflict:
            return self.version(article.key)

    def _first_received(self, article: Article) -> str:
        known = self._get(article.id, keys.META)
        return str(known["received_at"]) if known and "received_at" in known else keys.stamp(article.received_at)

    def _move_latest(self, article: Article, version: VersionEntry, now: datetime, first_received: str) -> ArticleEntry:
        order, values, gone = _write_order(article.order, "latest")
        shown, shown_values = _shown_status(version, first_received)
        values |= shown_values | {
            ":version": article.version,
            ":title": article.title,
            ":outlet": article.outlet,
            ":state": article.state,
            ":now": keys.stamp(now),
            ":received_at": first_received,
        }
        try:
            with aws.own_errors():
                answer = self._table.update_item(
                    Key=_item_key(article.id, keys.META),
                    UpdateExpression=(
                        "SET latest = :version, title = :title, outlet = :outlet, #state = :state, updated_at = :now, "
                        f"received_at = if_not_exists(received_at, :received_at), {order}, {shown}{gone}"
                    ),
                    ConditionExpression=Attr("erased_at").not_exists() & _older_than(article.order, "latest"),
                    ExpressionAttributeNames={"#state": "state", "#status": "status"},
                    ExpressionAttributeValues=values,
                    ReturnValues="ALL_NEW",
                )
        except Conflict:
            return self.article(article.id)
        return ArticleEntry.of(answer["Attributes"])

    # --- a version goes --------------------------------------------------------------------------------------------------

    def bury(self, article_id: str, tombstone: Tombstone) -> None:
        """Let the article be gone: it cannot be read, entered or made current. What is known of it stays until it is at rest."""
        with aws.own_errors():
            self._table.update_item(
                Key=_item_key(article_id, keys.META),
                UpdateExpression="SET erased_at = :at, cause = :cause REMOVE title, status_pk, status_sk",
                ExpressionAttributeValues={":at": tombstone.erased_at, ":cause": tombstone.cause},
            )

    def buried(self, article_id: str) -> ArticleEntry | None:
        """What is still known of an article that was erased; None once it is at rest, or where it was never entered."""
        item = self._get(article_id, keys.META)
        return ArticleEntry.of(item) if item and "latest" in item else None

    def rest_in_peace(self, article_id: str, tombstone: Tombstone) -> None:
        """Note that nothing is left of an erased article but its tombstone."""
        item = {**_item_key(article_id, keys.META), "erased_at": tombstone.erased_at, "cause": tombstone.cause, "at_rest": True}
        with aws.own_errors():
            self._table.put_item(Item=item)

    def is_at_rest(self, article_id: str) -> bool:
        """Whether the erasing of an article has come to its end."""
        item = self._get(article_id, keys.META)
        return bool(item and item.get("at_rest"))

    def forget(self, article_id: str) -> None:
        """Remove the item of an article that is at rest, so that the id can be used again."""
        with suppress(Conflict), aws.own_errors():
            self._table.delete_item(Key=_item_key(article_id, keys.META), ConditionExpression=Attr("at_rest").eq(True))

    # --- the chain works on it -------------------------------------------------------------------------------------------

    def begin(self, key: VersionKey, analysis_id: str, *, now: datetime, lease: timedelta) -> bool:
        """Claim a version for analysis; say False where this very analysis exists already.

        Raises `Transient` while another invocation holds the claim: the event comes again when that one has ended.
        """
        done = Attr("analysis_id").eq(analysis_id) & Attr("status").is_in([Status.EXTRACTED, Status.REPORTED])
        free = Attr("lease_until").not_exists() | Attr("lease_until").lt(keys.stamp(now))
        try:
            self._change(
                key,
                "SET #status = :extracting, analysis_id = :analysis, lease_until = :until, "
                "updated_at = :now, open_pk = :open, open_sk = :now",
                Attr("version").exists() & free & ~done,
                {
                    ":extracting": Status.EXTRACTING,
                    ":analysis": analysis_id,
                    ":until": keys.stamp(now + lease),
                    ":now": keys.stamp(now),
                    ":open": _open_partition(key),
                },
            )
        except Conflict:
            entry = self.version(key)
            if entry.analysis_id == analysis_id and entry.status in (Status.EXTRACTED, Status.REPORTED):
                return False
            raise Transient("another invocation is analysing this version") from None
        return True

    def awaits_report(self, key: VersionKey) -> bool:
        """Whether an analysed version has yet to be reported, or to become current since the article went back to it."""
        article = self.article(key.article_id)
        return self.version(key).status is Status.EXTRACTED or (article.latest == key.version and article.current != key.version)

    def extracted(self, key: VersionKey, *, now: datetime) -> None:
        """Note that the analysis is stored. The report may have been quicker: then there is nothing to note."""
        with suppress(Conflict):
            self._set_status(key, Status.EXTRACTED, now, only_from=[Status.EXTRACTING])

    def stumbled(self, key: VersionKey, reason: Reason, *, now: datetime) -> None:
        """Note what went wrong at an attempt that will be repeated, and give the claim up."""
        with suppress(Conflict):
            self._change(
                key,
                "SET last_error = :error, updated_at = :now, open_sk = :now REMOVE lease_until",
                Attr("status").is_in(_ON_THE_WAY),
                {":error": {"code": reason.code, "message": reason.message}, ":now": keys.stamp(now)},
                shown=False,
            )

    def failed(self, key: VersionKey, reason: Reason, *, now: datetime) -> bool:
        """Note that the version cannot be analysed, and why; say False where it is reported or was never entered.

        What was read of the article before can still be read.
        """
        try:
            self._set_status(key, Status.FAILED, now, only_from=[*_ON_THE_WAY, Status.FAILED], reason=reason)
        except Conflict:
            return False
        return True

    def swept(self, key: VersionKey, *, now: datetime) -> int:
        """Count that the version was found stuck and set in motion again; return how often that was."""
        values: dict[str, Any] = {":now": keys.stamp(now), ":one": 1}
        with aws.own_errors():
            answer = self._table.update_item(
                Key=_item_key(key.article_id, keys.version_item(key.version)),
                UpdateExpression="SET open_sk = :now REMOVE lease_until ADD sweeps :one",
                ConditionExpression=Attr("status").is_in(_ON_THE_WAY),
                ExpressionAttributeValues=values,
                ReturnValues="UPDATED_NEW",
            )
        return int(cast(int, answer["Attributes"]["sweeps"]))

    def open_since(self, before: datetime) -> Iterator[VersionEntry]:
        """The versions that have not come to an end and on which nothing has been done since that time."""
        for shard in range(keys.SHARDS):
            page: dict[str, Any] = {
                "IndexName": "open",
                "KeyConditionExpression": Key("open_pk").eq(keys.open_partition(shard)) & Key("open_sk").lt(keys.stamp(before)),
            }
            while True:
                with aws.own_errors():
                    answer = self._table.query(**page)
                for item in answer["Items"]:
                    # The index lags behind and holds keys only.
                    current = self._get(str(item["pk"]).removeprefix("ART#"), str(item["sk"]))
                    if current and Status(current["status"]) in _ON_THE_WAY and current["open_sk"] < keys.stamp(before):
                        yield VersionEntry.of(current)
                if "LastEvaluatedKey" not in answer:
                    break
                page["ExclusiveStartKey"] = answer["LastEvaluatedKey"]

    def reported(self, key: VersionKey, analysis_id: str, *, now: datetime) -> VersionEntry:
        """Note that analysis and report can be read; the entry that is returned has the order to publish it by."""
        return self._set_status(key, Status.REPORTED, now, analysis_id=analysis_id)

    def make_current(self, entry: VersionEntry, analysis: AnalysisKey) -> tuple[bool, str | None]:
        """Point `current` at a reported version, unless a newer one is; say whether it is now, and which one was before.

        Raises `NotFound` where the article has not been entered.
        """
        order, values, gone = _write_order(entry.order, "current")
        try:
            with aws.own_errors():
                answer = self._table.update_item(
                    Key=_item_key(entry.key.article_id, keys.META),
                    UpdateExpression=f"SET #current = :version, current_analysis = :analysis, {order}{gone}",
                    ConditionExpression=Attr("latest").exists()
                    & Attr("erased_at").not_exists()
                    & (_older_than(entry.order, "current") | Attr("current").eq(entry.key.version)),
                    ExpressionAttributeNames={"#current": "current"},
                    ExpressionAttributeValues={":version": entry.key.version, ":analysis": str(analysis), **values},
                    ReturnValues="UPDATED_OLD",
                )
        except Conflict:
            self.article(entry.key.article_id)
            return False, None
        before = answer.get("Attributes", {}).get("current")
        return True, str(before) if before and before != entry.key.version else None

    def _set_status(
        self,
        key: VersionKey,
        status: Status,
        now: datetime,
        *,
        only_from: list[Status] | None = None,
        reason: Reason | None = None,
        analysis_id: str | None = None,
    ) -> VersionEntry:
        values: dict[str, Any] = {":status": status, ":now": keys.stamp(now)}
        change = "SET #status = :status, updated_at = :now"
        removed = ["lease_until"]
        if reason:
            change += ", reason = :reason"
            values[":reason"] = {"code": reason.code, "message": reason.message}
        else:
            removed += ["reason", "last_error"]
        if analysis_id:
            change += ", analysis_id = :analysis"
            values[":analysis"] = analysis_id
        if status.is_final:
            removed += ["open_pk", "open_sk", "sweeps"]
        condition = Attr("status").is_in(only_from) if only_from else Attr("version").exists()
        return self._change(key, f"{change} REMOVE {', '.join(removed)}", condition, values)

    def _change(
        self, key: VersionKey, expression: str, condition: ConditionBase, values: Mapping[str, Any], *, shown: bool = True
    ) -> VersionEntry:
        """Change a version and count its step; let the article show the outcome. Raises `Conflict` where the condition fails."""
        # DynamoDB refuses a name that is not used.
        named: dict[str, Any] = {"ExpressionAttributeNames": {"#status": "status"}} if "#status" in expression else {}
        with aws.own_errors():
            answer = self._table.update_item(
                Key=_item_key(key.article_id, keys.version_item(key.version)),
                UpdateExpression=f"{expression} ADD step :one",
                ConditionExpression=condition,
                **named,
                ExpressionAttributeValues={**values, ":one": 1},
                ReturnValues="ALL_NEW",
            )
        entry = VersionEntry.of(answer["Attributes"])
        if shown:
            self._show(entry)
        return entry

    def _show(self, entry: VersionEntry) -> None:
        """Let the article show the status of its latest version."""
        meta = self._get(entry.key.article_id, keys.META)
        if meta is None or "erased_at" in meta or meta["latest"] != entry.key.version:
            return
        shown, values = _shown_status(entry, meta["received_at"])
        with suppress(Conflict), aws.own_errors():  # A newer version or a later step came in between: that one is shown.
            self._table.update_item(
                Key=_item_key(entry.key.article_id, keys.META),
                UpdateExpression=f"SET {shown}, updated_at = :now",
                ConditionExpression=Attr("latest").eq(entry.key.version)
                & Attr("status_step").lt(entry.step)
                & Attr("erased_at").not_exists(),
                ExpressionAttributeNames={"#status": "status"},
                ExpressionAttributeValues={**values, ":now": entry.updated_at},
            )

    def _get(self, article_id: str, sk: str) -> Item | None:
        with aws.own_errors():
            return self._table.get_item(Key=_item_key(article_id, sk), ConsistentRead=True).get("Item")


def _item_key(article_id: str, sk: str) -> dict[str, Any]:
    return {"pk": keys.partition(article_id), "sk": sk}


def _open_partition(key: VersionKey) -> str:
    return keys.open_partition(keys.shard(key.article_id))


def _shown_status(entry: VersionEntry, received_at: str) -> tuple[str, dict[str, Any]]:
    """The SET clauses and values by which META shows the status of a version and stands in the list of that status."""
    article_id = entry.key.article_id
    values = {
        ":status": entry.status,
        ":step": entry.step,
        ":status_pk": keys.list_partition("status", entry.status, received_at[:7], keys.shard(article_id)),
        ":status_sk": keys.list_position(received_at, article_id),
    }
    return "#status = :status, status_step = :step, status_pk = :status_pk, status_sk = :status_sk", values


# --- order in DynamoDB: `Order.newer_than`, said in conditions -------------------------------------------------------------


def _order_text(order: Order) -> str:
    return f"{keys.stamp(order.time)} {keys.stamp(order.received_at)}"


def _write_order(order: Order, prefix: str) -> tuple[str, dict[str, Any], str]:
    """The SET clauses, values and REMOVE clause that store an order under a prefix."""
    values: dict[str, Any] = {":order_time": _order_text(order)}
    if order.revision is None:
        return f"{prefix}_time = :order_time", values, f" REMOVE {prefix}_revision"
    values[":order_revision"] = order.revision
    return f"{prefix}_time = :order_time, {prefix}_revision = :order_revision", values, ""


def _read_order(item: Mapping[str, Any], prefix: str) -> Order | None:
    if f"{prefix}_time" not in item:
        return None
    time, received_at = item[f"{prefix}_time"].split(" ")
    revision = item.get(f"{prefix}_revision")
    return Order(revision=None if revision is None else int(revision), time=time, received_at=received_at)


def _older_than(order: Order, prefix: str) -> ConditionBase:
    """The condition that what is stored under the prefix is absent, or older than this order."""
    time, revision = Attr(f"{prefix}_time"), Attr(f"{prefix}_revision")
    earlier = time.lt(_order_text(order))
    if order.revision is None:
        return time.not_exists() | earlier
    same_or_none = revision.not_exists() | revision.eq(order.revision)
    return time.not_exists() | revision.lt(order.revision) | (same_or_none & earlier)
