"""API keys: only their hashes are stored, with what each key may do."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from copydesk.errors import InvalidRequest
from copydesk.store import aws
from copydesk.store.ledger import Ledger

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.service_resource import Table

SCOPES = ("read", "write", "admin")
_ITEM = "KEY"


@dataclass(frozen=True)
class Access:
    """What the holder of a key may do; without outlets named, all outlets."""

    key_id: str
    scopes: frozenset[str]
    outlets: frozenset[str] = frozenset()


class Keys:
    """The keys that were given out; with a ledger they outlive the table."""

    def __init__(self, table_name: str, ledger: Ledger | None = None) -> None:
        self._table_name = table_name
        self._ledger = ledger

    @property
    def _table(self) -> Table:
        return aws.table(self._table_name)

    def find(self, key: str) -> Access | None:
        """What a key may do, or None where it is not known."""
        with aws.own_errors():
            item: dict[str, Any] | None = self._table.get_item(Key=_item_key(key)).get("Item")
        if item is None:
            return None
        return Access(item["key_id"], frozenset(item["scopes"]), frozenset(item.get("outlets", ())))

    def add(self, scopes: frozenset[str], outlets: frozenset[str] = frozenset()) -> str:
        """Make a key and return it: the only time that it can be read. Raises `InvalidRequest` for a scope that is none."""
        unknown = scopes - set(SCOPES)
        if unknown or not scopes:
            raise InvalidRequest(f"scopes are {', '.join(SCOPES)}", code="invalid_scope")
        key = "cd_" + secrets.token_urlsafe(32)
        item = {**_item_key(key), "key_id": _hash(key)[:12], "scopes": sorted(scopes), "outlets": sorted(outlets)}
        if self._ledger:
            self._ledger.note_key(item)
        with aws.own_errors():
            self._table.put_item(Item=item)
        return key


def _hash(key: str) -> str:
    # The keys are 256 random bits, so a plain hash cannot be searched; a slow one would only slow the authorizer down.
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()


def _item_key(key: str) -> dict[str, str]:
    return {"pk": f"KEY#{_hash(key)}", "sk": _ITEM}
