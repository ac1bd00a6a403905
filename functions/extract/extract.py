"""S3 articles/ → analysis → S3 analyses/: the one function that loads spaCy."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from copydesk.article import Article
from copydesk.checks.policy import shelf
from copydesk.desk import Desk, open_desk
from copydesk.errors import InvalidRequest, NotFound, Rejected
from copydesk.runtime.batches import each_object, fail
from copydesk.runtime.observability import MetricUnit, logger, metrics, observed
from copydesk.runtime.s3_events import StoredObject
from copydesk.runtime.settings import ExtractSettings
from copydesk.store import keys
from copydesk.store.analyses import Analyses
from copydesk.store.erasure import Tombstones
from copydesk.store.keys import AnalysisKey
from copydesk.store.ledger import Reason
from copydesk.store.objects import Bucket
from copydesk.store.policies import Policies
from copydesk.store.reception import stored_article
from copydesk.store.register import Register


@cache
def settings() -> ExtractSettings:
    """What the environment says."""
    return ExtractSettings.from_environment()


@cache
def desk() -> Desk:
    """The pipeline, loaded once for the life of the process; the newsroom's own policies are looked up for each article."""
    own = Policies(settings().results_bucket)
    return open_desk(settings().model, house=settings().house_policy, shelf=shelf(own.find))


def extract(stored: StoredObject, *, lease: timedelta) -> None:
    """Analyse one stored version, unless that was done; `lease` is how long another invocation must leave it to this one."""
    key = keys.parse_article_key(stored.key)
    logger.append_keys(article_id=key.article_id, version=key.version)
    with Tombstones(settings().results_bucket, settings().table).respected(key.article_id):
        try:
            article = stored_article(Bucket(settings().intake_bucket), stored.key)
        except NotFound:
            raise Rejected("the article is gone", code="article_gone") from None
        try:
            analyse(article, lease)
        except Rejected as error:
            fail(settings(), key, Reason(error.code, error.message))
            raise


def analyse(article: Article, lease: timedelta) -> None:
    """Claim a version, analyse it, and store the analysis, which announces it."""
    register = Register(settings().table)
    analyses = Analyses(settings().results_bucket, settings().table)
    try:
        register.article(article.id)
        register.version(article.key)
    except NotFound:  # The event was quicker than the function that stored the article, or that one died in between.
        register.enter(article, now=datetime.now(UTC))

    try:
        policy = desk().policy_of(article)
    except InvalidRequest as error:  # It names one that is not there, or that cannot be read.
        raise Rejected(error.message, code=error.code) from None
    analysis_id = desk().identity(article, policy)
    analysis_key = AnalysisKey.of(article.key, analysis_id, article.received_at)
    if not register.begin(article.key, analysis_id, now=datetime.now(UTC), lease=lease):
        logger.info("analysis exists")
        if register.awaits_report(article.key):
            analyses.announce_again(analysis_key)
        return
    analysis = desk().read(article, policy)
    analyses.store(analysis_key, analysis.to_json())
    register.extracted(article.key, now=datetime.now(UTC))
    logger.info("analysed", extra={"characters": analysis.document.characters, "share": analysis.document.analysed_share})
    metrics.add_metric("Analysed", MetricUnit.Count, 1)


@observed
def handler(event: dict[str, Any], context: LambdaContext) -> Any:
    """Take a batch of S3's notifications from the queue."""
    lease = timedelta(milliseconds=context.get_remaining_time_in_millis())
    return each_object(event, context, settings(), lambda stored: extract(stored, lease=lease), keys.parse_article_key)
