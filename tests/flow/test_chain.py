"""upload → S3 → SQS → extract → S3 → SQS → report → read, with everything that queues do to events."""

from __future__ import annotations

import io
import json

import boto3
import pytest
from tests import stack
from tests.chain import Chain, announcement, send

FIRST = (
    "The harbour bridge will close for six weeks from Monday, the city council said.\n\n"
    "“We looked at every alternative,” said Marta Lindqvist, the head of the roads department. “There was none.”"
)
SECOND = FIRST.replace("six weeks", "eight weeks")


def objects(bucket: str, prefix: str) -> list[str]:
    name = stack.resolved(stack.resources("AWS::S3::Bucket")[bucket]["BucketName"])
    return [one["Key"] for one in boto3.client("s3").list_objects_v2(Bucket=name, Prefix=prefix).get("Contents", [])]


def test_a_posted_article_is_reported(chain: Chain) -> None:
    posted = chain.post({"text": FIRST, "title": "Bridge to close", "outlet": "Harbour Gazette", "id": "bridge"})
    assert posted.status == 202
    receipt = posted.json
    assert receipt["status"] == "received"
    assert chain.get(f"/v1/articles/{receipt['id']}").json["status"] == "received"
    assert chain.get(f"/v1/articles/{receipt['id']}/analysis").status == 409

    chain.run()

    article = chain.get(f"/v1/articles/{receipt['id']}").json
    assert article["status"] == "reported"
    assert article["current"] == article["latest"] == receipt["version"]
    assert [one["status"] for one in article["versions"]] == ["reported"]
    analysis = chain.get(f"/v1/articles/{receipt['id']}/analysis").json
    assert analysis["text"] == FIRST
    assert analysis["article"]["version"] == receipt["version"]
    assert any(entity["name"] == "Marta Lindqvist" for entity in analysis["entities"])
    page = chain.get(f"/v1/articles/{receipt['id']}/report")
    assert page.headers["Content-Type"].startswith("text/html")
    assert "Marta Lindqvist" in page.body


def test_the_report_as_json_is_the_analysis(chain: Chain) -> None:
    article_id = chain.post({"text": FIRST}).json["id"]
    chain.run()
    as_json = chain.get(f"/v1/articles/{article_id}/report", headers={"Accept": "application/json"})
    assert as_json.body == chain.get(f"/v1/articles/{article_id}/analysis").body
    assert chain.get(f"/v1/articles/{article_id}/report", format="json").body == as_json.body


def test_the_same_again_is_the_same_version(chain: Chain) -> None:
    answers = [chain.post({"id": "1", "text": FIRST}) for _ in range(10)]
    assert [one.status for one in answers] == [202] + [200] * 9
    assert len({(one.json["id"], one.json["version"]) for one in answers}) == 1
    chain.run()
    assert chain.post({"id": "1", "text": FIRST}).json["status"] == "reported"
    chain.run()
    assert len(objects("IntakeBucket", "articles/")) == len(objects("ResultsBucket", "analyses/")) == 1
    assert sum(queue == "ExtractQueue" for queue, _ in chain.delivered) == 2  # S3's test event, and the article once


def test_every_event_may_come_three_times(chain: Chain) -> None:
    article_id = chain.post({"id": "1", "text": FIRST}).json["id"]
    for queue in ("ExtractQueue", "ReportQueue"):
        records = [one for one in chain.receive(queue) if "TestEvent" not in one["body"]]
        assert records
        for _ in range(3):
            assert chain.deliver(queue, records) == []
    chain.run()
    assert chain.get(f"/v1/articles/{article_id}").json["status"] == "reported"
    assert len(objects("ResultsBucket", "analyses/")) == len(objects("ResultsBucket", "reports/")) == 1


@pytest.mark.parametrize("field", ["revision", "updated_at"])
def test_the_newer_version_is_current_in_whatever_order_they_come(chain: Chain, field: str) -> None:
    older, newer = (1, 2) if field == "revision" else ("2026-03-01T10:00:00Z", "2026-03-01T10:00:01Z")
    later = chain.post({"id": "1", "text": SECOND, field: newer}).json
    earlier = chain.post({"id": "1", "text": FIRST, field: older}).json
    chain.run()
    article = chain.get(f"/v1/articles/{later['id']}").json
    assert article["current"] == article["latest"] == later["version"]
    assert [one["version"] for one in article["versions"]] == [later["version"], earlier["version"]]
    assert {one["status"] for one in article["versions"]} == {"reported"}
    old = chain.get(f"/v1/articles/{later['id']}/analysis", version=earlier["version"])
    assert old.json["text"] == FIRST


def test_the_older_event_may_come_last(chain: Chain) -> None:
    first = chain.post({"id": "1", "text": FIRST}).json
    older = [one for one in chain.receive("ExtractQueue") if "TestEvent" not in one["body"]]
    second = chain.post({"id": "1", "text": SECOND}).json
    newer = [one for one in chain.receive("ExtractQueue") if second["version"] in one["body"]]
    chain.deliver("ExtractQueue", newer)
    chain.deliver("ReportQueue", chain.receive("ReportQueue"))
    chain.deliver("ExtractQueue", older)
    chain.run()
    article = chain.get(f"/v1/articles/{first['id']}").json
    assert article["current"] == second["version"]
    assert article["status"] == "reported"


def test_going_back_to_an_earlier_text_makes_it_current_and_analyses_nothing(chain: Chain) -> None:
    first = chain.post({"id": "1", "text": FIRST}).json
    chain.run()
    second = chain.post({"id": "1", "text": SECOND}).json
    chain.run()
    analyses = objects("ResultsBucket", "analyses/")
    again = chain.post({"id": "1", "text": FIRST})
    assert again.status == 200
    chain.run()
    article = chain.get(f"/v1/articles/{first['id']}").json
    assert article["current"] == article["latest"] == first["version"] != second["version"]
    assert objects("ResultsBucket", "analyses/") == analyses
    assert len(objects("ResultsBucket", "ledger/")) == 1
    assert len(chain.get("/v1/articles").json["articles"]) == 1


def test_going_back_while_the_earlier_text_is_still_on_its_way(chain: Chain) -> None:
    first = chain.post({"id": "1", "text": FIRST}).json
    chain.post({"id": "1", "text": SECOND})
    assert chain.post({"id": "1", "text": FIRST}).status == 200
    chain.run()
    article = chain.get(f"/v1/articles/{first['id']}").json
    assert article["current"] == article["latest"] == first["version"]


def test_an_event_that_is_quicker_than_its_row(chain: Chain) -> None:
    receipt = chain.post({"id": "1", "text": FIRST, "outlet": "Gazette"}).json
    table = boto3.resource("dynamodb").Table("Table")
    for item in table.scan()["Items"]:
        if not item["pk"].startswith("KEY#"):
            table.delete_item(Key={"pk": item["pk"], "sk": item["sk"]})
    chain.run()
    assert chain.get(f"/v1/articles/{receipt['id']}").json["status"] == "reported"
    assert [one["id"] for one in chain.get("/v1/articles", outlet="Gazette").json["articles"]] == [receipt["id"]]


def test_poison_harms_nothing_beside_it(chain: Chain) -> None:
    good = chain.post({"id": "1", "text": FIRST}).json
    bucket = stack.environment("extract")["INTAKE_BUCKET"]
    send("ExtractQueue", "no JSON at all")
    send("ExtractQueue", json.dumps({"Records": [{"eventName": "ObjectCreated:Put"}]}))
    send("ExtractQueue", announcement(bucket, "articles/some+odd%20key%2B%C3%A9.txt"))
    send("ExtractQueue", announcement(bucket, "articles/../../etc/passwd"))
    send("ExtractQueue", announcement(bucket, f"articles/{'0' * 24}/{'1' * 24}.json.gz"))
    send("ExtractQueue", announcement(bucket, f"articles/{'0' * 24}/{'1' * 24}.json.gz", event="ObjectRemoved:Delete"))
    send("ReportQueue", announcement(bucket, "analyses/elsewhere.json.gz"))
    chain.run()
    assert chain.get(f"/v1/articles/{good['id']}").json["status"] == "reported"
    assert chain.receive("ExtractQueue") == chain.receive("ReportQueue") == []


def test_a_stored_object_that_is_no_article_fails_alone(chain: Chain) -> None:
    good = chain.post({"id": "1", "text": FIRST}).json
    bucket = stack.environment("extract")["INTAKE_BUCKET"]
    boto3.client("s3").put_object(Bucket=bucket, Key=f"articles/{'0' * 24}/{'1' * 24}.json.gz", Body=b"not gzip")
    chain.run()
    assert chain.get(f"/v1/articles/{good['id']}").json["status"] == "reported"
    assert chain.receive("ExtractQueue") == []


def test_a_text_in_another_language_is_reported_without_an_english_analysis(chain: Chain) -> None:
    text = (
        "Die Brücke über den Fluss wird wegen dringender Bauarbeiten für sechs Wochen gesperrt, teilte die Stadtverwaltung am Montag mit. "
        * 3
    )
    article_id = chain.post({"text": text}).json["id"]
    chain.run()
    analysis = chain.get(f"/v1/articles/{article_id}/analysis").json
    assert analysis["document"]["analysed_share"] == 0
    assert "entities" not in analysis
    assert chain.get(f"/v1/articles/{article_id}/report").status == 200


def test_no_word_of_the_article_is_logged(chain: Chain, log: io.StringIO, capsys: pytest.CaptureFixture[str]) -> None:
    chain.post({"id": "1", "text": FIRST, "title": "Quixotic bridge plan"})
    send("ExtractQueue", "Lindqvist")
    chain.run()
    assert '"article_id"' in log.getvalue()
    printed = capsys.readouterr()
    for word in ("Lindqvist", "harbour", "Quixotic", "alternative"):
        assert word not in log.getvalue() + printed.out + printed.err
