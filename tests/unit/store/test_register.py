"""The register's conditions, against the order that the article defines."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime, timedelta

import pytest

from copydesk.article import Article, Status, Submission
from copydesk.errors import Conflict, NotFound, Transient
from copydesk.store.keys import AnalysisKey
from copydesk.store.ledger import Reason
from copydesk.store.register import Register

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
LEASE = timedelta(minutes=1)
ANALYSIS = "a" * 24


def article(text, received=0, **fields):
    return Article.of(Submission(id="1", text=text, **fields), received_at=NOW + timedelta(seconds=received))


@pytest.fixture
def register(aws):
    return Register("Table")


ORDERS = [
    {"received": 1},
    {"received": 2, "revision": 1},
    {"received": 3, "revision": 2},
    {"received": 4, "updated_at": NOW - timedelta(hours=1)},
    {"received": 5, "updated_at": NOW - timedelta(hours=1), "revision": 3},
]


@pytest.mark.parametrize(("one", "other"), list(itertools.permutations(range(len(ORDERS)), 2)))
def test_dynamodb_and_the_article_agree_on_the_newer_version(register, one, other):
    first, second = article("First.", **ORDERS[one]), article("Second.", **ORDERS[other])
    register.enter(first, now=NOW)
    meta, _ = register.enter(second, now=NOW)
    assert meta.latest == (second if second.order.newer_than(first.order) else first).version


def test_entering_twice_is_entering_once(register):
    for _ in range(2):
        meta, version = register.enter(article("Text."), now=NOW)
    assert (meta.status, version.status) == (Status.RECEIVED, Status.RECEIVED)
    assert len(register.versions(meta.id)) == 1


def test_a_claim_keeps_others_away_until_it_ends(register):
    key = article("Text.").key
    register.enter(article("Text."), now=NOW)
    assert register.begin(key, ANALYSIS, now=NOW, lease=LEASE)
    with pytest.raises(Transient):
        register.begin(key, ANALYSIS, now=NOW + LEASE / 2, lease=LEASE)
    assert register.begin(key, ANALYSIS, now=NOW + 2 * LEASE, lease=LEASE)
    register.extracted(key, now=NOW)
    assert not register.begin(key, ANALYSIS, now=NOW, lease=LEASE)
    assert register.begin(key, "b" * 24, now=NOW, lease=LEASE), "another engine analyses anew"


def test_a_report_that_is_quicker_than_the_note_of_its_analysis_stays(register):
    key = article("Text.").key
    register.enter(article("Text."), now=NOW)
    register.begin(key, ANALYSIS, now=NOW, lease=LEASE)
    register.reported(key, ANALYSIS, now=NOW)
    register.extracted(key, now=NOW)
    assert register.version(key).status is Status.REPORTED
    assert register.article(key.article_id).status is Status.REPORTED


def test_a_status_that_arrives_late_is_not_shown(register, monkeypatch):
    """Two functions change a version; the one that was first comes second to the article."""
    key = article("Text.").key
    register.enter(article("Text."), now=NOW)
    register.begin(key, ANALYSIS, now=NOW, lease=LEASE)
    late = []
    show = Register._show
    monkeypatch.setattr(Register, "_show", lambda _, entry: late.append(entry))
    register.extracted(key, now=NOW)
    monkeypatch.setattr(Register, "_show", show)
    register.reported(key, ANALYSIS, now=NOW)
    show(register, late[0])
    assert register.article(key.article_id).status is Status.REPORTED


def test_a_failure_says_why_until_it_is_restarted(register):
    key = article("Text.").key
    register.enter(article("Text."), now=NOW)
    register.failed(key, Reason("too_strange", "Send it again."), now=NOW)
    assert register.version(key).reason == Reason("too_strange", "Send it again.")
    assert register.article(key.article_id).status is Status.FAILED
    register.restart(key, now=NOW)
    entry = register.version(key)
    assert (entry.status, entry.reason) == (Status.RECEIVED, None)
    register.begin(key, ANALYSIS, now=NOW, lease=LEASE)
    register.restart(key, now=NOW)
    assert register.version(key).status is Status.EXTRACTING, "what is running is left alone"


def test_current_moves_by_order_alone(register):
    older, newer = article("Old.", received=1), article("New.", received=2)
    for one in (older, newer):
        register.enter(one, now=NOW)
    at = AnalysisKey.of(newer.key, ANALYSIS, NOW)
    assert register.make_current(register.reported(newer.key, ANALYSIS, now=NOW), at) == (True, None)
    assert register.make_current(register.reported(older.key, ANALYSIS, now=NOW), AnalysisKey.of(older.key, ANALYSIS, NOW)) == (False, None)
    assert register.article(newer.id).current == newer.version
    again = article("Old.", received=3)
    register.enter(again, now=NOW)
    assert register.make_current(register.version(again.key), AnalysisKey.of(again.key, ANALYSIS, NOW)) == (True, newer.version)


def test_what_was_never_entered_cannot_be_worked_on(register):
    key = article("Text.").key
    with pytest.raises(NotFound):
        register.article(key.article_id)
    with pytest.raises(NotFound):
        register.begin(key, ANALYSIS, now=NOW, lease=LEASE)
    assert not register.failed(key, Reason("x", "y"), now=NOW)


def test_a_failure_that_comes_late_does_not_undo_a_report(register):
    key = article("Text.").key
    register.enter(article("Text."), now=NOW)
    register.begin(key, ANALYSIS, now=NOW, lease=LEASE)
    register.reported(key, ANALYSIS, now=NOW)
    assert not register.failed(key, Reason("late", "Too late."), now=NOW)
    assert register.version(key).status is Status.REPORTED


def test_an_attempt_that_failed_frees_the_claim_and_says_why(register):
    key = article("Text.").key
    register.enter(article("Text."), now=NOW)
    register.begin(key, ANALYSIS, now=NOW, lease=LEASE)
    register.stumbled(key, Reason("try_again", "S3 was busy."), now=NOW)
    assert register.version(key).reason == Reason("try_again", "S3 was busy.")
    assert register.begin(key, ANALYSIS, now=NOW, lease=LEASE)
    assert register.reported(key, ANALYSIS, now=NOW).reason is None


def test_only_what_has_not_come_to_an_end_is_open(register):
    for text in ("One.", "Two.", "Three."):
        register.enter(article(text), now=NOW)
    register.reported(article("One.").key, ANALYSIS, now=NOW)
    register.begin(article("Two.").key, ANALYSIS, now=NOW + LEASE, lease=LEASE)
    later = NOW + timedelta(seconds=1)
    assert [entry.key for entry in register.open_since(later)] == [article("Three.").key]
    assert register.swept(article("Three.").key, now=later) == 1
    assert list(register.open_since(later)) == []
    with pytest.raises(Conflict):
        register.swept(article("One.").key, now=later)
