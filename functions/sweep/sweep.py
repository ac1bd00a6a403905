"""Every few minutes: what a killed function left behind is set in motion again, and given up when that does not help."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from copydesk.article import Status
from copydesk.errors import Conflict
from copydesk.runtime.observability import MetricUnit, logger, metrics, observed
from copydesk.runtime.settings import SweepSettings
from copydesk.store import keys
from copydesk.store.ledger import Ledger, Reason
from copydesk.store.objects import Bucket
from copydesk.store.queues import Queue
from copydesk.store.register import Register, VersionEntry

GIVEN_UP = Reason("stuck", "It did not come to an end, however often it was begun. Post it again, or ask whoever runs the service.")


@cache
def settings() -> SweepSettings:
    """What the environment says."""
    return SweepSettings.from_environment()


def sweep(now: datetime) -> None:
    """Look through the versions on which nothing has been done for a while."""
    # A version that waits its turn is not stuck: a queue that still has work is left to do it.
    waiting = {
        Status.RECEIVED: not Queue(settings().extract_queue).is_empty(),
        Status.EXTRACTING: False,
        Status.EXTRACTED: not Queue(settings().report_queue).is_empty(),
    }
    for entry in Register(settings().table).open_since(now - timedelta(seconds=int(settings().stuck_after))):
        if not waiting[entry.status]:
            move(entry, now)


def move(entry: VersionEntry, now: datetime) -> None:
    """Announce a stuck version once more, or record that it failed."""
    register = Register(settings().table)
    logger.append_keys(article_id=entry.key.article_id, version=entry.key.version)
    try:
        times = register.swept(entry.key, now=now)
    except Conflict:  # It has come to an end in between.
        return
    if times > int(settings().sweeps):
        if register.failed(entry.key, GIVEN_UP, now=now):
            Ledger(settings().results_bucket).note_failure(entry.key, GIVEN_UP, now=now)
            metrics.add_metric("Stuck", MetricUnit.Count, 1)
            logger.error("given up", extra={"times": times})
        return
    logger.warning("set in motion again", extra={"status": entry.status, "times": times})
    Bucket(settings().intake_bucket).announce_again(keys.article_key(entry.key))


@observed
def handler(_event: dict[str, Any], _context: LambdaContext) -> None:
    """Answer the scheduler."""
    sweep(datetime.now(UTC))
