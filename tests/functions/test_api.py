"""The API as clients meet it: every refusal is a problem document with a code, and none of them is a 500."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from tests.chain import Answer, Chain

from copydesk.intake.requests import MAX_BYTES
from copydesk.runtime import links
from copydesk.store.access import Keys

TEXT = "The mill reopens in May, its owner said. “We are ready,” said Ana Brandt, who bought it last year."


def refused(answer: Answer, status: int, code: str) -> dict[str, Any]:
    assert answer.status == status, answer.body
    assert answer.headers["Content-Type"] == "application/problem+json"
    problem: dict[str, Any] = answer.json
    assert (problem["status"], problem["code"]) == (status, code)
    assert problem["detail"]
    return problem


def reported(chain: Chain, **fields: Any) -> str:
    article_id: str = chain.post({"text": TEXT, **fields}).json["id"]
    chain.run()
    return article_id


BAD_BODIES = [
    (b"", "application/json", 422, "empty_body"),
    (b" \n", "text/plain", 422, "empty_body"),
    (b"{", "application/json", 422, "invalid_json"),
    (b"[]", "application/json", 422, "invalid_article"),
    (b"null", "application/json", 422, "invalid_article"),
    (b'{"text": 7}', "application/json", 422, "invalid_article"),
    (b'{"text": "  "}', "application/json", 422, "invalid_article"),
    (b'{"title": "no text"}', "application/json", 422, "invalid_article"),
    (b'{"text": "x", "colour": "blue"}', "application/json", 422, "invalid_article"),
    (b'{"text": "half a pair: \\ud83d"}', "application/json", 422, "invalid_json"),
    (b'{"text": "x", "url": "javascript:alert(1)"}', "application/json", 422, "invalid_article"),
    (b'{"text": "x", "published_at": "yesterday"}', "application/json", 422, "invalid_article"),
    (b'{"text": "x", "genre": "gossip"}', "application/json", 422, "invalid_article"),
    (b'{"text": "x", "revision": -1}', "application/json", 422, "invalid_article"),
    (json.dumps({"text": "x", "title": "t" * 100_000}).encode(), "application/json", 422, "invalid_article"),
    (b"[" * 100_000, "application/json", 422, "invalid_json"),
    (b"\xff\xfeT\x00", "text/plain", 415, "not_utf8"),
    ("café".encode("latin-1"), "application/json", 415, "not_utf8"),
    ("café".encode("latin-1"), "text/plain; charset=iso-8859-1", 415, "not_utf8"),
    (b"%PDF-1.7", "application/pdf", 415, "unsupported_type"),
    (b"x", "not a media type at all", 415, "unsupported_type"),
    (b"x" * (MAX_BYTES + 1), "text/plain", 413, "body_too_large"),
    (b"x" * 5_000_000, "application/json", 413, "body_too_large"),
]


@pytest.mark.parametrize(("body", "content_type", "status", "code"), BAD_BODIES, ids=range(len(BAD_BODIES)))
def test_a_bad_body_is_refused_with_a_code(chain: Chain, body: bytes, content_type: str, status: int, code: str) -> None:
    refused(chain.request("POST", "/v1/articles", body, headers={"content-type": content_type}), status, code)
    assert chain.get("/v1/articles").json["articles"] == []


def test_a_refusal_names_the_fields_and_quotes_nothing(chain: Chain) -> None:
    problem = refused(chain.post({"text": "x", "colour": "secret-blue", "genre": "secret-gossip"}), 422, "invalid_article")
    assert {one["field"] for one in problem["errors"]} == {"colour", "genre"}
    assert "secret" not in json.dumps(problem)


@pytest.mark.parametrize(
    ("key", "scopes", "status", "code"),
    [("", "", 401, "key_required"), ("cd_wrong", "", 401, "key_required"), (None, "read", 403, "scope_required")],
)
def test_a_post_needs_a_key_that_may_write(chain: Chain, key: str | None, scopes: str, status: int, code: str) -> None:
    sent = Keys("Table").add(frozenset([scopes])) if key is None else key
    refused(chain.post({"text": TEXT}, key=sent), status, code)


def test_a_key_for_one_outlet_sees_and_posts_no_other(chain: Chain) -> None:
    own = Keys("Table").add(frozenset(["read", "write"]), frozenset(["The Valley & Hill Post"]))
    assert chain.post({"text": TEXT, "outlet": "The Valley & Hill Post", "id": "1"}, key=own).status == 202
    refused(chain.post({"text": TEXT, "outlet": "Gazette"}, key=own), 403, "outlet_not_allowed")
    refused(chain.post({"text": TEXT}, key=own), 403, "outlet_not_allowed")
    other = chain.post({"text": TEXT, "outlet": "Gazette"}).json["id"]
    refused(chain.get(f"/v1/articles/{other}", key=own), 403, "outlet_not_allowed")
    assert {one["outlet"] for one in chain.get("/v1/articles", key=own).json["articles"]} == {"The Valley & Hill Post"}


def test_plain_text_takes_its_fields_from_the_query(chain: Chain) -> None:
    answer = chain.request(
        "POST",
        "/v1/articles",
        "\ufeffThe mill reopens.\r\n".encode(),
        headers={"Content-Type": "text/plain; charset=UTF-8"},
        query={"title": "Mill", "id": "7", "revision": "3"},
    )
    assert answer.status == 202
    chain.run()
    analysis = chain.get(answer.headers["Location"].removeprefix("/live") + "/analysis").json
    assert (analysis["text"], analysis["article"]["title"]) == ("The mill reopens.\r\n", "Mill")
    refused(
        chain.request("POST", "/v1/articles", b"x", headers={"Content-Type": "text/plain"}, query={"colour": "blue"}),
        422,
        "invalid_article",
    )


@pytest.mark.parametrize("path", ["", "/analysis", "/report"])
def test_what_does_not_exist_is_not_found(chain: Chain, path: str) -> None:
    refused(chain.get(f"/v1/articles/{'0' * 24}{path}"), 404, "not_found")
    refused(chain.get(f"/v1/articles/no%20such%20id{path}"), 404, "not_found")


def test_a_version_that_does_not_exist_is_not_found(chain: Chain) -> None:
    article_id = reported(chain)
    refused(chain.get(f"/v1/articles/{article_id}/analysis", version="1" * 24), 404, "not_found")


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ({"limit": "0"}, "invalid_parameter"),
        ({"limit": "many"}, "invalid_parameter"),
        ({"status": "lost"}, "invalid_parameter"),
        ({"from": "yesterday"}, "invalid_parameter"),
        ({"outlet": "a", "status": "failed"}, "too_many_filters"),
        ({"from": "2026-02-01T00:00:00Z", "to": "2026-01-01T00:00:00Z"}, "invalid_range"),
        ({"cursor": "AAAA"}, "invalid_cursor"),
        ({"cursor": "ä"}, "invalid_cursor"),
    ],
)
def test_a_list_refuses_what_it_cannot_do(chain: Chain, query: dict[str, str], code: str) -> None:
    refused(chain.get("/v1/articles", **query), 422, code)


def test_lists_by_one_filter_and_page_by_page(chain: Chain) -> None:
    ids = [reported(chain, id=str(number), outlet="Gazette" if number % 2 else "Post") for number in range(5)]
    listed = [one["id"] for one in chain.get("/v1/articles").json["articles"]]
    assert listed == ids[::-1]
    assert [one["id"] for one in chain.get("/v1/articles", outlet="Gazette").json["articles"]] == [ids[3], ids[1]]
    assert [one["id"] for one in chain.get("/v1/articles", entity="ANA  brandt").json["articles"]] == ids[::-1]
    assert [one["id"] for one in chain.get("/v1/articles", status="reported").json["articles"]] == ids[::-1]
    assert [one["id"] for one in chain.get("/v1/articles", finding="no-date").json["articles"]] == ids[::-1]
    assert chain.get("/v1/articles", finding="wrong-calibre").json["articles"] == []
    assert chain.get("/v1/articles", status="failed").json["articles"] == []
    pages, cursor = [], {}
    while True:
        page = chain.get("/v1/articles", limit="2", **cursor).json
        pages.append([one["id"] for one in page["articles"]])
        if not page["next"]:
            break
        cursor = {"cursor": page["next"]}
    assert [one for page in pages for one in page] == ids[::-1]
    assert max(map(len, pages)) == 2
    received = chain.get(f"/v1/articles/{ids[2]}").json["received_at"]
    assert [one["id"] for one in chain.get("/v1/articles", **{"from": received}).json["articles"]] == ids[:1:-1]
    assert [one["id"] for one in chain.get("/v1/articles", to=received).json["articles"]] == ids[1::-1]


def test_waiting_ends_at_once_when_there_is_nothing_to_wait_for(chain: Chain) -> None:
    article_id = reported(chain)
    assert chain.get(f"/v1/articles/{article_id}", headers={"Prefer": "respond-async, wait=20"}).json["status"] == "reported"
    waiting = chain.post({"text": TEXT + " More.", "id": "2"}).json["id"]
    assert chain.get(f"/v1/articles/{waiting}", headers={"prefer": "wait=1"}).json["status"] == "received"
    assert chain.get(f"/v1/articles/{waiting}", headers={"Prefer": "wait=soon"}).status == 200


def test_offsets_in_utf16_and_without_the_text(chain: Chain) -> None:
    article_id = reported(chain, text="😀 “We won 🏆,” said Ana Brandt. “Again.”", title="🏆 Ana Brandt wins")
    plain = chain.get(f"/v1/articles/{article_id}/analysis").json
    converted = chain.get(f"/v1/articles/{article_id}/analysis", offsets="utf16").json
    texts = {part: plain_text.encode("utf-16-le") for part, plain_text in (("text", plain["text"]), ("title", plain["article"]["title"]))}
    mentions = [mention for entity in converted["entities"] for mention in entity["mentions"]]
    assert {mention["in"] for mention in mentions} == {"text", "title"}
    for mention in mentions:
        assert texts[mention["in"]][2 * mention["start"] : 2 * mention["end"]].decode("utf-16-le") == mention["text"]
    assert converted["document"]["paragraphs"][-1][1] == len(texts["text"]) // 2
    assert "text" not in chain.get(f"/v1/articles/{article_id}/analysis", text="false").json


def test_a_large_analysis_is_read_from_elsewhere(chain: Chain, monkeypatch: pytest.MonkeyPatch) -> None:
    article_id = reported(chain)
    import read

    monkeypatch.setattr(read, "ANSWER_BYTES", 100)
    for path in ("analysis", "report"):
        answer = chain.get(f"/v1/articles/{article_id}/{path}")
        assert answer.status == 303
        assert "X-Amz-Signature" in answer.headers["Location"]
    refused(chain.get(f"/v1/articles/{article_id}/analysis", offsets="utf16"), 422, "too_large_to_convert")


def test_an_analysis_too_large_for_an_item_is_read_all_the_same(chain: Chain, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("copydesk.store.analyses.ITEM_BYTES", 100)
    assert chain.get(f"/v1/articles/{reported(chain)}/analysis").json["text"] == TEXT


def test_a_signed_link_opens_the_report_until_it_expires(chain: Chain) -> None:
    article_id = reported(chain)
    made = chain.request("POST", f"/v1/articles/{article_id}/links")
    assert made.status == 201
    assert made.json["url"].startswith("https://api.example.org/live/r/")
    token = made.json["url"].rsplit("/", 1)[1]
    page = chain.get(f"/r/{token}", key="")
    assert page.status == 200
    assert "Ana Brandt" in page.body
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]
    assert "script" not in page.headers["Content-Security-Policy"]

    refused(chain.get(f"/r/{token[:-1]}{'A' if token[-1] != 'A' else 'Q'}", key=""), 404, "unknown_link")
    refused(chain.get("/r/AAAA", key=""), 404, "unknown_link")
    old = links.sign(article_id, datetime.now(UTC) - timedelta(seconds=1), b"a secret of the tests")
    refused(chain.get(f"/r/{old}", key=""), 410, "link_expired")
    reader = Keys("Table").add(frozenset(["read"]))
    refused(chain.request("POST", f"/v1/articles/{article_id}/links", key=reader), 403, "scope_required")


def test_the_api_describes_itself_without_a_key(chain: Chain) -> None:
    assert chain.get("/health", key="").json["status"] == "ok"
    described = chain.get("/openapi.json", key="").json
    assert described["servers"] == [{"url": "/live"}]
    assert "post" in described["paths"]["/v1/articles"]
    page = chain.get("/docs", key="")
    assert "/v1/articles/{article_id}/report" in page.body
    assert "<script" not in page.body


def test_a_defect_is_a_problem_too_and_says_nothing_of_the_article(chain: Chain, monkeypatch: pytest.MonkeyPatch, log: Any) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise RuntimeError(TEXT)

    monkeypatch.setattr("copydesk.store.reception.Reception.take", fail)
    problem = refused(chain.post({"text": TEXT}), 500, "internal_error")
    assert "mill" not in json.dumps(problem) + log.getvalue()
    assert "RuntimeError" in log.getvalue()
