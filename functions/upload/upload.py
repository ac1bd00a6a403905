"""POST /v1/articles: an article comes in, is stored and acknowledged; everything slow happens later.

The order of the writes is what makes the promise: what was answered 202 is in S3.
"""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from typing import Any

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.utilities.typing import LambdaContext

from copydesk.article import Article
from copydesk.errors import Forbidden, Gone
from copydesk.intake import requests
from copydesk.runtime import http, resources
from copydesk.runtime.observability import MetricUnit, logger, metrics, observed
from copydesk.runtime.settings import UploadSettings
from copydesk.store.erasure import Tombstones
from copydesk.store.policies import Policies
from copydesk.store.reception import Reception
from copydesk.store.register import Register
from copydesk.store.retention import Retention, RetentionRules

app = http.resolver()


@cache
def reception() -> Reception:
    """The one place where articles are taken in."""
    settings = UploadSettings.from_environment()
    retention = Retention(settings.table, RetentionRules.read(settings.retention))
    return Reception(settings.intake_bucket, settings.results_bucket, settings.table, retention)


@cache
def tombstones() -> Tombstones:
    """The one way by which articles go."""
    settings = UploadSettings.from_environment()
    return Tombstones(settings.results_bucket, settings.table)


@app.post(
    "/v1/articles",
    summary="Post an article, or a new version of one",
    responses=resources.POSTED,
    tags=["articles"],
)
def post_article() -> Response[str]:
    """Take an article in as JSON or as plain text (with its fields in the query)."""
    access = http.require(app, "write")
    query = dict(app.current_event.query_string_parameters or {})
    restore = query.pop("restore", "false") == "true"
    submission = requests.submission(http.raw_body(app), http.header(app, "Content-Type"), query)
    if access.outlets and submission.outlet not in access.outlets:
        raise Forbidden("this key is limited to other outlets", code="outlet_not_allowed")
    if submission.policy:
        Policies(UploadSettings.from_environment().results_bucket).require(submission.policy)
    now = datetime.now(UTC)
    article = Article.of(submission, received_at=now)
    logger.append_keys(article_id=article.id, version=article.version)
    if restore:
        tombstones().take_away(article.id)
    with tombstones().respected(article.id) as known:
        receipt = reception().take(article, known, now=now)
    logger.info("article known" if receipt.known else "article received", extra={"characters": len(article.text)})
    metrics.add_metric("Known" if receipt.known else "Received", MetricUnit.Count, 1)
    body = resources.receipt(article.key, receipt.status, http.mounted_at(app))
    return http.answer_json(200 if receipt.known else 202, body, headers={"Location": body["links"]["self"]})


@app.delete("/v1/articles/<article_id>", summary="Erase an article", responses=resources.ERASED, tags=["articles"])
def delete_article(article_id: str) -> Response[str]:
    """Erase an article and everything that was made of it, everywhere; a later post of its id needs `restore=true`."""
    access = http.require(app, "write")
    logger.append_keys(article_id=article_id)
    try:
        entry = Register(UploadSettings.from_environment().table).article(article_id)
    except Gone:  # Asked for twice, or the first answer was lost.
        entry = None
    if entry and access.outlets and entry.outlet not in access.outlets:
        raise Forbidden("this key is limited to other outlets", code="outlet_not_allowed")
    tombstone = tombstones().set(article_id, f"key {access.key_id}", now=datetime.now(UTC))
    logger.info("article erased")
    metrics.add_metric("Erased", MetricUnit.Count, 1)
    return http.answer_json(202, resources.erased(article_id, tombstone))


@observed
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Answer API Gateway."""
    return app.resolve(event, context)
