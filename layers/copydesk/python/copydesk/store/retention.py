"""Retention: how long articles are kept, by state and outlet, and which of them fall due on a day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Annotated, Any

from boto3.dynamodb.conditions import Key
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from copydesk.article import State
from copydesk.errors import CopydeskError
from copydesk.store import aws, keys
from copydesk.store.register import ArticleEntry

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.service_resource import Table

Days = Annotated[int, Field(ge=1)]


class RetentionRules(BaseModel):
    """Days to keep an article after its newest version came in; a state that is not named is kept."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    states: dict[State, Days] = {}
    outlets: dict[str, dict[State, Days]] = Field(default={}, description="Rules of single outlets, before the general ones.")

    @classmethod
    def read(cls, text: str) -> RetentionRules:
        """Read the rules from JSON. Raises `CopydeskError` where they are none: the deployment is at fault."""
        try:
            return cls.model_validate_json(text)
        except ValidationError as error:
            raise CopydeskError(f"RETENTION cannot be read: {error.errors()[0]['msg']}", code="invalid_setting") from None

    def due_on(self, entry: ArticleEntry) -> date | None:
        """The day on which an article is to be erased, or None where it is kept."""
        days = self.outlets.get(entry.outlet or "", {}).get(State(entry.state), self.states.get(State(entry.state)))
        return None if days is None else entry.latest_order.received_at.date() + timedelta(days=days)


@dataclass(frozen=True)
class DueRow:
    """An article that may fall due on a day."""

    day: date
    article_id: str

    @property
    def item_key(self) -> dict[str, Any]:
        """The row's key."""
        return {"pk": _day(self.day, keys.shard(self.article_id)), "sk": self.article_id}


@dataclass(frozen=True)
class Retention:
    """The rows that say what falls due when. A row is a hint: whoever acts on it looks the article up."""

    table_name: str
    rules: RetentionRules

    @property
    def _table(self) -> Table:
        return aws.table(self.table_name)

    def rows_of(self, entry: ArticleEntry) -> list[DueRow]:
        """The row that notes when an article falls due. A newer version notes a later day; the earlier row is passed over then."""
        due = self.rules.due_on(entry)
        return [DueRow(due, entry.id)] if due else []

    def noted_for(self, day: date) -> Iterator[str]:
        """The ids of the articles that were noted for a day."""
        for shard in range(keys.SHARDS):
            page: dict[str, Any] = {"KeyConditionExpression": Key("pk").eq(_day(day, shard))}
            while True:
                with aws.own_errors():
                    answer = self._table.query(**page)
                yield from (str(item["sk"]) for item in answer["Items"])
                if "LastEvaluatedKey" not in answer:
                    break
                page["ExclusiveStartKey"] = answer["LastEvaluatedKey"]

    def settle(self, day: date, article_id: str) -> None:
        """Remove a row that has been acted on."""
        with aws.own_errors():
            self._table.delete_item(Key=DueRow(day, article_id).item_key)


def _day(day: date, shard: int) -> str:
    return f"DUE#{day.isoformat()}#{shard}"
