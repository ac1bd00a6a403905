from __future__ import annotations

import os
import subprocess
import sys

import pytest

from copydesk.analysis import Part
from copydesk.errors import CopydeskError
from copydesk.nlp.analyser import Analyser, load

TEXT = """Council votes to keep the ferry

The council of Harwick voted on Monday to keep the night ferry. Maria Ortega, who chairs it, called the vote a relief.

Ortega said the harbour board had offered to pay half."""


def test_equal_articles_have_equal_bytes(analyser, make_article):
    one, other = (analyser.analyse(make_article(TEXT, title="Ferry stays")) for _ in range(2))
    assert one.to_json() == other.to_json()


def test_identity_is_known_before_analysing(analyser, make_article):
    article = make_article(TEXT)
    assert analyser.identity(article) == analyser.analyse(article).analysis_id


@pytest.mark.parametrize(
    "change",
    [
        {"title": "Ferry"},
        {"outlet": "The Harwick Post"},
        {"id": "7"},
        {"genre": "opinion"},
        {"published_at": "2026-03-01T08:00:00Z"},
        {"scheduled_at": "2026-03-01T08:00:00Z"},
        {"url": "https://harwick.example/ferry"},
    ],
)
def test_identity_changes_with_whatever_the_bytes_depend_on(analyser, make_article, change):
    plain, changed = make_article(TEXT), make_article(TEXT, **change)
    assert analyser.identity(plain) != analyser.identity(changed)
    assert analyser.analyse(plain).to_json() != analyser.analyse(changed).to_json()


def test_identity_does_not_change_with_what_the_analysis_does_not_hold(analyser, make_article):
    plain, changed = make_article(TEXT), make_article(TEXT, revision=4, state="published")
    assert analyser.identity(plain) == analyser.identity(changed)
    assert analyser.analyse(plain).to_json() == analyser.analyse(changed).to_json()


def test_many_articles_come_back_in_order_and_as_they_would_alone(analyser, make_article, monkeypatch):
    articles = [
        make_article(TEXT),
        make_article("Der Rat hat am Montag beschlossen, dass die Fähre weiter fahren wird.", id="de"),
        make_article("One word.", title="Short"),
        make_article(TEXT, id="again"),
    ]
    monkeypatch.setattr("copydesk.nlp.analyser.BATCH", 200)
    together = [analysis.to_json() for analysis in analyser.analyse_many(iter(articles))]
    assert together == [analyser.analyse(article).to_json() for article in articles]


def test_nothing_is_found_in_another_language(analyser, make_article):
    analysis = analyser.analyse(make_article("Le conseil municipal de Lyon a voté lundi soir le maintien de la ligne, a déclaré le maire."))
    assert analysis.document.analysed_share == 0
    assert "fr" in analysis.document.not_analysed_because
    assert analysis.document.words > 10
    assert b'"entities"' not in analysis.to_json()


def test_the_title_is_analysed_and_says_so(analyser, make_article):
    analysis = analyser.analyse(make_article("The harbour stays open.", title="Angela Merkel visits Hamburg"))
    parts = {entity.name: entity.mentions[0].part for entity in analysis.entities}
    assert parts["Angela Merkel"] is Part.TITLE


def test_the_reference_date_is_that_of_publication_first(analyser, make_article):
    times = {"published_at": "2026-03-01T23:30:00-05:00", "scheduled_at": "2026-03-05T08:00:00Z"}
    assert analyser.analyse(make_article(TEXT, **times)).reference_date.value == "2026-03-02"


def test_a_pipeline_that_is_not_installed_is_named():
    with pytest.raises(CopydeskError, match="no_such_pipeline") as raised:
        load("no_such_pipeline")
    assert raised.value.code == "model_missing"


def test_importing_the_analyser_does_not_import_spacy():
    code = "import sys, copydesk.nlp.analyser; sys.exit('spacy' in sys.modules or 'py3langid' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_long_article_is_analysed_in_windows_as_one(analyser, make_article):
    others = [f"The office in street number {number} of the town stayed closed for a week." for number in range(8)]
    text = "\n\n".join(["Maria Ortega, the mayor, opened the pier.", *others, "“We are glad,” Ortega said.", "“It took years,” she said."])
    windowed = Analyser(analyser._nlp, analyser._gazetteer, window=200)
    analysis = windowed.analyse(make_article(text))
    (ortega,) = [entity for entity in analysis.entities if entity.name == "Maria Ortega"]
    assert [text[span.start : span.end] for span in ortega.mentions] == ["Maria Ortega", "Ortega"]
    (source,) = analysis.sources
    assert (source.name, source.entity_id, len(source.attribution_ids)) == ("Maria Ortega", ortega.id, 2)
    assert analysis.analysis_id != analyser.identity(make_article(text))
    assert len(analysis.document.sentences) == len(analysis.document.paragraphs) == 11


def test_bytes_do_not_hang_on_the_order_of_sets(analyser, make_article):
    code = (
        "import sys; from copydesk.nlp.analyser import load; from copydesk.article import Article\n"
        "sys.stdout.buffer.write(load().analyse(Article.model_validate_json(sys.stdin.buffer.read())).to_json())"
    )
    article = make_article(TEXT)
    # This process has a random seed for its hashes, the other one a fixed one.
    other = subprocess.run(
        [sys.executable, "-c", code],
        input=article.model_dump_json().encode(),
        capture_output=True,
        env={**os.environ, "PYTHONHASHSEED": "1"},
        check=True,
    )
    assert other.stdout == analyser.analyse(article).to_json()
