"""S3 ledger/…/erased.json → everything of the article goes."""

from __future__ import annotations

from functools import cache
from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from copydesk.article import VersionKey
from copydesk.runtime.batches import each_object
from copydesk.runtime.observability import logger, observed
from copydesk.runtime.s3_events import StoredObject
from copydesk.runtime.settings import EraseSettings
from copydesk.store import keys
from copydesk.store.erasure import Erasure
from copydesk.store.queues import Queue


@cache
def settings() -> EraseSettings:
    """What the environment says."""
    return EraseSettings.from_environment()


def erase(stored: StoredObject) -> None:
    """Remove everything of the article whose tombstone was set."""
    article_id = keys.parse_tombstone_key(stored.key)
    logger.append_keys(article_id=article_id)
    dead_letters = [Queue(settings().extract_dead_letters), Queue(settings().report_dead_letters)]
    Erasure(settings().intake_bucket, settings().results_bucket, settings().table).finish(article_id, dead_letters)
    logger.info("nothing is left")


@observed
def handler(event: dict[str, Any], context: LambdaContext) -> Any:
    """Take a batch of S3's notifications from the queue."""
    return each_object(event, context, settings(), erase, lambda key: VersionKey(keys.parse_tombstone_key(key), "erased"))
