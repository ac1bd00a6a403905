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
from copydesk.errors import Forbidden
from copydesk.intake import requests
from copydesk.runtime import http, resources
from copydesk.runtime.observability import MetricUnit, logger, metrics, observed
from copydesk.runtime.settings import UploadSettings
from copydesk.store.reception import Reception

app = http.resolver()


@cache
def reception() -> Reception:
    """The one place where articles are taken in."""
    settings = UploadSettings.from_environment()
    return Reception(settings.intake_bucket, settings.results_bucket, settings.table)


@app.post(
    "/v1/articles",
    summary="Post an article, or a new version of one",
    responses=resources.POSTED,
    tags=["articles"],
)
def post_article() -> Response[str]:
    """Take an article in as JSON or as plain text (with its fields in the query)."""
    access = http.require(app, "write")
    query = app.current_event.query_string_parameters or {}
    submission = requests.submission(http.raw_body(app), http.header(app, "Content-Type"), query)
    if access.outlets and submission.outlet not in access.outlets:
        raise Forbidden("this key is limited to other outlets", code="outlet_not_allowed")
    now = datetime.now(UTC)
    article = Article.of(submission, received_at=now)
    logger.append_keys(article_id=article.id, version=article.version)
    receipt = reception().take(article, now=now)
    logger.info("article known" if receipt.known else "article received", extra={"characters": len(article.text)})
    metrics.add_metric("Known" if receipt.known else "Received", MetricUnit.Count, 1)
    body = resources.receipt(article.key, receipt.status, http.mounted_at(app))
    return http.answer_json(200 if receipt.known else 202, body, headers={"Location": body["links"]["self"]})


@observed
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Answer API Gateway."""
    return app.resolve(event, context)
