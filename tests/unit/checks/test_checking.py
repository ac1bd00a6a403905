"""`copydesk check` and `copydesk rules`: what an editor's program and a hook see."""

from __future__ import annotations

import json

import pytest

from copydesk import checking, cli
from copydesk.desk import Desk

STORY = "The mill burned.\n\nThey fired a 152mm D-30 at it.\n"


@pytest.fixture(autouse=True)
def loaded(monkeypatch, analyser):
    monkeypatch.setattr(checking, "open_desk", lambda _model, house: Desk(analyser, house=house))


@pytest.fixture
def story(tmp_path):
    path = tmp_path / "story.txt"
    path.write_text(STORY, encoding="utf-8")
    return str(path)


def test_a_finding_is_a_line_with_its_place(story, capsys):
    assert cli.main(["check", story]) == checking.FOUND
    assert f"{story}:3:14: error:" in capsys.readouterr().out


def test_the_exit_status_follows_how_grave_it_is(story):
    assert cli.main(["check", "--fail-on", "never", story]) == checking.CLEAN
    assert cli.main(["check", "--fail-on", "warning", story]) == checking.FOUND
    assert cli.main(["check", "--policy", "no-such", story]) == checking.NOT_RUN
    assert cli.main(["check", story + ".gone"]) == checking.NOT_RUN


def test_findings_are_written_as_json(story, capsys):
    cli.main(["check", "--format", "json", story])
    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {"file", "id", "rule", "severity", "anchors"} <= set(found[0])


def test_a_policy_of_ones_own_is_read_from_its_file(story, tmp_path, capsys):
    own = tmp_path / "ours.yaml"
    own.write_text("policy: ours\ntitle: Ours\nrules:\n  wrong-calibre: off\nterms:\n- {avoid: [mill], use: factory, reason: It is one.}\n")
    assert cli.main(["check", "--policy", str(own), "--published-at", "2026-03-01", story]) == checking.CLEAN
    shown = capsys.readouterr().out
    assert "wrong-calibre" not in shown
    assert f"{story}:1:5: warning: The house writes “factory”: It is one. «mill» [house-term]" in shown


def test_what_is_wrong_with_a_policy_is_shown_with_its_line(story, tmp_path, capsys):
    own = tmp_path / "ours.yaml"
    own.write_text("policy: ours\ntitle: Ours\nrules:\n  no-such-rule: off\n")
    assert cli.main(["check", "--policy", str(own), story]) == checking.NOT_RUN
    assert "ours.yaml:4: there is no rule 'no-such-rule'" in capsys.readouterr().err


def test_the_rules_are_listed_as_a_policy_asks_for_them(capsys):
    assert cli.main(["rules", "--policy", "after-ap"]) == checking.CLEAN
    assert "error    bare-source" in capsys.readouterr().out
    assert cli.main(["rules", "--format", "json"]) == checking.CLEAN
    assert {"code", "severity", "bad", "good"} <= set(json.loads(capsys.readouterr().out.splitlines()[0]))
