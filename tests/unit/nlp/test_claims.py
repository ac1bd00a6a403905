"""Sentences worth checking: how they rank, what makes them so, whose they are and what would check them."""

from __future__ import annotations

import numpy as np
import pytest

from copydesk.analysis import Claim, ClaimKind
from copydesk.nlp.claims.features import BITS, sentence_features
from copydesk.nlp.claims.ranking import WEIGHTS, ranking
from copydesk.nlp.lexicon import HEADER, lists

FIGURE, COMPARISON, CAUSATION = ClaimKind.FIGURE, ClaimKind.COMPARISON, ClaimKind.CAUSATION
RECORD, QUOTATION, PREDICTION = ClaimKind.RECORD, ClaimKind.QUOTATION, ClaimKind.PREDICTION


@pytest.fixture(scope="module")
def read(analyser, make_article):
    def analysed(text: str, **fields: str):
        return analyser.analyse(make_article(text, language="en", **fields))

    return analysed


@pytest.fixture(scope="module")
def claim(read):
    """The claim that begins with the given words."""

    def found(text: str, beginning: str = "") -> Claim:
        return next(one for one in read(text).claims if one.text.startswith(beginning))

    return found


@pytest.mark.parametrize(
    ("worth_it", "hardly"),
    [
        ("Unemployment fell from 9 percent to 4 percent while she was governor.", "We all hope for better days to come."),
        ("The council spent $3 million on consultants last year.", "What a lovely morning it was."),
        ("He voted against the housing bill three times.", "I hope that we can talk about it."),
        ("Crime in the city has doubled since 2019.", "Good evening, and welcome."),
    ],
)
def test_what_a_fact_checker_would_check_scores_higher(read, worth_it, hardly):
    score = {one.text: one.score for one in read(f"{worth_it}\n\n{hardly}").claims}
    assert score[worth_it] > 0.5 > score.get(hardly, 0.0) + 0.2


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("The council employs 40 gardeners in the parks.", {FIGURE}),
        ("The council cut 40 jobs in March.", {FIGURE, COMPARISON}),
        ("Rents in the old town have fallen since the spring.", {COMPARISON}),
        ("The mill is the largest in the whole region.", {COMPARISON}),
        ("Buses cost more than trains in this county.", {COMPARISON}),
        ("The council spent more than $300,000 on the pool.", {FIGURE}),
        ("Most of the members of the council own a house.", set()),
        ("The flood was caused by a broken sluice near the farm.", {CAUSATION}),
        ("The school was closed because of the smoke.", {CAUSATION}),
        ("The senate passed the bill in March.", {RECORD}),
        ("The court convicted the former treasurer of fraud.", {RECORD}),
        ("The tunnel will cost the county $9 million.", {FIGURE, PREDICTION}),
        ("The bank is likely to raise its fees.", {PREDICTION}),
        ("The singer walked along the river and waved to the children.", set()),
    ],
)
def test_what_makes_it_worth_checking(claim, text, kinds):
    assert set(claim(text).kinds) == kinds


def test_a_quoted_fact_is_said_to_be_quoted(claim):
    text = "“Crime has fallen by 12 percent since 2019, in every district of this city,” Mayor Ana Ortega said."
    assert claim(text).kinds == [FIGURE, COMPARISON, QUOTATION]
    assert QUOTATION not in claim("Mayor Ana Ortega said that crime had fallen by 12 percent since 2019.").kinds


def test_a_claim_belongs_to_the_statement_that_holds_most_of_it(read):
    analysis = read(
        "“The dam has leaked for 12 years and nobody ever mended it,” Mayor Ana Ortega said. The dam was built in 1931 by the county."
    )
    quoted, told = analysis.claims
    statement = next(one for one in analysis.attributions if one.id == quoted.attribution_id)
    assert statement.source is not None
    assert statement.source.text == "Mayor Ana Ortega"
    assert told.attribution_id is None


@pytest.mark.parametrize(
    ("text", "check"),
    [
        (
            "The council cut 40 jobs last year because the grant from the ministry ran out.",
            "Look up the official figure for “40 jobs”: who publishes it, how it is counted, and for which period (last year),"
            " and find the document behind “grant”.",
        ),
        (
            "The guild, which met in 1987, sold 40 boats.",
            "Look up the official figure for “40 boats”: who publishes it, how it is counted, and for which period.",
        ),
        (
            "The mill is the largest in the whole region.",
            "Look for an exception to “largest”: among whom, since when, and who keeps the list.",
        ),
        (
            "The ministry said that the school was closed because of the smoke in its kitchen.",
            "Look for a study, inquiry or expert that ties the one to the other at “because”, and for other explanations;"
            " ask the ministry what it rests on.",
        ),
        ("The singer walked along the river and waved to the children.", None),
    ],
)
def test_what_would_check_it(claim, text, check):
    assert claim(text).check == check


def test_every_form_has_its_wording():
    wording = lists("claims")["checks"]
    assert set(wording) == {kind.value for kind in ClaimKind}
    assert set(wording["record"]) == set(lists("claims")["record"])
    for forms in wording.values():
        for form in forms.values():
            filled = form["main"].format(figure="40 jobs", of=" of it", word="act")
            assert filled[0].isupper()
            assert filled[-1] != "."
            assert form["also"].format(figure="40 jobs", word="act")[0].islower()
    assert len(HEADER) == 4


def test_ids_survive_edits_elsewhere_and_tell_repetitions_apart(read):
    before = read("The council cut 40 jobs. The mayor spent $3 million.").claims
    after = read("It rained on Monday in all of the county. The council cut 40 jobs. The council cut 40 jobs.").claims
    cut = [one.id for one in after if one.text.startswith("The council cut")]
    assert before[0].id == cut[0] != cut[1]
    assert len({one.id for one in after}) == len(after)


def test_only_the_text_is_listed_and_its_offsets_are_right(read):
    text = "  The council cut 40 jobs.\n\n\nThe mayor spent $3 million on İzmir’s 😀 bridge.  "
    analysis = read(text, title="The council cut 50 jobs")
    assert [one.text for one in analysis.claims] == [text.strip().split("\n")[0], text.strip().split("\n")[-1]]
    assert all(text[one.start : one.end] == one.text for one in analysis.claims)


@pytest.mark.parametrize("text", ["x", "😀", "\u2028 a", "…", "\n\nA\n\n", "İİİİ 1", "a" * 5000, "1 " * 3000])
def test_any_text_at_all(read, text):
    assert all(0.05 <= one.score <= 1 for one in read(text).claims)


def test_a_sentence_scores_the_same_wherever_it_stands(analyser):
    nlp = analyser._nlp
    words = ["The", "council", "cut", "40", "jobs", "."]
    from spacy.tokens import Doc

    def tagged(times: int) -> Doc:
        starts = [index % len(words) == 0 for index in range(times * len(words))]
        return Doc(nlp.vocab, words=words * times, sent_starts=starts, tags=["DT", "NN", "VBD", "CD", "NNS", "."] * times)

    alone, third = (ranking().score(sentence_features(doc, doc.text)) for doc in (tagged(1), tagged(3)))
    assert third[1:] == pytest.approx(np.repeat(alone, 2)[:2], abs=0.02)


def test_the_weights_are_small_and_fit_the_features():
    assert WEIGHTS.stat().st_size < 2_000_000
    assert ranking().weights.shape == (1 << BITS,)
    assert np.isfinite(ranking().weights).all()
