"""What tests of every level share."""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

# Before anything makes a client: moto answers only those that were made after it was imported.
import moto
import pytest

from copydesk.article import Article, Submission
from tests.chain import Chain

if TYPE_CHECKING:
    from copydesk.desk import Desk
    from copydesk.nlp.analyser import Analyser

MakeArticle = Callable[..., Article]

os.environ |= {
    "AWS_ACCESS_KEY_ID": "testing",
    "AWS_SECRET_ACCESS_KEY": "testing",
    "AWS_DEFAULT_REGION": "eu-central-1",
    "POWERTOOLS_METRICS_NAMESPACE": "copydesk",
}
os.environ.pop("AWS_ENDPOINT_URL", None)


@pytest.fixture(scope="session")
def analyser() -> Analyser:
    """The loaded pipeline: loading takes seconds, so all tests share one."""
    from copydesk.nlp.analyser import load

    return load()


@pytest.fixture(scope="session")
def desk(analyser: Analyser) -> Desk:
    """The pipeline with the policies that come with copydesk."""
    from copydesk.desk import Desk

    return Desk(analyser)


@pytest.fixture(scope="session")
def make_article() -> MakeArticle:
    """Make an article of a text, received at a fixed time."""

    def make(text: str, **fields: Any) -> Article:
        return Article.of(Submission(text=text, **fields), received_at=datetime(2026, 3, 2, 9, 30, tzinfo=UTC))

    return make


@pytest.fixture
def aws(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """AWS in this process, with the buckets, queues, table and secret of the template."""
    from copydesk.store import aws as clients
    from tests import stack

    made = (clients.s3, clients.sqs, clients.table, clients._dynamodb, clients.secrets)
    with moto.mock_aws():
        for client in made:
            client.cache_clear()
        stack.create()
        yield
    for client in made:
        client.cache_clear()


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    """What the functions log. The logger holds on to the stream that it found when it was made, so that has to be exchanged."""
    from copydesk.runtime.observability import logger

    lines = io.StringIO()
    monkeypatch.setattr(logger.registered_handler, "stream", lines)
    return lines


@pytest.fixture
def chain(aws: None, monkeypatch: pytest.MonkeyPatch, analyser: Analyser) -> Chain:
    """The deployed chain, with a key that has all scopes."""
    from copydesk.desk import Desk
    from copydesk.runtime import links
    from copydesk.store import queues
    from copydesk.store.access import SCOPES, Keys
    from tests import stack

    stack.on_path()
    monkeypatch.setattr(queues, "LOOK_SECONDS", 0)  # moto has every message at once

    def set_environment(function: str) -> None:
        # Attempts follow one another at once: moto's clock is the real one.
        for name, value in {**stack.environment(function), "BACKOFF": "0"}.items():
            monkeypatch.setenv(name, value)

    import authorize
    import erase
    import extract
    import read
    import report
    import retire
    import sweep
    import upload

    cached = (upload.reception, upload.tombstones, authorize.keys, links.secret, read.register, read.analyses, read.reports)
    settings = (one.settings for one in (extract, report, read, erase, sweep, retire))
    for one in (*cached, *settings, extract.desk):
        one.cache_clear()
    authorize._remembered.clear()
    monkeypatch.setattr(extract, "open_desk", lambda _model, **packs: Desk(analyser, **packs))
    set_environment("extract")
    return Chain(set_environment, key=Keys("Table").add(frozenset(SCOPES)))
