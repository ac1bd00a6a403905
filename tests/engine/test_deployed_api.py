"""The deployed stack from outside: what a client of the API sees, with every function held to its role."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from engine.home import ROOT
from engine.requests import Answer, get
from tests.deployed import TEXT, Deployed, article, posted, reported

ARTICLES = ROOT / "events" / "articles"
BURST = 20


def problem(answer: Answer, status: int) -> dict[str, Any]:
    assert answer.status == status, answer.body
    document: dict[str, Any] = answer.json()
    assert document["status"] == status
    assert {"type", "title", "code"} <= document.keys()
    return document


@pytest.fixture(scope="module")
def sample(deployed: Deployed) -> str:
    """The id of an article that was analysed."""
    receipt = posted(deployed.post("/v1/articles", (ARTICLES / "council-report.json").read_bytes()))
    return str(reported(deployed, receipt["id"])["id"])


def test_an_article_becomes_an_analysis(deployed: Deployed, sample: str) -> None:
    analysis = deployed.get(f"/v1/articles/{sample}/analysis").json()
    sent = json.loads((ARTICLES / "council-report.json").read_text(encoding="utf-8"))
    assert analysis["text"] == sent["text"]
    assert analysis["document"]["analysed_share"] == 1.0
    assert analysis["attributions"]
    for entity in analysis["entities"]:
        for span in entity["mentions"]:
            assert analysis["text"][span["start"] : span["end"]].strip()


def test_and_a_report_that_a_signed_link_opens(deployed: Deployed, sample: str) -> None:
    report = deployed.get(f"/v1/articles/{sample}/report", Accept="text/html")
    assert report.status == 200
    assert report.body.lstrip().lower().startswith(b"<!doctype html>")
    link = deployed.post(f"/v1/articles/{sample}/links", b"{}")
    assert link.status == 201, link.body
    url = link.json()["url"]
    assert url.startswith(f"{deployed.api}/r/")
    assert get(url, "").body == report.body
    problem(get(url[:-4] + "AAAA", ""), 404)


def test_it_is_listed(deployed: Deployed, sample: str) -> None:
    listed = deployed.get("/v1/articles?status=reported").json()["articles"]
    assert sample in [one["id"] for one in listed]


@pytest.mark.parametrize("path", ["/health", "/openapi.json", "/docs"])
def test_what_needs_no_key(deployed: Deployed, path: str) -> None:
    assert deployed.get(path, key="").status == 200


def test_plain_text_is_kept_to_the_byte(deployed: Deployed) -> None:
    text = "Zo\u00eb Quill \u2014 \u201cno comment\u201d \U0001f5de\r\n\r\n" + TEXT + "\n\n\n"
    receipt = posted(deployed.post("/v1/articles?title=Bytes", text.encode(), "text/plain; charset=utf-8"))
    reported(deployed, receipt["id"])
    assert deployed.get(f"/v1/articles/{receipt['id']}/analysis").json()["text"] == text


@pytest.mark.parametrize(
    ("body", "content_type", "status"),
    [
        (b"", "application/json", 422),
        (b"", "text/plain", 422),
        (b"{", "application/json", 422),
        (article(txet="typo"), "application/json", 422),
        (article(title="x" * 100_000), "application/json", 422),
        ("caf\u00e9".encode("latin-1"), "text/plain", 415),
        (b"<svg/>", "image/svg+xml", 415),
        (b"x" * 5_000_000, "text/plain", 413),
    ],
    ids=["empty JSON", "empty text", "half JSON", "unknown field", "long title", "not UTF-8", "other type", "5 MB"],
)
def test_bad_input_is_refused_with_a_reason(deployed: Deployed, body: bytes, content_type: str, status: int) -> None:
    problem(deployed.post("/v1/articles", body, content_type), status)


def test_keys(deployed: Deployed) -> None:
    assert problem(deployed.get("/v1/articles", key=""), 401)["code"] == "key_required"
    assert problem(deployed.get("/v1/articles", key="cd_guessed"), 401)["code"] == "key_required"
    assert problem(deployed.post("/v1/articles", article(), key=""), 401)["code"] == "key_required"
    read_only = deployed.new_key("read")
    assert deployed.get("/v1/articles", key=read_only).status == 200
    assert problem(deployed.post("/v1/articles", article(), key=read_only), 403)["code"] == "scope_required"


def test_the_same_post_ten_times_at_once_is_one_article(deployed: Deployed) -> None:
    body = article(id="ten-times")
    with ThreadPoolExecutor(10) as senders:
        receipts = [posted(answer) for answer in senders.map(lambda _: deployed.post("/v1/articles", body), range(10))]
    assert len({(receipt["id"], receipt["version"]) for receipt in receipts}) == 1
    status = reported(deployed, receipts[0]["id"])
    assert len(status["versions"]) == 1


def test_a_burst_is_reported_whole(deployed: Deployed) -> None:
    bodies = [article(id=f"burst-{number}", text=f"{TEXT} Number {number}.") for number in range(BURST)]
    with ThreadPoolExecutor(BURST) as senders:
        receipts = [posted(answer) for answer in senders.map(lambda body: deployed.post("/v1/articles", body), bodies)]
    assert len({receipt["id"] for receipt in receipts}) == BURST
    for receipt in receipts:
        assert len(reported(deployed, receipt["id"])["versions"]) == 1
    assert deployed.dead_letters() == 0


def test_permissions_are_enforced(deployed: Deployed) -> None:
    """Without its policy a function is refused what it did before: the tests above prove the roles sufficient, not unused."""
    iam = deployed.client("iam")
    role = deployed.client("lambda").get_function_configuration(FunctionName="copydesk-read")["Role"].rpartition("/")[2]
    policy = iam.get_role_policy(RoleName=role, PolicyName="read")["PolicyDocument"]
    assert deployed.get("/v1/articles").status == 200
    iam.delete_role_policy(RoleName=role, PolicyName="read")
    try:
        assert problem(deployed.get("/v1/articles"), 500)["code"] == "internal_error"
    finally:
        iam.put_role_policy(RoleName=role, PolicyName="read", PolicyDocument=json.dumps(policy))
    assert deployed.get("/v1/articles").status == 200
