"""The ledger: decisions that nothing else in S3 would tell, one small object each, from which the table can be rebuilt.

ledger/{id}/order/{time}.{version}.json    a version came again, with a newer order
ledger/{id}/failed/{version}.json          a version failed, and why
ledger/{id}/erased.json                    the article was erased: its tombstone
ledger/keys/{hash}.json                    an API key was given out
ledger/policies/{name}.yaml                a policy pack of the newsroom (`store.policies`)
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from copydesk.article import Order, VersionKey
from copydesk.errors import NotFound
from copydesk.store import keys
from copydesk.store.objects import Bucket, StoredKey

JSON = "application/json"


@dataclass(frozen=True)
class Reason:
    """Why a version failed: a code for programs and a sentence that says what to do."""

    code: str
    message: str


@dataclass(frozen=True)
class Tombstone:
    """An erased article: when, by what right, and the days on which versions had come in (where its analyses lie)."""

    erased_at: str
    cause: str
    days: tuple[str, ...] = ()


class Ledger:
    """The objects below `ledger/` in the results bucket."""

    def __init__(self, bucket: str) -> None:
        self._bucket = Bucket(bucket)

    def note_order(self, key: VersionKey, order: Order) -> None:
        """Note that a known version came again with this order."""
        at = f"ledger/{key.article_id}/order/{keys.stamp(order.received_at)}.{key.version}.json"
        self._write(at, {"version": key.version, "order": order.model_dump(mode="json")})

    def orders(self, article_id: str) -> list[tuple[VersionKey, Order]]:
        """The orders with which versions came again."""
        notes = [self._read(one.key) for one in self._bucket.list(f"ledger/{article_id}/order/")]
        return [(VersionKey(article_id, note["version"]), Order.model_validate(note["order"])) for note in notes]

    def note_failure(self, key: VersionKey, reason: Reason, *, now: datetime) -> None:
        """Note why a version failed."""
        self._write(self._failure(key), {"code": reason.code, "message": reason.message, "at": keys.stamp(now)})

    def failure(self, key: VersionKey) -> tuple[Reason, datetime] | None:
        """Why and when a version failed last, if it ever did."""
        try:
            note = self._read(self._failure(key))
        except NotFound:
            return None
        return Reason(note["code"], note["message"]), datetime.fromisoformat(note["at"])

    def erase(self, article_id: str, tombstone: Tombstone) -> None:
        """Set the tombstone of an article. It stays as it was set first."""
        note = {"erased_at": tombstone.erased_at, "cause": tombstone.cause, "days": tombstone.days}
        self._bucket.put(keys.tombstone_key(article_id), json.dumps(note).encode(), content_type=JSON, only_if_absent=True)

    def restore(self, article_id: str) -> None:
        """Take the tombstone away; what was erased stays erased."""
        self._bucket.delete([keys.tombstone_key(article_id)])

    def announce_tombstone(self, article_id: str) -> None:
        """Write a tombstone over itself, so that its event comes once more. Raises `NotFound` where there is none."""
        self._bucket.announce_again(keys.tombstone_key(article_id))

    def tombstone(self, article_id: str) -> Tombstone | None:
        """The tombstone of an article, if it has one."""
        try:
            note = self._read(keys.tombstone_key(article_id))
        except NotFound:
            return None
        return Tombstone(note["erased_at"], note["cause"], tuple(note["days"]))

    def note_key(self, item: dict[str, Any]) -> None:
        """Note an API key that was given out, as its item in the table (which holds its hash alone)."""
        self._write(f"ledger/keys/{item['pk'].removeprefix('KEY#')}.json", item)

    def api_keys(self) -> list[dict[str, Any]]:
        """All API keys that were given out, as items."""
        return [self._read(one.key) for one in self._bucket.list("ledger/keys/")]

    def notes(self, article_id: str) -> list[StoredKey]:
        """Everything that is noted of an article."""
        return list(self._bucket.list(f"ledger/{article_id}/"))

    def articles(self) -> list[str]:
        """The ids of all articles of which anything is noted."""
        return [name for name in self._bucket.folders("ledger/") if name not in ("keys", "policies")]

    @staticmethod
    def _failure(key: VersionKey) -> str:
        return f"ledger/{key.article_id}/failed/{key.version}.json"

    def _write(self, key: str, note: dict[str, Any]) -> None:
        self._bucket.put(key, json.dumps(note, sort_keys=True).encode(), content_type=JSON)

    def _read(self, key: str) -> dict[str, Any]:
        note: dict[str, Any] = json.loads(self._bucket.get(key))
        return note
