"""S3 analyses/ → table and HTML report: what can be read is written first, and the pointer to it last."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from copydesk.analysis import Analysis
from copydesk.errors import NotFound, Rejected
from copydesk.report import html
from copydesk.runtime.batches import each_object
from copydesk.runtime.observability import MetricUnit, logger, metrics, observed
from copydesk.runtime.s3_events import StoredObject
from copydesk.runtime.settings import ReportSettings
from copydesk.store.analyses import Analyses, Reports
from copydesk.store.erasure import Tombstones
from copydesk.store.keys import AnalysisKey
from copydesk.store.publication import Publication


@cache
def settings() -> ReportSettings:
    """What the environment says."""
    return ReportSettings.from_environment()


def report(stored: StoredObject) -> None:
    """Make one analysis readable, and current unless a newer version is."""
    key = AnalysisKey.parse(stored.key)
    logger.append_keys(article_id=key.version_key.article_id, version=key.version_key.version)
    with Tombstones(settings().results_bucket, settings().table).respected(key.version_key.article_id):
        publish(key)


def publish(key: AnalysisKey) -> None:
    """Write the report and the analysis for reading, then let the register point at them."""
    analyses = Analyses(settings().results_bucket, settings().table)
    try:
        body = analyses.stored(key)
    except NotFound:
        raise Rejected("the analysis is gone", code="analysis_gone") from None
    publication = Publication(settings().table)
    if publication.is_outdated(key):
        logger.info("another analysis of this version has begun")
        return
    analysis = Analysis.model_validate_json(body)
    Reports(settings().results_bucket).store(key.version_key, html.render(analysis))
    analyses.keep_for_reading(key, body)
    now = datetime.now(UTC)
    published = publication.publish(key, analysis, now=now)
    logger.info("reported", extra={"current": published.current})
    metrics.add_metric("Reported", MetricUnit.Count, 1)
    if published.first:
        metrics.add_metric("SecondsToReport", MetricUnit.Seconds, (now - published.received_at).total_seconds())


@observed
def handler(event: dict[str, Any], context: LambdaContext) -> Any:
    """Take a batch of S3's notifications from the queue."""
    return each_object(event, context, settings(), report, lambda key: AnalysisKey.parse(key).version_key)
