"""The sample articles are what `POST /v1/articles` takes, and of all the kinds that their list names."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from copydesk.article import Genre, Submission

ARTICLES = Path(__file__).parents[2] / "events" / "articles"
SAMPLES = sorted(path for path in ARTICLES.iterdir() if path.suffix in (".json", ".txt"))


def submission(path: Path) -> Submission:
    text = path.read_text(encoding="utf-8")
    return Submission.model_validate_json(text) if path.suffix == ".json" else Submission(text=text)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_is_a_submission_of_an_article_s_length(path: Path) -> None:
    assert 300 <= len(submission(path).text.split()) <= 900


def test_the_kinds_differ() -> None:
    assert {submission(path).genre for path in SAMPLES} >= {Genre.NEWS, Genre.SPORT, Genre.INTERVIEW, Genre.PRESS_RELEASE, Genre.LIVE_BLOG}
    marks = "".join(submission(path).text for path in SAMPLES)
    assert all(mark in marks for mark in '"“”‘’')


def test_the_list_names_them_all() -> None:
    listed = re.findall(r"^\| `([^`]+)` \|", (ARTICLES / "README.md").read_text(encoding="utf-8"), flags=re.MULTILINE)

    assert sorted(listed) == [path.name for path in SAMPLES]
