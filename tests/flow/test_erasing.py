"""Erased means erased: no bucket, item, queue or log holds a word of it, and nobody who is late writes any."""

from __future__ import annotations

import gzip
import io
from datetime import UTC, datetime, timedelta
from typing import Any

import boto3
import pytest
from tests import stack
from tests.chain import Chain, announcement, send
from tests.functions.test_api import refused

from copydesk.store.register import Register

TEXT = "The lock keeper retires in June, the canal trust said. “Forty years is enough,” said Jan Moravec."
WORDS = ("Moravec", "lock keeper", "Locks and keys", "Forty years")


def everything() -> str:
    """All that lies in buckets, table and queues, as one text."""
    found = []
    s3 = boto3.client("s3")
    for bucket in s3.list_buckets()["Buckets"]:
        for one in s3.list_objects_v2(Bucket=bucket["Name"]).get("Contents", []):
            body = s3.get_object(Bucket=bucket["Name"], Key=one["Key"])["Body"].read()
            found += [one["Key"], (gzip.decompress(body) if one["Key"].endswith(".gz") else body).decode()]
    for item in boto3.resource("dynamodb").Table("Table").scan()["Items"]:
        found.append(str({name: value for name, value in item.items() if name != "body"}))
        if "body" in item:
            found.append(gzip.decompress(bytes(item["body"])).decode())
    for url in boto3.client("sqs").list_queues()["QueueUrls"]:
        answer = boto3.client("sqs").receive_message(QueueUrl=url, MaxNumberOfMessages=10, VisibilityTimeout=0)
        found += [message["Body"] for message in answer.get("Messages", [])]
    return "\n".join(found)


@pytest.fixture
def article_id(chain: Chain) -> str:
    posted: str = chain.post({"id": "1", "text": TEXT, "title": "Locks and keys", "outlet": "Post"}).json["id"]
    chain.run()
    chain.post({"id": "1", "text": TEXT + " Second.", "outlet": "Post", "title": "Locks and keys"})
    chain.run()
    return posted


def test_nothing_is_left_but_the_tombstone(chain: Chain, article_id: str, log: io.StringIO) -> None:
    other = chain.post({"id": "2", "text": "Another text altogether.", "outlet": "Post"}).json["id"]
    chain.run()
    send("ExtractDeadLetters", announcement(stack.environment("extract")["INTAKE_BUCKET"], f"articles/{article_id}/{'1' * 24}.json.gz"))
    assert all(word in everything() for word in WORDS)

    answer = chain.delete(f"/v1/articles/{article_id}")
    assert answer.status == 202
    until = datetime.fromisoformat(answer.json["backups"]["until"]).date()
    assert until == (datetime.now(UTC) + timedelta(days=35)).date()
    for path in ("", "/analysis", "/report"):
        refused(chain.get(f"/v1/articles/{article_id}{path}"), 410, "erased")
    assert [one["id"] for one in chain.get("/v1/articles").json["articles"]] == [other]
    chain.run()

    left = everything()
    assert not [word for word in WORDS if word in left + log.getvalue()]
    assert [line for line in left.splitlines() if article_id in line and not line.startswith("{")] == [f"ledger/{article_id}/erased.json"]
    refused(chain.get(f"/v1/articles/{article_id}"), 410, "erased")
    assert chain.get(f"/v1/articles/{other}").json["status"] == "reported"
    assert chain.delete(f"/v1/articles/{article_id}").json["erased_at"] == answer.json["erased_at"]
    refused(chain.delete(f"/v1/articles/{'0' * 24}"), 404, "not_found")


def test_a_signed_link_ends_with_its_article(chain: Chain, article_id: str) -> None:
    token = chain.request("POST", f"/v1/articles/{article_id}/links").json["url"].rsplit("/", 1)[1]
    chain.delete(f"/v1/articles/{article_id}")
    refused(chain.get(f"/r/{token}", key=""), 410, "erased")


def test_the_id_comes_back_only_with_restore(chain: Chain, article_id: str) -> None:
    chain.delete(f"/v1/articles/{article_id}")
    again = {"id": "1", "text": TEXT, "outlet": "Post"}
    refused(chain.post(again), 410, "erased")
    refused(chain.post(again, restore="true"), 409, "being_erased")
    chain.run()
    refused(chain.post(again), 410, "erased")
    assert chain.post(again, restore="true").status == 202
    chain.run()
    article = chain.get(f"/v1/articles/{article_id}").json
    assert (article["status"], article["versions_total"]) == ("reported", 1)
    assert chain.post({"id": "new", "text": TEXT}, restore="true").status == 202, "there is nothing to restore: a post like any other"


@pytest.mark.parametrize("late", ["upload", "extract", "report"])
def test_whoever_is_late_leaves_nothing(chain: Chain, late: str) -> None:
    """The article is erased, to the end, while a function is at work on it."""
    posted = {"id": "1", "text": TEXT, "title": "Locks and keys", "outlet": "Post"}
    article_id = chain.post(posted).json["id"]

    patch = pytest.MonkeyPatch()

    def erase() -> None:
        patch.undo()
        chain.delete(f"/v1/articles/{article_id}")
        chain.deliver("EraseQueue", chain.receive("EraseQueue"))
        assert Register("Table").is_at_rest(article_id)

    places = {
        "upload": "copydesk.store.reception.Reception._store",
        "extract": "copydesk.store.analyses.Analyses.store",
        "report": "copydesk.store.analyses.Analyses.keep_for_reading",
    }
    module, _, name = places[late].rpartition(".")
    package, _, kind = module.rpartition(".")
    owner = getattr(__import__(package, fromlist=[kind]), kind)
    original = getattr(owner, name)

    def interrupted(*args: Any, **kwargs: Any) -> Any:
        erase()
        return original(*args, **kwargs)

    if late == "report":
        chain.deliver("ExtractQueue", chain.receive("ExtractQueue"))
    patch.setattr(owner, name, interrupted)
    chain.set_environment("upload")
    if late == "upload":
        refused(chain.post({**posted, "text": TEXT + " Second."}), 410, "erased")
    chain.run()
    left = everything()
    assert not [word for word in WORDS if word in left]
    refused(chain.get(f"/v1/articles/{article_id}"), 410, "erased")


def test_retention_erases_drafts_when_their_time_is_over(chain: Chain) -> None:
    draft = chain.post({"id": "1", "text": TEXT, "outlet": "Post"}).json["id"]
    kept = chain.post({"id": "2", "text": TEXT, "outlet": "Post", "state": "published"}).json["id"]
    chain.run()
    chain.set_environment("retire")
    import retire

    today = datetime.now(UTC).date()
    retire.retire(today + timedelta(days=29))
    assert chain.get(f"/v1/articles/{draft}").status == 200
    retire.retire(today + timedelta(days=32))  # two runs were missed
    chain.run()
    refused(chain.get(f"/v1/articles/{draft}"), 410, "erased")
    assert chain.get(f"/v1/articles/{kept}").status == 200


def test_a_newer_version_puts_retention_off(chain: Chain, monkeypatch: pytest.MonkeyPatch) -> None:
    article_id = chain.post({"id": "1", "text": TEXT}).json["id"]
    chain.post({"id": "1", "text": TEXT, "state": "published", "title": "Now published"})
    chain.run()
    chain.set_environment("retire")
    import retire

    retire.retire(datetime.now(UTC).date() + timedelta(days=30))
    chain.run()
    assert chain.get(f"/v1/articles/{article_id}").status == 200
