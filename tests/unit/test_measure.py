"""Corpora are analysed once, scored, and left out where nothing is found: shown on an invented one."""

from __future__ import annotations

import json

import corpora
import measure
import pytest
from corpora import Corpus

TEXT = "The bridge will close on Monday, the engineer Ann Orrell said."
SAID = Corpus("attribution", "invented.dev")
TYPES = Corpus("source_types", "invented.dev", texts="attribution")
CLAIMS = Corpus("claims", "invented.dev")


@pytest.fixture
def folder(monkeypatch, tmp_path):
    """Three articles and their gold, where the corpora are looked for."""
    source = [TEXT.index("the engineer"), TEXT.index(" said")]
    attributions = [{"content": [[0, TEXT.index(", the")]], "cue": [], "source": [source]}]
    write(tmp_path / SAID.task, [{"id": name, "text": TEXT, "published_at": "2026-03-05", "attributions": attributions} for name in "abc"])
    span = {"start": source[0], "end": source[1], "type": "named_person", "resolved_type": None}
    write(tmp_path / TYPES.task, [{"id": f"{name}1", "doc_id": name, **span} for name in "ab"])
    write(tmp_path / CLAIMS.task, [{"id": "a", "text": "Yes.", "label": 1}])
    monkeypatch.setattr(corpora, "FOLDER", tmp_path)
    return tmp_path / "analyses"


def write(folder, lines):
    folder.mkdir()
    (folder / "invented.dev.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")


def test_a_corpus_is_analysed_and_scored(analyser, folder):
    reports = {corpus.task: report for corpus, report in measure.measure([SAID, TYPES], analyser, folder)}
    assert reports["attribution"]["metrics"]["joint"]["f1"] == 100
    assert (reports["source_types"]["metrics"]["spans"], reports["source_types"]["metrics"]["accuracy"]) == (2, 100)


def test_what_was_analysed_before_is_not_analysed_again(analyser, folder, monkeypatch):
    first = measure.analyse(SAID, analyser, folder).read_text(encoding="utf-8")
    monkeypatch.setattr(analyser, "analyse_many", lambda articles: iter([pytest.fail("analysed again") for _ in articles]))
    assert measure.analyse(TYPES, analyser, folder).read_text(encoding="utf-8") == first


def test_a_part_is_scored_from_the_analyses_of_the_whole(analyser, folder):
    measure.analyse(SAID, analyser, folder)
    part = Corpus("attribution", "invented.dev", every=5)
    assert [line["id"] for line in part.lines()] == ["c"]
    assert measure.score(part, folder)["documents"] == 1
    assert str(part) != str(SAID)


def test_a_missing_analysis_is_no_figure(analyser, folder):
    path = measure.analyse(SAID, analyser, folder)
    path.write_text(path.read_text(encoding="utf-8").split("\n")[0] + "\n", encoding="utf-8")
    with pytest.raises(ValueError, match="2 articles without an analysis"):
        measure.score(SAID, folder)


def test_the_day_of_publication_goes_along_and_the_title_does_not(folder):
    (_, article), *_ = SAID.articles()
    assert (article.text, article.title, article.published_at.isoformat()) == (TEXT, None, "2026-03-05T12:00:00+00:00")
