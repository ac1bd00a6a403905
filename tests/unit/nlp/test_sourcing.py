"""On which terms sources speak, who passed their words on, how cues colour them, and how much of a text is theirs."""

from __future__ import annotations

import pytest

from copydesk.analysis import Analysis, AnonymityKind, CueTone, RefusalKind


@pytest.fixture(scope="module")
def read(analyser, make_article):
    def analysed(text: str) -> Analysis:
        return analyser.analyse(make_article(text))

    return analysed


@pytest.mark.parametrize(
    ("text", "terms", "reason", "boilerplate"),
    [
        (
            "“The dam leaks,” said an engineer at the plant, who spoke on condition of anonymity.",
            "spoke on condition of anonymity",
            None,
            False,
        ),
        (
            "An engineer, who asked not to be named because she feared for her job, said the dam leaked.",
            "asked not to be named",
            "because she feared for her job",
            False,
        ),
        (
            "“The dam leaks,” said a senior official, who requested anonymity because he was not authorized to speak to the press.",
            "requested anonymity",
            "because he was not authorized to speak to the press",
            True,
        ),
        (
            "“The dam leaks,” an official said. He spoke on the condition of anonymity to discuss internal deliberations.",
            "spoke on the condition of anonymity",
            "to discuss internal deliberations",
            True,
        ),
        (
            "The dam leaks, said two people briefed on the survey, who were granted anonymity, citing fear of reprisals.",
            "were granted anonymity",
            "citing fear of reprisals",
            False,
        ),
        (
            "“The dam leaks,” said one of the engineers, who was not authorised to speak publicly.",
            "not authorised to speak",
            "not authorised to speak",
            True,
        ),
    ],
)
def test_stated_terms_of_anonymity(read, text, terms, reason, boilerplate):
    analysis = read(text)
    anonymity = next(source.anonymity for source in analysis.sources if source.anonymity)
    assert (anonymity.kind, anonymity.terms, anonymity.reason, anonymity.boilerplate) == (AnonymityKind.STATED, terms, reason, boilerplate)
    assert all(analysis.text[span.start : span.end] == span.text for span in anonymity.spans)


@pytest.mark.parametrize(
    "source",
    [
        "A senior official",
        "One unnamed defence official",
        "Sources",
        "Insiders privy to the survey",
        "Two officials",
        "People close to the talks",
    ],
)
def test_an_identity_withheld_without_a_word_is_implied(read, source):
    analysis = read(f"{source} said that the dam would not last the winter.")
    assert [one.anonymity and one.anonymity.kind for one in analysis.sources] == [AnonymityKind.IMPLIED]


@pytest.mark.parametrize(
    "source",
    ["A spokeswoman for the plant", "Police", "Residents", "A poll", "Critics", "Paula Ferris", "The ministry", "A judge", "The mayor"],
)
def test_unnamed_is_not_anonymous(read, source):
    analysis = read(f"{source} said that the dam would not last the winter.")
    assert [one.anonymity for one in analysis.sources] == [None]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“The dam leaks,” Paula Ferris told Reuters.", [("Reuters", "told")]),
        ("“The dam leaks,” Paula Ferris said in an interview with CNN.", [("CNN", "in an interview with")]),
        (
            "“The dam leaks,” Paula Ferris said, according to a transcript obtained by The New York Times.",
            [("a transcript", "according to"), ("The New York Times", "obtained by")],
        ),
        (
            "The report, based on interviews with engineers, says that the dam leaks.",
            [("engineers", "based on")],
        ),
        ("“The dam leaks,” Paula Ferris told reporters.", []),
    ],
)
def test_who_passed_a_statement_on(read, text, expected):
    analysis = read(text)
    assert [(one.span.text, one.terms) for one in analysis.attributions[0].via] == expected
    ids = {source.id for source in analysis.sources}
    assert all(one.source_id in ids for one in analysis.attributions[0].via)


@pytest.mark.parametrize(
    ("cue", "tone"),
    [
        ("said", CueTone.NEUTRAL),
        ("claimed", CueTone.CLAIMED),
        ("admitted", CueTone.ADMITTED),
        ("warned", CueTone.WARNED),
        ("insisted", CueTone.INSISTED),
        ("boasted", CueTone.BOASTED),
    ],
)
def test_how_the_cue_colours_a_statement(read, cue, tone):
    analysis = read(f"“The dam will leak again,” Paula Ferris {cue}.")
    assert [one.cue_tone for one in analysis.attributions] == [tone]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The plant declined to comment.", RefusalKind.DECLINED),
        ("The plant refused to answer questions about the dam.", RefusalKind.DECLINED),
        ("The plant did not respond to a request for comment.", RefusalKind.NO_RESPONSE),
        ("The plant did not immediately return calls seeking comment.", RefusalKind.NO_RESPONSE),
        ("The plant could not be reached for comment.", RefusalKind.UNREACHABLE),
    ],
)
def test_a_refusal_is_no_statement(read, text, kind):
    analysis = read(text)
    assert [(one.kind, one.source and one.source.text) for one in analysis.refusals] == [(kind, "The plant")]
    assert analysis.attributions == []


def test_responding_with_force_is_no_refusal(read):
    assert read("The crew responded to the alarm within minutes and could reach the dam.").refusals == []


def test_scare_quotes_are_kept_apart_from_speech(read):
    analysis = read("The so-called “buffer zone” runs along the river. “It helps nobody,” said Paula Ferris.")
    assert [span.text for span in analysis.scare_quotes] == ["“buffer zone”"]


def test_shares_have_their_denominators(read):
    analysis = read("“The dam leaks,” said Paula Ferris. Officials said that it was dry. The reservoir holds water for a million people.")
    measured = analysis.sourcing
    assert measured is not None
    assert (measured.attributed.words, measured.attributed.of) == (7, analysis.document.words)
    assert (measured.named.words, measured.unnamed.words, measured.anonymous.words, measured.named.of) == (3, 4, 0, 7)
    assert measured.quoted.share == pytest.approx(3 / 7, abs=1e-4)
