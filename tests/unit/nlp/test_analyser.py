from __future__ import annotations

import subprocess
import sys

import pytest

from copydesk.analysis import Part
from copydesk.errors import CopydeskError
from copydesk.nlp.analyser import load
from copydesk.nlp.windows import LIMIT

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


def test_many_articles_come_back_in_order_and_as_they_would_alone(analyser, make_article):
    articles = [
        make_article(TEXT),
        make_article("Der Rat hat am Montag beschlossen, dass die Fähre weiter fahren wird.", id="de"),
        make_article("One word.", title="Short"),
        make_article("The board met. " * (LIMIT // 10), id="long"),
        make_article(TEXT, id="again"),
    ]
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
