"""Nothing is stuck: what fails says why, waits in the dead letters, and comes back after the repair."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime, timedelta

import boto3
import pytest
from tests import stack
from tests.chain import Chain

from copydesk.store.ledger import Ledger
from copydesk.store.queues import Queue, redrive
from copydesk.store.register import Register

TEXT = "The lock keeper retires in June, the canal trust said. “Forty years is enough,” said Jan Moravec."
OTHER = TEXT.replace("June", "July")


def queue(name: str) -> Queue:
    return Queue(stack.resolved({"Ref": name}))


@pytest.fixture
def broken(chain: Chain, monkeypatch: pytest.MonkeyPatch):
    """A desk that fails on one text; `repair` mends it."""
    import extract

    working = extract.desk()

    class Broken:
        policy_of = staticmethod(working.policy_of)
        identity = staticmethod(working.identity)

        @staticmethod
        def read(article, policy):
            if article.text == TEXT:
                raise RuntimeError("a defect that quotes: " + article.text)
            return working.read(article, policy)

    monkeypatch.setattr(extract, "desk", Broken)
    return lambda: monkeypatch.setattr(extract, "desk", lambda: working)


def deliver_until_dead(chain: Chain) -> None:
    for _ in range(int(stack.environment("extract")["ATTEMPTS"]) + 1):
        for name in ("ExtractQueue", "ReportQueue"):
            chain.deliver(name, chain.receive(name))


def test_a_failing_article_says_why_harms_no_other_and_is_redriven(chain: Chain, broken, log) -> None:
    bad, good = chain.post({"id": "bad", "text": TEXT}).json, chain.post({"id": "good", "text": OTHER}).json
    chain.deliver("ExtractQueue", chain.receive("ExtractQueue"))
    (version,) = chain.get(f"/v1/articles/{bad['id']}").json["versions"]
    assert version["reason"]["code"] == "internal_error"
    assert version["status"] == "extracting"

    deliver_until_dead(chain)
    article = chain.get(f"/v1/articles/{bad['id']}").json
    assert article["status"] == "failed"
    assert "RuntimeError" in article["versions"][0]["reason"]["message"]
    assert chain.get(f"/v1/articles/{good['id']}").json["status"] == "reported"
    assert [one["id"] for one in chain.get("/v1/articles", status="failed").json["articles"]] == [bad["id"]]
    assert chain.receive("ExtractQueue") == []
    assert len(chain.receive("ExtractDeadLetters")) == 1
    assert Ledger(stack.environment("extract")["RESULTS_BUCKET"]).failure(Register("Table").versions(bad["id"])[0].key)
    assert "lock keeper" not in log.getvalue()

    broken()
    assert redrive(queue("ExtractDeadLetters"), queue("ExtractQueue")) == 1
    assert redrive(queue("ExtractDeadLetters"), queue("ExtractQueue")) == 0
    chain.run()
    assert chain.get(f"/v1/articles/{bad['id']}").json["status"] == "reported"
    assert "reason" not in chain.get(f"/v1/articles/{bad['id']}").json["versions"][0]


def test_posting_a_failed_article_again_starts_it_again(chain: Chain, broken) -> None:
    article_id = chain.post({"id": "bad", "text": TEXT}).json["id"]
    deliver_until_dead(chain)
    broken()
    again = chain.post({"id": "bad", "text": TEXT})
    assert (again.status, again.json["status"]) == (200, "received")
    chain.run()
    assert chain.get(f"/v1/articles/{article_id}").json["status"] == "reported"


def test_the_wait_grows_from_attempt_to_attempt(chain: Chain, broken, monkeypatch: pytest.MonkeyPatch) -> None:
    chain.post({"id": "bad", "text": TEXT})
    waits = []
    monkeypatch.setattr(Queue, "put_off", lambda _self, _receipt, seconds: waits.append(seconds))
    import extract

    chain.set_environment("extract")
    patient = dataclasses.replace(extract.settings(), backoff="10,60,300")
    monkeypatch.setattr(extract, "settings", lambda: patient)
    deliver_until_dead(chain)
    assert waits == [10, 60, 300, 0]


def swept(chain: Chain, after: timedelta) -> None:
    chain.set_environment("sweep")
    import sweep

    sweep.sweep(datetime.now(UTC) + after)


def test_the_sweeper_brings_back_what_a_killed_function_left(chain: Chain) -> None:
    article_id = chain.post({"id": "1", "text": TEXT}).json["id"]
    register = Register("Table")
    key = register.versions(article_id)[0].key
    for record in chain.receive("ExtractQueue"):  # the event is lost, and with it the claim of the one who took it
        boto3.client("sqs").delete_message(QueueUrl=queue("ExtractQueue").url, ReceiptHandle=record["receiptHandle"])
    register.begin(key, "a" * 24, now=datetime.now(UTC), lease=timedelta(days=1))
    swept(chain, timedelta(0))
    chain.run()
    assert chain.get(f"/v1/articles/{article_id}").json["status"] == "extracting", "not yet: it may still be at work"
    swept(chain, timedelta(hours=2))
    chain.run()
    assert chain.get(f"/v1/articles/{article_id}").json["status"] == "reported"


def test_what_waits_in_a_queue_is_not_stuck(chain: Chain) -> None:
    article_id = chain.post({"id": "1", "text": TEXT}).json["id"]
    for hours in range(1, 8):
        swept(chain, timedelta(hours=hours))
    assert chain.get(f"/v1/articles/{article_id}").json["status"] == "received"
    assert len([one for one in chain.receive("ExtractQueue") if "TestEvent" not in one["body"]]) == 1


def test_the_sweeper_gives_up_in_the_end(chain: Chain) -> None:
    article_id = chain.post({"id": "1", "text": TEXT}).json["id"]
    register = Register("Table")
    key = register.versions(article_id)[0].key
    register.begin(key, "a" * 24, now=datetime.now(UTC), lease=timedelta(days=1))
    for hours in range(2, 20, 2):
        swept(chain, timedelta(hours=hours))
    article = chain.get(f"/v1/articles/{article_id}").json
    assert (article["status"], article["versions"][0]["reason"]["code"]) == ("failed", "stuck")
