"""Findings: their order, their ids, their anchors, and what switches them off."""

from __future__ import annotations

import pytest

from copydesk.analysis import Severity
from copydesk.checks.policy import read
from copydesk.desk import Desk

STORY = "The harbour office in Varn reopened. Two ferries sailed before noon, and the queue on the quay was gone by evening."


def codes(analysis) -> list[str]:
    return [finding.rule for finding in analysis.findings]


def test_the_gravest_come_first(desk, make_article):
    found = desk.read(make_article(STORY)).findings
    assert [finding.severity for finding in found] == sorted((finding.severity for finding in found), key=list(Severity).index)
    assert found


def test_an_id_survives_edits_elsewhere(desk, make_article):
    before, after = (desk.read(make_article(text)).findings for text in (STORY, f"Rain fell all night. {STORY}"))
    assert {finding.id for finding in before} == {finding.id for finding in after}


def test_a_suppressed_finding_stays_with_its_reason(desk, make_article):
    article = make_article(STORY, suppress=[{"rule": "no-byline", "reason": "The CMS adds it."}])
    (finding,) = (finding for finding in desk.read(article).findings if finding.rule == "no-byline")
    assert finding.suppressed is not None
    assert (finding.suppressed.reason, finding.suppressed.origin) == ("The CMS adds it.", "article")


def test_a_single_finding_can_be_suppressed_by_its_id(desk, make_article):
    date = next(finding for finding in desk.read(make_article(STORY)).findings if finding.rule == "no-date")
    again = desk.read(make_article(STORY, suppress=[{"finding": date.id, "reason": "It is on the page."}])).findings
    assert {finding.rule: finding.suppressed is not None for finding in again} | {"no-date": True, "no-byline": False} == {
        finding.rule: finding.suppressed is not None for finding in again
    }


def test_what_is_suppressed_is_part_of_what_an_analysis_is(desk, make_article):
    plain, quiet = make_article(STORY), make_article(STORY, suppress=[{"rule": "no-byline", "reason": "The CMS adds it."}])
    assert desk.identity(plain) != desk.identity(quiet)
    assert desk.read(quiet).analysis_id == desk.identity(quiet)


def test_a_policy_switches_rules_off_and_changes_how_grave_they_are(analyser, make_article):
    ours = read("policy: ours\ntitle: Ours\nrules:\n  no-date: off\n  no-byline: error\n")
    analysis = Desk(analyser, house=ours).read(make_article(STORY))
    assert "no-date" not in codes(analysis)
    assert next(f for f in analysis.findings if f.rule == "no-byline").severity is Severity.ERROR
    assert analysis.policy is not None
    assert {analysis.policy.name, *(finding.policy for finding in analysis.findings)} == {"ours"}


@pytest.mark.parametrize(
    "text", ["Am Hafen von Varn wurde gestern das neue Amt eröffnet, und zwei Fähren fuhren noch vor dem Mittag ab." * 3]
)
def test_nothing_is_marked_where_nothing_was_analysed(desk, make_article, text):
    assert desk.read(make_article(text)).findings == []
