"""Every call that the functions make is granted by their roles, and every grant is needed by a call."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import boto3
import pytest
from tests import stack
from tests.chain import Chain, announcement, send
from tests.permissions import FOR_MISSING_KEYS, Permission, granted, needed

from copydesk.errors import Rejected
from copydesk.store.access import SCOPES, Keys
from copydesk.store.policies import Policies
from copydesk.store.register import Register

TEXT = "The lock keeper retires in June, the canal trust said. “Forty years is enough,” said Jan Moravec."
FUNCTIONS = sorted(stack.functions())


class Recorder:
    """Notes which call each function makes, at the point where boto3 has its parameters."""

    def __init__(self, chain: Chain) -> None:
        self.made: dict[str, set[Permission]] = {name: set() for name in FUNCTIONS}
        self._running: str | None = None
        self._invoke = chain.invoke
        chain.invoke = self.invoke  # type: ignore[method-assign]
        boto3.DEFAULT_SESSION.events.register("provide-client-params.*.*", self.note)

    def invoke(self, function: str, event: dict[str, Any]) -> Any:
        self._running = function
        try:
            return self._invoke(function, event)
        finally:
            self._running = None

    def note(self, params: dict[str, Any], model: Any, **_: Any) -> None:
        if self._running:
            self.made[self._running] |= needed(model.service_model.service_name, model.name, params)


@pytest.fixture
def recorded(chain: Chain, monkeypatch: pytest.MonkeyPatch) -> dict[str, set[Permission]]:  # noqa: PLR0915  a day is long
    """The calls of a long day: everything that the functions can do, once."""
    from copydesk.store import aws

    for client in (aws.s3, aws.sqs, aws.table, aws._dynamodb, aws.secrets):
        client.cache_clear()
    boto3.setup_default_session()
    recorder = Recorder(chain)
    chain.key = Keys("Table").add(frozenset(SCOPES))
    import extract

    working = extract.desk()

    class Moody:
        policy_of = staticmethod(working.policy_of)
        identity = staticmethod(working.identity)

        @staticmethod
        def read(article, policy):
            if "never" in article.text:
                raise Rejected("never", code="rejected")
            if "broken" in article.text:
                raise RuntimeError
            return working.read(article, policy)

    monkeypatch.setattr(extract, "desk", Moody)
    article_id = chain.post({"id": "1", "text": TEXT, "outlet": "Post"}).json["id"]
    chain.run()
    chain.post({"id": "1", "text": TEXT + " Second.", "outlet": "Post"})
    chain.run()
    chain.post({"id": "1", "text": TEXT, "outlet": "Post"})
    chain.run()
    Policies(stack.resolved({"Ref": "ResultsBucket"})).put("theirs", "policy: theirs\ntitle: Theirs\n")
    chain.post({"id": "1", "text": TEXT, "outlet": "Post", "policy": "theirs"})
    chain.run()
    for text in ("This is never analysed.", "This is broken."):
        chain.post({"id": text, "text": text})
    for _ in range(6):
        chain.run()
    chain.post({"id": "This is broken.", "text": "This is broken."})
    monkeypatch.setattr("copydesk.store.analyses.ITEM_BYTES", 100)
    large = chain.post({"id": "large", "text": TEXT + " Large."}).json["id"]
    chain.run()
    for path in (f"/v1/articles/{article_id}", f"/v1/articles/{article_id}/report", f"/v1/articles/{large}/analysis", "/v1/articles"):
        assert chain.get(path).status == 200
    assert chain.get("/v1/articles", status="failed").status == 200
    chain.get(chain.request("POST", f"/v1/articles/{article_id}/links").json["url"].removeprefix("https://api.example.org/live"), key="")

    with monkeypatch.context() as patch:  # a report that fails, and one that comes too late
        patch.setattr("copydesk.report.html.render", lambda _: 1 / 0)
        chain.post({"id": "no report", "text": TEXT + " No report."})
        for _ in range(6):
            chain.run()
    places = {"extract": "copydesk.store.analyses.Analyses.store", "report": "copydesk.store.analyses.Analyses.keep_for_reading"}
    for function, place in places.items():
        late = chain.post({"id": "late", "text": TEXT + " Late."}, restore="true").json["id"]
        _erase_before(chain, late, place, function)
    chain.post({"id": "late", "text": TEXT + " Late."}, restore="true")
    chain.run()
    with monkeypatch.context() as patch:
        from copydesk.store.reception import Reception

        take = Reception.take

        def erased_meanwhile(self: Reception, *args: Any, **kwargs: Any) -> Any:
            receipt = take(self, *args, **kwargs)
            Register("Table").bury(late, _tombstone(late))
            return receipt

        patch.setattr(Reception, "take", erased_meanwhile)
        chain.post({"id": "late", "text": TEXT + " Later."})
    chain.run()

    stuck = Register("Table").versions(chain.post({"id": "stuck", "text": TEXT + " Stuck."}).json["id"])[0].key
    Register("Table").begin(stuck, "a" * 24, now=datetime.now(UTC), lease=timedelta(days=1))
    import sweep

    for hours in range(2, 20, 2):
        monkeypatch.setattr(sweep, "datetime", _clock(datetime.now(UTC) + timedelta(hours=hours)))
        chain.invoke("sweep", {})
    import retire

    monkeypatch.setattr(retire, "datetime", _clock(datetime.now(UTC) + timedelta(days=31)))
    chain.invoke("retire", {})
    send("ExtractDeadLetters", announcement(stack.environment("extract")["INTAKE_BUCKET"], f"articles/{article_id}/{'1' * 24}.json.gz"))
    send("ReportDeadLetters", announcement(stack.environment("report")["RESULTS_BUCKET"], f"analyses/{article_id}"))
    with monkeypatch.context() as patch:
        patch.setattr("copydesk.store.erasure.Erasure.finish", lambda *_: 1 / 0)
        chain.delete(f"/v1/articles/{article_id}")
        chain.deliver("EraseQueue", chain.receive("EraseQueue"))
    chain.run()
    return recorder.made


def _tombstone(article_id: str) -> Any:
    from copydesk.store.ledger import Ledger, Tombstone

    tombstone = Tombstone("2026-01-01T00:00:00.000000Z", "test", ())
    Ledger(stack.environment("upload")["RESULTS_BUCKET"]).erase(article_id, tombstone)
    return tombstone


def _erase_before(chain: Chain, article_id: str, place: str, function: str) -> None:
    """Let the article be erased, to the end, just before a function writes."""
    module, kind, name = place.rsplit(".", 2)
    owner = getattr(__import__(module, fromlist=[kind]), kind)
    original = getattr(owner, name)
    patch = pytest.MonkeyPatch()

    def interrupted(*args: Any, **kwargs: Any) -> Any:
        patch.undo()
        chain.delete(f"/v1/articles/{article_id}")
        chain.deliver("EraseQueue", chain.receive("EraseQueue"))
        recorder = chain.invoke.__self__  # type: ignore[attr-defined]
        recorder._running = function
        return original(*args, **kwargs)

    patch.setattr(owner, name, interrupted)
    chain.run()


def _clock(time: datetime) -> Any:
    class Clock(datetime):
        @classmethod
        def now(cls, _zone: Any) -> datetime:
            return time

    return Clock


def test_calls_and_grants_are_the_same(recorded: dict[str, set[Permission]]) -> None:
    refused = {name: {call for call in calls if not any(one.covers(call) for one in granted(name))} for name, calls in recorded.items()}
    assert [f"{name}: {one}" for name, calls in refused.items() for one in calls] == [], "calls that no role allows"
    idle = {
        name: {one for one in granted(name) if not any(one.covers(call) for call in calls) and not _for_missing_keys(name, one)}
        for name, calls in recorded.items()
    }
    assert [f"{name}: {one}" for name, grants in idle.items() for one in grants] == [], "grants that no call needs"


def _for_missing_keys(function: str, grant: Permission) -> bool:
    """Whether a grant to list lets the function tell a missing object from a forbidden one that it may read."""
    folder = grant.resource.removesuffix("*")
    return grant.action == FOR_MISSING_KEYS and any(
        one.action == "s3:GetObject" and one.resource.startswith(folder) for one in granted(function)
    )
