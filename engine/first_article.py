"""The sample article's way through the stack: posted, awaited, and a link to its report."""

from __future__ import annotations

import time
from urllib.parse import quote, urljoin

from .home import ROOT, EngineError
from .requests import Answer, get, post

SAMPLE = ROOT / "events" / "articles" / "council-report.json"
PATIENCE_SECONDS = 120


def analyse_sample(settings: dict[str, str]) -> str:
    """Posts the sample article, waits for its report and returns a signed link to it.

    Raises `EngineError` when the stack refuses it, fails at it, or takes more than two minutes.
    """
    api, key = settings["COPYDESK_API"], settings["COPYDESK_API_KEY"]
    posted = expect(post(f"{api}/v1/articles", key, SAMPLE.read_bytes(), "application/json"), 200, 202)
    article = f"{api}/v1/articles/{quote(posted['id'], safe='')}"
    until = time.monotonic() + PATIENCE_SECONDS
    while True:
        status = expect(get(article, key, Prefer="wait=20"), 200)["status"]
        if status == "reported":
            break
        if status == "failed" or time.monotonic() > until:
            raise EngineError(f"The sample article is {status}. What the functions say: make logs")
    link = expect(post(f"{article}/links", key, b"{}", "application/json"), 200, 201)
    return urljoin(f"{api}/", link["url"])


def expect(answer: Answer, *statuses: int) -> dict[str, str]:
    """The answer's JSON, when its status is one of these."""
    if answer.status not in statuses:
        raise EngineError(f"The API answered {answer.status}: {answer.body[:500].decode(errors='replace')}")
    return dict(answer.json())
