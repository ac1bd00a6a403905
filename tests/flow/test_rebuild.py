"""S3 is the truth: the table is deleted, rebuilt, and every endpoint answers as before."""

from __future__ import annotations

import io
from typing import Any

import boto3
from tests import stack
from tests.chain import Chain

from copydesk.store.rebuilding import Rebuild
from copydesk.store.retention import Retention, RetentionRules

TEXT = "The lock keeper retires in June, the canal trust said. “Forty years is enough,” said Jan Moravec."


def rebuild() -> dict[str, int]:
    names = stack.environment("upload")
    retention = Retention("Table", RetentionRules.read(names["RETENTION"]))
    return dict(Rebuild(names["INTAKE_BUCKET"], names["RESULTS_BUCKET"], "Table", retention).run())


def items() -> list[dict[str, Any]]:
    return boto3.resource("dynamodb").Table("Table").scan()["Items"]


def lose_the_table() -> None:
    table = boto3.resource("dynamodb").Table("Table")
    for item in items():
        table.delete_item(Key={"pk": item["pk"], "sk": item["sk"]})


def answers(chain: Chain, ids: list[str]) -> dict[str, Any]:
    paths = [f"/v1/articles/{one}{tail}" for one in ids for tail in ("", "/analysis", "/report")]
    found: dict[str, Any] = {path: (answer.status, answer.body) for path in paths for answer in [chain.get(path)]}
    filters: list[dict[str, str]] = [{}, {"outlet": "Post"}, {"entity": "Jan Moravec"}, {"source": "Jan Moravec"}, {"status": "failed"}]
    for one in filters:
        found[str(one)] = chain.get("/v1/articles", **one).json["articles"]
    return found


def test_the_table_is_rebuilt_from_s3_alone(chain: Chain, monkeypatch) -> None:
    import extract
    from copydesk.errors import Rejected
    from copydesk.store.access import SCOPES, Keys
    from copydesk.store.ledger import Ledger

    chain.key = Keys("Table", Ledger(stack.environment("read")["RESULTS_BUCKET"])).add(frozenset(SCOPES))
    working = extract.desk()

    class Picky:
        policy_of = staticmethod(working.policy_of)
        identity = staticmethod(working.identity)

        @staticmethod
        def read(article, policy):
            if "impossible" in article.text:
                raise Rejected("This text cannot be analysed.", code="too_strange")
            return working.read(article, policy)

    monkeypatch.setattr(extract, "desk", Picky)
    ids = [chain.post({"id": str(n), "text": f"{TEXT} {n}", "outlet": "Post", "title": f"Number {n}"}).json["id"] for n in range(3)]
    chain.run()
    ids.append(chain.post({"id": "strange", "text": "An impossible text."}).json["id"])
    chain.post({"id": "1", "text": TEXT + " Changed.", "outlet": "Post"})  # a second version …
    chain.run()
    chain.post({"id": "1", "text": f"{TEXT} 1", "outlet": "Post", "title": "Number 1"})  # … and back to the first
    chain.post({"id": "2", "text": TEXT + " Early.", "outlet": "Post", "updated_at": "2020-01-01T00:00:00Z"})  # late and old
    erased = chain.post({"id": "gone", "text": TEXT + " Gone."}).json["id"]
    chain.run()
    chain.delete(f"/v1/articles/{erased}")
    chain.run()
    before = answers(chain, [*ids, erased])
    assert before[f"/v1/articles/{erased}"][0] == 410
    assert before["{'status': 'failed'}"]

    lose_the_table()
    done = rebuild()
    chain.run()
    assert answers(chain, [*ids, erased]) == before
    assert (done["articles"], done["tombstones"], done["failed"]) == (4, 1, 1)

    rows = sorted(items(), key=str)
    again = rebuild()
    chain.run()
    assert answers(chain, [*ids, erased]) == before
    assert again["articles"] == 4
    assert {(row["pk"], row["sk"]) for row in items()} == {(row["pk"], row["sk"]) for row in rows}


def test_what_was_not_finished_when_the_table_was_lost_is_finished(chain: Chain, log: io.StringIO) -> None:
    waiting = chain.post({"id": "1", "text": TEXT}).json["id"]
    analysed = chain.post({"id": "2", "text": TEXT + " Two."}).json["id"]
    records = chain.receive("ExtractQueue")
    chain.deliver("ExtractQueue", [one for one in records if analysed in one["body"]])
    for name in ("ExtractQueue", "ReportQueue"):
        boto3.client("sqs").purge_queue(QueueUrl=stack.resolved({"Ref": name}))
    lose_the_table()
    rebuild()
    import authorize
    from copydesk.store.access import SCOPES, Keys

    authorize._remembered.clear()
    assert chain.get("/v1/articles").status == 401, "this key was given out without a ledger"
    chain.key = Keys("Table").add(frozenset(SCOPES))
    chain.run()
    for article_id in (waiting, analysed):
        assert chain.get(f"/v1/articles/{article_id}").json["status"] == "reported"
