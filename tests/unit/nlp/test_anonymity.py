"""On which terms somebody speaks. Each case is an example of our own."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
import yaml
from tests.conftest import MakeArticle

from copydesk.analysis import Analysis, Anonymity, AnonymityKind, Detail
from copydesk.nlp.analyser import Analyser
from copydesk.nlp.lexicon import DATA, HEADER, lists

Read = Callable[[str], Analysis]

PATTERNS = ("terms", "assumed", "forbidden", "reasons", "boilerplate", "purposes", "particular")
PARTS = ("ask", "spoke", "condition", "their", "they", "name", "named", "hidden", "shown", "hidden_clause", "custom", "speaking")


@pytest.fixture(scope="module")
def read(analyser: Analyser, make_article: MakeArticle) -> Read:
    return lambda text: analyser.analyse(make_article(text, language="en"))


def anonymity(analysis: Analysis) -> dict[str, Anonymity | None]:
    """The anonymity of each source by its name, else its description."""
    return {source.name or source.description or "": source.anonymity for source in analysis.sources}


def only(analysis: Analysis) -> Anonymity:
    """The anonymity of the only source that is kept anonymous."""
    (found,) = [source.anonymity for source in analysis.sources if source.anonymity]
    return found


@pytest.mark.parametrize(
    "terms",
    [
        "who spoke on condition of anonymity",
        "speaking on the condition of anonymity",
        "who spoke under  condition\u00a0of anonymity",
        "who requested anonymity",
        "who asked for anonymity",
        "who asked not to be named",
        "who declined to be identified",
        "who did not want to be quoted",
        "who didn’t want to speak on the record",
        "who asked that her name not be used",
        "who spoke anonymously",
        "who wished to remain anonymous",
        "who spoke on condition that she not be named",
        "who agreed to talk on the condition that his full name not be used",
        "who spoke only on the customary condition of anonymity",
        "who spoke in return for anonymity",
        "speaking under ground rules that he not be named",
        "who pleaded for anonymity",
        "who insisted on not being named",
        "who asked that he not be identified by name",
        "who asked for her name to be withheld",
        "who asked us not to use her name",
        "who asked the Observer not to identify her",
        "who asked to keep his name out of the paper",
        "who refused to identify himself",
        "who would not give his name",
        "who would rather not be named",
        "who cannot be named under the rules of the port",
        "who by custom was not named",
        "who did not want her name in print",
        "who would not allow his name to be used",
        "who was promised that her name would not be used",
        "who spoke to the Harwick Observer anonymously",
        "who spoke off the record",
        "whom the Observer agreed not to name",
        "whose name the Observer is withholding",
        "who asked to be identified only as a manager",
        "who gave only his first name",
        "who spoke under the same conditions",
    ],
)
def test_the_terms_are_stated(read: Read, terms: str) -> None:
    analysis = read(f"The harbour wall will be rebuilt before winter. “The money is there,” said a port engineer, {terms}.")
    found = only(analysis)
    assert found.kind is AnonymityKind.STATED
    assert found.terms is not None
    assert found.terms in terms
    assert found.reason is None or "custom" in found.reason or "rules" in found.reason
    span = next(one for one in found.spans if one.text == found.terms)
    assert analysis.text is not None
    assert analysis.text[span.start : span.end] == found.terms


@pytest.mark.parametrize(
    "text",
    [
        "Speaking on condition of anonymity, a port engineer said the wall would be rebuilt. Mayor Ana Ruiz was at a funeral.",
        "Mayor Ana Ruiz said the wall was sound. A port engineer, who asked not to be named, said it would be rebuilt.",
        "A port engineer said the wall would be rebuilt. The engineer asked not to be named.",
        "A port engineer said the wall would be rebuilt. He requested anonymity.",
    ],
)
def test_the_terms_belong_to_the_one_of_whom_they_are_said(read: Read, text: str) -> None:
    found = {name: kept.kind for name, kept in anonymity(read(text)).items() if kept}
    assert len(found) == 1
    ((name, kind),) = found.items()
    assert "engineer" in name
    assert kind is AnonymityKind.STATED


@pytest.mark.parametrize(
    "terms",
    [
        "who was not authorised to speak to the press",
        "who is not authorized to publicly discuss the plan",
        "who did not have permission to speak to reporters",
        "who is barred from speaking publicly",
        "who lacked authority to comment",
    ],
)
def test_whoever_may_not_speak_and_is_quoted_speaks_anonymously(read: Read, terms: str) -> None:
    found = only(read(f"“The money is there,” said a port engineer, {terms}."))
    assert found.kind is AnonymityKind.STATED
    assert found.boilerplate


@pytest.mark.parametrize(
    ("text", "whose"),
    [
        (
            "A port official said the wall would fall. It had leaned for years, according to another port official.\n\n"
            "Both officials requested anonymity.",
            ["A port official", "another port official"],
        ),
        ("A port engineer said the wall would fall. A diver said it was sound. Both spoke anonymously.", ["A port engineer", "A diver"]),
        (
            "Two port officials said the wall would fall.\n\nThey spoke on condition of anonymity because the talks are private.",
            ["Two port officials"],
        ),
        ("Three people familiar with the plan said the wall would fall. None of them wanted to be named.", ["Three people"]),
        ("Two port officials said the wall would fall.\n\nThe officials asked not to be identified.", ["Two port officials"]),
        ("“The wall will fall,” one engineer said. The Observer is granting him anonymity because he fears reprisals.", ["one engineer"]),
        ("Asked not to be named, an official said the wall would fall.", ["an official"]),
        ("“I was afraid,” said Mara (not her real name), who works at the port.", ["Mara"]),
        ("“I was afraid,” said Ana, whose name has been changed to protect her.", ["Ana"]),
    ],
)
def test_terms_beside_their_statements_or_away_from_them_find_who_speaks_on_them(read: Read, text: str, whose: list[str]) -> None:
    stated = [name for name, kept in anonymity(read(text)).items() if kept and kept.kind is AnonymityKind.STATED]
    assert len(stated) == len(whose)
    for name, wanted in zip(stated, whose, strict=True):
        assert wanted.lower() in name.lower()


def test_terms_without_a_reason_do_not_take_one_away(read: Read) -> None:
    found = only(
        read(
            "A port engineer, who spoke on condition of anonymity for fear of losing her job, said the wall was sound. "
            "She asked not to be named."
        )
    )
    assert found.reason == "for fear of losing her job"


@pytest.mark.parametrize(
    "text",
    [
        "A witness said the van never stopped. Ana Ruiz asked not to be named as a candidate, she told the council.",
        "An engineer said the wall was sound. The museum received the painting anonymously in May.",
        "A volunteer said the group for anonymous alcoholics meets on Mondays.",
        "A port engineer, who declined to be named chief engineer, said the wall was sound.",
        "A port engineer, who asked not to be named as a candidate, said the wall was sound.",
        "A port engineer, who was not authorised to enter the yard, said the wall was sound.",
        "A port engineer, who refused to give the name of the yard, said the wall was sound.",
        "An engineer said the wall was sound. The victim could not be identified.",
        "An engineer said the wall was sound. Officials are not allowed to speak to reporters without leave.",
        "An engineer said the wall was sound. The law grants donors anonymity.",
        "An engineer said the mayor asked to remain anonymous when she gave the money.",
        "An official said the hotline lets callers report crimes anonymously.",
        "An official said the buyer insisted on anonymity.",
        "Divers said the wall was sound. It looked, a fitter, speaking on condition of anonymity, told of the crane, new.",
    ],
)
def test_anonymity_that_the_article_merely_speaks_of_is_nobodys_terms(read: Read, text: str) -> None:
    assert all(kept.kind is not AnonymityKind.STATED for kept in anonymity(read(text)).values() if kept)


@pytest.mark.parametrize(
    ("reason", "boilerplate"),
    [
        ("because she was not authorized to discuss the plans", True),
        ("because of the sensitivity of the talks", True),
        ("to speak freely about the mayor", True),
        ("to discuss internal deliberations", True),
        ("to discuss the timetable", True),
        ("because she feared losing her job", False),
        ("for fear of retaliation", False),
        ("because of a nondisclosure agreement", False),
        ("as they were not authorised to speak to the media", True),
        ("citing office rules", True),
        ("in line with the department’s policy", True),
        ("because the decision had not been announced", True),
        ("for legal reasons", False),
        ("to protect her family", False),
        ("because she was not authorized to speak and had signed a confidentiality agreement", False),
    ],
)
def test_a_reason_is_boilerplate_where_it_would_fit_anybody(read: Read, reason: str, boilerplate: bool) -> None:
    found = only(read(f"“The money is there,” said a port engineer, who spoke on condition of anonymity {reason}."))
    assert found.reason == reason
    assert found.boilerplate is boilerplate


def test_whoever_may_not_speak_and_does_gives_terms_and_reason_in_one(read: Read) -> None:
    found = only(read("“The money is there,” said a port engineer who was not authorized to speak publicly."))
    assert found.kind is AnonymityKind.STATED
    assert found.terms == found.reason == "not authorized to speak"
    assert found.boilerplate


@pytest.mark.parametrize(
    ("source", "detail"),
    [
        ("A source", Detail.BARE),
        ("Sources", Detail.BARE),
        ("A person familiar with the talks", Detail.ACCESS),
        ("People briefed on the plan", Detail.ACCESS),
        ("A diplomat", Detail.ROLE),
        ("An intelligence source", Detail.ROLE),
        ("Two senior officials", Detail.ROLE),
        ("A senior city council official", Detail.AFFILIATION),
        ("An adviser to Mayor Ana Ruiz", Detail.AFFILIATION),
        ("Sources within the ministry", Detail.AFFILIATION),
    ],
)
def test_withheld_without_a_word_is_implied_and_described_in_some_detail(read: Read, source: str, detail: Detail) -> None:
    found = only(read(f"{source} said on Friday that the wall would be rebuilt before winter."))
    assert found == Anonymity(kind=AnonymityKind.IMPLIED, detail=detail)


@pytest.mark.parametrize(
    "source", ["Aides to the mayor", "The mayor’s advisers", "Party insiders", "Senior officials", "A former employee", "Someone"]
)
def test_those_inside_are_withheld(read: Read, source: str) -> None:
    assert only(read(f"{source} said on Friday that the wall would be rebuilt.")).kind is AnonymityKind.IMPLIED


@pytest.mark.parametrize(
    "source",
    [
        "A spokeswoman for the port",
        "Police officials",
        "Police",
        "Residents",
        "Critics",
        "Experts",
        "Protesters",
        "A lawyer for the family",
        "A gaffe by the mayor",
        "One commenter",
        "A poll of 900 voters",
        "The city council",
        "Ana Ruiz",
    ],
)
def test_unnamed_is_not_anonymous(read: Read, source: str) -> None:
    analysis = read(f"{source} said on Friday that the wall would be rebuilt before winter.")
    assert analysis.attributions
    assert not [kept for kept in anonymity(analysis).values() if kept]


def test_stated_terms_keep_the_detail_of_the_description(read: Read) -> None:
    found = only(read("“The money is there,” said a senior council official, who spoke on condition of anonymity."))
    assert found.detail is Detail.AFFILIATION


@pytest.mark.parametrize("name", ["anonymity", "transmission", "refusals"])
def test_the_data_states_its_origin_and_is_what_the_code_takes_it_for(name: str) -> None:
    content = yaml.safe_load((DATA / f"{name}.yaml").read_text(encoding="utf-8"))
    assert list(content) == [*HEADER, "lists"]
    for kind, entries in lists(name).items():
        assert entries
        assert len(entries) == len(set(entries)), kind
        if name == "anonymity" and kind in PATTERNS + PARTS:
            assert all(not re.compile(entry).match("") for entry in entries)
            assert set(re.findall(r"<([a-z_]+)>", " ".join(entries))) <= set(PARTS)
        elif kind.endswith("_hold"):
            assert all(entry == entry.lower() for entry in entries), kind
        else:
            assert all(entry == entry.lower() and " " not in entry for entry in entries), kind
