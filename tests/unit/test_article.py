"""Identity, version and order of an article."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from pydantic import ValidationError

from copydesk.article import Article, Order, Submission

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


def article(**fields):
    return Article.of(Submission(**{"text": "The mill reopens.", **fields}), received_at=NOW)


def test_the_id_comes_from_outlet_and_sender_id_and_nothing_else():
    one = article(id="7", outlet="Gazette", text="A", url="https://example.org/a", title="T", revision=1)
    other = article(id="7", outlet="Gazette", text="B", url="https://example.org/b")
    assert one.id == other.id
    assert one.sender_id == "7"
    assert article(id="7", outlet="Post").id != one.id
    assert article(id="7").id != one.id


def test_without_a_sender_id_the_address_identifies_and_without_one_the_text():
    here = article(url="https://Example.org/news/1?page=2#top")
    assert here.id == article(url="HTTPS://example.org/news/1?page=2", text="Changed.").id
    assert here.id != article(url="https://example.org/news/1?page=3").id
    assert article().id == article(title="Now with a title").id
    assert article().id != article(text="Another text.").id


@pytest.mark.parametrize("change", [{"text": "Other."}, {"title": "T"}, {"byline": "B"}, {"genre": "opinion"}, {"language": "en"}])
def test_the_version_changes_with_what_is_analysed(change):
    assert article(id="7", **change).version != article(id="7").version


@pytest.mark.parametrize(
    "change", [{"revision": 9}, {"updated_at": NOW}, {"published_at": NOW}, {"state": "published"}, {"url": "https://x.org/"}]
)
def test_the_version_stays_with_everything_else(change):
    assert article(id="7", **change).version == article(id="7").version


def test_fields_are_kept_apart_in_the_hash():
    assert article(title="ab", byline="c").version != article(title="a", byline="bc").version
    assert article(title="", byline="x").version != article(title=None, byline="x").version


def test_a_stored_article_must_have_the_version_of_its_content():
    changed = article().model_dump() | {"text": "Changed on the way."}
    with pytest.raises(ValidationError, match="not that of the content"):
        Article.model_validate(changed)


def order(revision=None, minute=0, received=0):
    return Order(revision=revision, time=NOW + timedelta(minutes=minute), received_at=NOW + timedelta(seconds=received))


@pytest.mark.parametrize(
    ("newer", "older"),
    [
        (order(2), order(1, minute=5)),
        (order(None, minute=1), order(None)),
        (order(None, minute=1), order(9)),
        (order(9, minute=1), order(None)),
        (order(3, minute=1), order(3)),
        (order(3, received=1), order(3)),
    ],
)
def test_order(newer, older):
    assert newer.newer_than(older)
    assert not older.newer_than(newer)
    assert not newer.newer_than(newer)


def test_order_is_revision_else_update_time_else_receipt():
    assert article(revision=4).order.revision == 4
    assert article(updated_at="2026-01-01T00:00:00+02:00").order.time == datetime(2025, 12, 31, 22, tzinfo=UTC)
    assert article().order.time == NOW


@pytest.mark.parametrize(
    ("fields", "origin"),
    [
        ({"published_at": NOW, "scheduled_at": NOW, "updated_at": NOW}, "published"),
        ({"scheduled_at": NOW, "updated_at": NOW}, "scheduled"),
        ({"updated_at": NOW}, "updated"),
        ({}, "none"),
    ],
)
def test_the_reference_time_says_where_it_comes_from(fields, origin):
    assert article(**fields).reference == (NOW if fields else None, origin)


def test_a_time_without_a_zone_is_utc():
    assert article(updated_at="2026-01-01T00:00:00").order.time == datetime(2026, 1, 1, tzinfo=UTC)
