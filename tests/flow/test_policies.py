"""An article is checked against the policy that it names: one that comes with copydesk, or one that the newsroom keeps."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import boto3
import pytest
from tests import stack
from tests.chain import Chain
from tests.flow.test_rebuild import lose_the_table, rebuild

from copydesk import cli
from copydesk.store import aws

TEXT = (
    "The council approved the new ferry on Monday, the mayor said.\n\n"
    "“The pontoon is paid for,” said Edda Falk, who heads the harbour office. “We open in May.”"
)
OURS = """\
policy: our-paper
title: Our paper
rules:
  no-date: off
terms:
  - {avoid: [pontoon], use: landing stage, reason: The word on our signs., quoted: true}
"""


@pytest.fixture
def command(chain: Chain, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """Run `copydesk policies …` on the deployed chain; a file is written first."""

    def run(action: str, *arguments: str, pack: str = "", facts: str = "") -> tuple[int, str]:
        chain.set_environment("extract")
        if pack:
            (tmp_path / "pack.yaml").write_text(pack, encoding="utf-8")
            arguments = (str(tmp_path / "pack.yaml"), *arguments)
        if facts:
            (tmp_path / "facts.csv").write_text(facts, encoding="utf-8")
            arguments = (*arguments, "--facts", str(tmp_path / "facts.csv"))
        status = cli.main(["policies", action, *arguments])
        said = capsys.readouterr()
        return status, said.out + said.err

    return run


def analysis(chain: Chain, article_id: str) -> Any:
    return chain.get(f"/v1/articles/{article_id}/analysis").json


def rules(chain: Chain, article_id: str) -> set[str]:
    return {finding["rule"] for finding in analysis(chain, article_id)["findings"]}


def test_a_pack_of_the_newsroom_is_kept_and_followed(chain: Chain, command) -> None:
    assert command("put", pack=OURS)[0] == 0
    assert command("list") == (0, "our-paper\n")
    assert command("show", "our-paper") == (0, OURS)
    article_id = chain.post({"id": "1", "text": TEXT, "policy": "our-paper"}).json["id"]
    chain.run()
    found = analysis(chain, article_id)
    assert found["policy"]["name"] == "our-paper"
    assert "house-term" in rules(chain, article_id)
    assert "no-date" not in rules(chain, article_id)


def test_one_that_is_changed_holds_for_what_comes_afterwards(chain: Chain, command) -> None:
    command("put", pack=OURS)
    first = chain.post({"id": "1", "text": TEXT, "policy": "our-paper"}).json["id"]
    chain.run()
    command("put", pack=OURS.replace("pontoon", "council"))
    second = chain.post({"id": "2", "text": TEXT, "policy": "our-paper"}).json["id"]
    chain.run()
    marked = [next(one for one in analysis(chain, each)["findings"] if one["rule"] == "house-term") for each in (first, second)]
    assert [one["anchors"][0]["text"] for one in marked] == ["pontoon", "council"]
    assert analysis(chain, first)["policy"]["version"] != analysis(chain, second)["policy"]["version"]


def test_it_can_be_the_policy_of_all_articles(chain: Chain, command, monkeypatch: pytest.MonkeyPatch) -> None:
    import extract

    command("put", pack=OURS)
    command("put", pack="policy: sports\ntitle: Sports\nextends: our-paper\nrules: {no-byline: off}\n")
    monkeypatch.setenv("HOUSE_POLICY", "sports")
    extract.settings.cache_clear()
    extract.desk.cache_clear()
    extract.desk()
    article_id = chain.post({"id": "1", "text": TEXT}).json["id"]
    chain.run()
    assert analysis(chain, article_id)["policy"]["name"] == "sports"
    assert {"house-term"} <= rules(chain, article_id)
    assert {"no-byline", "no-date"}.isdisjoint(rules(chain, article_id))


def test_the_facts_of_a_newsroom_go_with_its_pack(chain: Chain, command) -> None:
    facts = "subject,names,property,value,unit,since,until,source,checked\nL-99,L-99,calibre,155,mm,,,Our own desk,2026-03-01\n"
    assert command("put", pack=OURS, facts=facts)[0] == 0
    article_id = chain.post({"id": "1", "text": "A 122 mm L-99 howitzer was lost, the ministry said.", "policy": "our-paper"}).json["id"]
    chain.run()
    (wrong,) = (one for one in analysis(chain, article_id)["findings"] if one["rule"] == "wrong-calibre")
    assert "Our own desk" in wrong["reference"]


def test_a_faulty_pack_is_refused_and_the_old_one_stays(command) -> None:
    command("put", pack=OURS)
    status, said = command("put", pack=OURS.replace("no-date", "no-such-rule"))
    assert status == cli.NOT_RUN
    assert "pack.yaml:4" in said
    assert command("put", pack=OURS.replace("our-paper", "after-ap"))[0] == cli.NOT_RUN
    assert command("put", pack=OURS.replace("title:", "extends: theirs\ntitle:"))[0] == cli.NOT_RUN
    assert command("show", "our-paper") == (0, OURS)
    assert command("show", "theirs")[0] == cli.NOT_RUN


def test_packs_that_extend_each_other_in_a_circle_are_refused(command) -> None:
    command("put", pack="policy: one\ntitle: One\n")
    command("put", pack="policy: two\ntitle: Two\nextends: one\n")
    status, said = command("put", pack="policy: one\ntitle: One\nextends: two\n")
    assert status == cli.NOT_RUN
    assert "circle" in said


def test_a_pack_that_another_extends_cannot_be_removed(chain: Chain, command) -> None:
    command("put", pack=OURS)
    command("put", pack="policy: sports\ntitle: Sports\nextends: our-paper\n")
    status, said = command("remove", "our-paper")
    assert status == cli.NOT_RUN
    assert "sports" in said
    assert command("remove", "sports")[0] == 0
    article_id = chain.post({"id": "1", "text": TEXT, "policy": "our-paper"}).json["id"]
    assert command("remove", "our-paper")[0] == 0
    chain.run()
    article = chain.get(f"/v1/articles/{article_id}").json
    assert article["status"] == "failed"
    assert article["versions"][0]["reason"]["code"] == "unknown_policy"
    command("put", pack=OURS)
    assert chain.post({"id": "1", "text": TEXT, "policy": "our-paper"}).json["status"] == "received"
    chain.run()
    assert "house-term" in rules(chain, article_id)


def test_a_post_that_names_no_pack_there_is_changes_nothing(chain: Chain, command) -> None:
    command("put", pack=OURS)
    article_id = chain.post({"id": "1", "text": TEXT, "policy": "our-paper"}).json["id"]
    chain.run()
    before = analysis(chain, article_id)
    refused = chain.post({"id": "1", "text": TEXT, "policy": "our-papers"})
    assert (refused.status, refused.json["code"]) == (422, "unknown_policy")
    assert "our-paper." in refused.json["detail"]
    chain.run()
    assert analysis(chain, article_id) == before


# --- the same text on other terms ------------------------------------------------------------------------------------------


def test_the_same_text_under_another_policy_is_checked_again(chain: Chain, command) -> None:
    command("put", pack=OURS)
    first = chain.post({"id": "1", "text": TEXT}).json
    chain.run()
    before = rules(chain, first["id"])
    again = chain.post({"id": "1", "text": TEXT, "policy": "our-paper"})
    assert (again.status, again.json["version"], again.json["status"]) == (200, first["version"], "received")
    assert rules(chain, first["id"]) == before, "what can be read stays until the new analysis is there"
    chain.run()
    assert "house-term" in rules(chain, first["id"]) - before
    assert "landing stage" in chain.get(f"/v1/articles/{first['id']}/report").body
    assert chain.post({"id": "1", "text": TEXT, "policy": "our-paper"}).json["status"] == "reported"
    chain.post({"id": "1", "text": TEXT})
    chain.run()
    assert rules(chain, first["id"]) == before
    assert len(chain.get("/v1/articles").json["articles"]) == 1


def test_what_is_suppressed_later_is_suppressed(chain: Chain) -> None:
    article_id = chain.post({"id": "1", "text": TEXT}).json["id"]
    chain.run()
    chain.post({"id": "1", "text": TEXT, "suppress": [{"rule": "no-date", "reason": "The CMS adds it."}]})
    chain.run()
    (finding,) = (one for one in analysis(chain, article_id)["findings"] if one["rule"] == "no-date")
    assert finding["suppressed"]["reason"] == "The CMS adds it."


def test_other_terms_while_it_is_on_its_way(chain: Chain) -> None:
    article_id = chain.post({"id": "1", "text": TEXT}).json["id"]
    assert chain.post({"id": "1", "text": TEXT, "policy": "after-ap"}).json["status"] == "received"
    chain.run()
    assert analysis(chain, article_id)["policy"]["name"] == "after-ap"
    assert chain.get(f"/v1/articles/{article_id}").json["status"] == "reported"


def test_terms_of_an_older_revision_come_too_late(chain: Chain) -> None:
    article_id = chain.post({"id": "1", "text": TEXT, "revision": 5, "policy": "after-bbc"}).json["id"]
    chain.run()
    chain.post({"id": "1", "text": TEXT, "revision": 4, "policy": "after-ap"})
    chain.run()
    assert analysis(chain, article_id)["policy"]["name"] == "after-bbc"


def test_a_draft_that_is_published_is_no_draft_any_more_and_not_analysed_again(chain: Chain) -> None:
    article_id = chain.post({"id": "1", "text": TEXT, "state": "draft"}).json["id"]
    chain.run()
    analyses = len(_analyses())
    chain.post({"id": "1", "text": TEXT, "state": "published"})
    chain.run()
    assert boto3.resource("dynamodb").Table("Table").get_item(Key={"pk": f"ART#{article_id}", "sk": "META"})["Item"]["state"] == "published"
    assert chain.get(f"/v1/articles/{article_id}").json["status"] == "reported"
    assert len(_analyses()) == analyses


def test_a_rebuilt_table_knows_the_newest_terms(chain: Chain) -> None:
    article_id = chain.post({"id": "1", "text": TEXT}).json["id"]
    chain.run()
    chain.post({"id": "1", "text": TEXT, "policy": "after-ap", "state": "published"})
    chain.run()
    before = analysis(chain, article_id)
    keys = [one for one in boto3.resource("dynamodb").Table("Table").scan()["Items"] if one["pk"].startswith("KEY#")]
    lose_the_table()
    rebuild()
    for one in keys:
        boto3.resource("dynamodb").Table("Table").put_item(Item=one)
    chain.run()
    assert analysis(chain, article_id) == before
    assert boto3.resource("dynamodb").Table("Table").get_item(Key={"pk": f"ART#{article_id}", "sk": "META"})["Item"]["state"] == "published"


def _analyses() -> list[str]:
    bucket = stack.environment("extract")["RESULTS_BUCKET"]
    return [one["Key"] for one in aws.s3().list_objects_v2(Bucket=bucket, Prefix="analyses/")["Contents"]]
