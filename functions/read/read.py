"""Everything that is read over HTTP: lists, status, analyses, reports, signed links, and the API's own description."""

from __future__ import annotations

import json
import time
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Annotated, Any, Literal

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Query
from aws_lambda_powertools.utilities.typing import LambdaContext

from copydesk import __version__
from copydesk.article import Status, VersionKey
from copydesk.errors import Conflict, Forbidden, InvalidRequest
from copydesk.offsets import in_utf16
from copydesk.runtime import http, links, pages, resources
from copydesk.runtime.observability import observed
from copydesk.runtime.settings import ReadSettings
from copydesk.store.access import Access
from copydesk.store.analyses import Analyses, Reports, folded
from copydesk.store.keys import AnalysisKey
from copydesk.store.lists import ALL, Kind, Lists
from copydesk.store.register import ArticleEntry, Register

app = http.resolver()

ANSWER_BYTES = 4 * 1024 * 1024
"""The largest answer that is sent directly; Lambda takes 6 MB with its envelope."""
ADDRESS_SECONDS = 300
WAIT_SECONDS = 20
LOOK_BACK = timedelta(days=366)

Format = Literal["html", "json"]


@cache
def settings() -> ReadSettings:
    """What the environment says."""
    return ReadSettings.from_environment()


@cache
def register() -> Register:
    """Articles, versions and their status."""
    return Register(settings().table)


@cache
def analyses() -> Analyses:
    """Analyses for reading."""
    return Analyses(settings().results_bucket, settings().table)


@cache
def reports() -> Reports:
    """HTML reports."""
    return Reports(settings().results_bucket)


@app.get("/v1/articles", summary="List articles, newest first", responses=resources.READ, tags=["articles"])
def list_articles(
    outlet: str | None = None,
    status: Status | None = None,
    source: str | None = None,
    entity: str | None = None,
    finding: str | None = None,
    since: Annotated[datetime | None, Query(alias="from")] = None,
    until: Annotated[datetime | None, Query(alias="to")] = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 25,
    cursor: str | None = None,
) -> Response[str]:
    """List the articles first received from `from` up to `to` (the last year, if not said), by at most one filter."""
    access = http.require(app, "read")
    filters: list[tuple[Kind, str | None]] = [("outlet", outlet), ("status", status), ("source", source), ("entity", entity)]
    filters.append(("finding", finding))
    wanted = [(kind, value) for kind, value in filters if value is not None]
    if len(wanted) > 1:
        names = " and ".join(kind for kind, _ in wanted)
        raise InvalidRequest(f"a list takes one filter; this request has {names}", code="too_many_filters")
    kind, value = wanted[0] if wanted else ("article", ALL)
    if kind in ("source", "entity"):
        value = folded(value)
    upper = _aware(until) if until else datetime.now(UTC) + timedelta(minutes=1)
    lower = _aware(since) if since else upper - LOOK_BACK
    if lower > upper:
        raise InvalidRequest("the range ends before it begins", code="invalid_range")
    page = Lists(settings().table).page(kind, value, since=lower, until=upper, size=limit, after=cursor)
    shown = [resources.article(entry, http.mounted_at(app)) for entry in page.articles if _may_see(access, entry)]
    return http.answer_json(200, {"articles": shown, "from": lower.isoformat(), "to": upper.isoformat(), "next": page.next})


@app.get("/v1/articles/<article_id>", summary="The status of an article", responses=resources.READ, tags=["articles"])
def get_article(article_id: str) -> Response[str]:
    """Say how far an article is; `Prefer: wait=N` (up to 20 seconds) answers when its latest version has come to an end."""
    entry = _article(article_id)
    deadline = time.monotonic() + _preferred_wait(http.header(app, "Prefer"))
    while not entry.status.is_final or _about_to_turn(entry):
        if time.monotonic() + 0.2 > deadline:
            break
        time.sleep(0.2)
        entry = register().article(article_id)
    return http.answer_json(200, resources.article_with_versions(entry, register().versions(article_id), http.mounted_at(app)))


@app.get("/v1/articles/<article_id>/analysis", summary="The analysis of an article", responses=resources.READ_LARGE, tags=["articles"])
def get_analysis(
    article_id: str,
    version: str | None = None,
    offsets: Literal["codepoints", "utf16"] = "codepoints",
    text: bool = True,
) -> Response[str]:
    """The analysis of the current version, or of another one; `offsets=utf16` counts as JavaScript does."""
    key = _analysis_key(article_id, version)
    body = analyses().read(key)
    if offsets == "utf16" or not text:
        analysis = json.loads(body)
        if offsets == "utf16":
            analysis = in_utf16(analysis)
        if not text:
            del analysis["text"]
        body = json.dumps(analysis, ensure_ascii=False, separators=(",", ":")).encode()
    if len(body) <= ANSWER_BYTES:
        return http.answer(200, body.decode())
    if offsets == "utf16" or not text:
        raise InvalidRequest("this analysis is too large to be converted here; read it whole", code="too_large_to_convert")
    return _elsewhere(analyses().address(key, seconds=ADDRESS_SECONDS))


@app.get("/v1/articles/<article_id>/report", summary="The report of an article", responses=resources.READ_LARGE, tags=["articles"])
def get_report(
    article_id: str,
    version: str | None = None,
    wanted: Annotated[Format | None, Query(alias="format")] = None,
) -> Response[str]:
    """The report of the current version, or of another one, as HTML or JSON: by `format`, else by `Accept`."""
    if (wanted or _accepted(http.header(app, "Accept"))) == "json":
        return get_analysis(article_id, version)
    return _page(_analysis_key(article_id, version).version_key)


@app.post("/v1/articles/<article_id>/links", summary="Make a signed link to a report", responses=resources.LINKED, tags=["articles"])
def post_link(article_id: str, days: Annotated[int, Query(ge=1, le=30)] = 7) -> Response[str]:
    """Make a link by which anybody can read the article's current report until it expires."""
    entry = _article(article_id, scope="write")
    expires_at = datetime.now(UTC) + timedelta(days=days)
    token = links.sign(entry.id, expires_at, links.secret(settings().link_secret))
    url = f"{http.origin(app)}{http.mounted_at(app)}/r/{token}"
    return http.answer_json(201, {"url": url, "expires_at": expires_at.isoformat()}, headers={"Location": url})


@app.get("/r/<token>", summary="A report by a signed link", responses=resources.SHARED, tags=["sharing"])
def get_shared_report(token: str) -> Response[str]:
    """The current report of the article that the link is for; no key is needed."""
    article_id = links.verify(token, links.secret(settings().link_secret), now=datetime.now(UTC))
    return _page(_current(register().article(article_id)).version_key)


@app.get("/health", summary="Whether the API answers", tags=["service"])
def get_health() -> Response[str]:
    """Say that the API answers, and in which version."""
    return http.answer_json(200, {"status": "ok", "version": __version__})


@app.get("/openapi.json", summary="This description", tags=["service"])
def get_openapi() -> Response[str]:
    """The API's description, generated from its code."""
    return http.answer(200, pages.openapi(http.mounted_at(app)))


@app.get("/docs", summary="This description, to read", tags=["service"])
def get_docs() -> Response[str]:
    """The API's description as a page."""
    return _html(pages.docs(http.mounted_at(app)), policy=pages.POLICY)


def _article(article_id: str, *, scope: str = "read") -> ArticleEntry:
    access = http.require(app, scope)
    entry = register().article(article_id)
    if not _may_see(access, entry):
        raise Forbidden("this key is limited to other outlets", code="outlet_not_allowed")
    return entry


def _may_see(access: Access, entry: ArticleEntry) -> bool:
    return not access.outlets or entry.outlet in access.outlets


def _analysis_key(article_id: str, version: str | None) -> AnalysisKey:
    entry = _article(article_id)
    if version is None or version == entry.current:
        return _current(entry)
    found = register().version(VersionKey(article_id, version))
    if found.status is not Status.REPORTED or found.analysis_id is None:
        raise Conflict(f"this version is {found.status}; there is no analysis of it to read", code="not_reported")
    received_at = datetime.fromisoformat(found.received_at)
    return AnalysisKey.of(found.key, found.analysis_id, received_at)


def _current(entry: ArticleEntry) -> AnalysisKey:
    if entry.current_analysis is None:
        raise Conflict(f"the article is {entry.status}; there is no report of it yet", code="not_reported")
    return entry.current_analysis


def _about_to_turn(entry: ArticleEntry) -> bool:
    """Whether the latest version is reported but the pointer has not reached it."""
    return entry.status is Status.REPORTED and entry.current != entry.latest


def _page(key: VersionKey) -> Response[str]:
    page = reports().read(key)
    if len(page.encode()) > ANSWER_BYTES:
        return _elsewhere(reports().address(key, seconds=ADDRESS_SECONDS))
    return _html(page, policy=pages.REPORT_POLICY)


def _html(page: str, *, policy: str) -> Response[str]:
    headers = {"Content-Security-Policy": policy, "Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex"}
    return http.answer(200, page, content_type="text/html; charset=utf-8", headers=headers)


def _elsewhere(address: str) -> Response[str]:
    return http.answer_json(303, {"location": address}, headers={"Location": address})


def _accepted(header: str | None) -> Format:
    """HTML unless JSON is asked for and HTML is not: browsers name both, programs name what they want."""
    wanted = (header or "").lower()
    return "json" if "application/json" in wanted and "text/html" not in wanted else "html"


def _preferred_wait(header: str | None) -> float:
    """Seconds from `Prefer: wait=N` (RFC 7240), at most WAIT_SECONDS; anything else in the header is not ours."""
    for preference in (header or "").split(","):
        name, _, value = preference.strip().partition("=")
        if name.strip().lower() == "wait" and value.strip().isdecimal():
            return min(int(value), WAIT_SECONDS)
    return 0.0


def _aware(value: datetime) -> datetime:
    return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


@observed
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Answer API Gateway."""
    return app.resolve(event, context)
