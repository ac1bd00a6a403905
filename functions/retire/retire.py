"""Once a day: articles whose time is over go the way of every erasure."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from copydesk.errors import Gone, NotFound
from copydesk.runtime.observability import MetricUnit, logger, metrics, observed
from copydesk.runtime.settings import RetireSettings
from copydesk.store.erasure import Tombstones
from copydesk.store.register import Register
from copydesk.store.retention import Retention, RetentionRules

DAYS_BACK = 14
"""How many days a run looks back, so that runs that were missed are made up for."""


@cache
def settings() -> RetireSettings:
    """What the environment says."""
    return RetireSettings.from_environment()


def retire(today: date) -> None:
    """Erase what has fallen due up to this day, unless a newer version has put it off."""
    retention = Retention(settings().table, RetentionRules.read(settings().retention))
    tombstones = Tombstones(settings().results_bucket, settings().table)
    for day in (today - timedelta(days=back) for back in range(DAYS_BACK + 1)):
        for article_id in retention.noted_for(day):
            if is_due(article_id, retention.rules, today):
                tombstones.set(article_id, "retention", now=datetime.now(UTC))
                logger.info("retention is over", extra={"article_id": article_id})
                metrics.add_metric("Retired", MetricUnit.Count, 1)
            retention.settle(day, article_id)


def is_due(article_id: str, rules: RetentionRules, today: date) -> bool:
    """Whether an article's time is over as it stands now, by the rules of today."""
    try:
        due = rules.due_on(Register(settings().table).article(article_id))
    except (NotFound, Gone):
        return False
    return due is not None and due <= today


@observed
def handler(_event: dict[str, Any], _context: LambdaContext) -> None:
    """Answer the scheduler."""
    retire(datetime.now(UTC).date())
