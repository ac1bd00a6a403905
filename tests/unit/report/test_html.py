from __future__ import annotations

import hashlib
from base64 import b64encode
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.analyses import Draft, bridge, cable
from tests.page import Element, read

from copydesk.analysis import (
    AttributionType,
    Claim,
    EntityType,
    Language,
    Part,
    ReferenceDate,
    ReferenceOrigin,
    Severity,
    SourceType,
    Span,
    Wording,
    WordingCategory,
)
from copydesk.report.html import CONTENT_SECURITY_POLICY, render

HOSTILE = [
    "</style><script>alert(1)</script>",
    "\"'><img src=x onerror=alert(1)>",
    "&lt;b&gt; &amp;amp; &#x3c;i&#x3e;",
    "{{ 7 * 7 }}{% raw %}",
    "\u202edesrever\u202c שלום עולם العربية",
    "🏴‍☠️👩🏽‍🚒é",
    "<!--",
    "]]><plaintext>",
]


@pytest.fixture
def page() -> Element:
    return read(render(bridge().analysis()))


def test_shows_what_the_article_is(page: Element) -> None:
    masthead = page.one("header")

    assert page.one("h1").text == "Bridge at Varn to close for a year"
    for words in ("The Varn Observer", "Ida Brook", "4 March 2026, 09:30 UTC", "News", "English", "72 words", "b2b2b2b2"):
        assert words in masthead.text
    assert masthead.one("time").attributes["datetime"] == "2026-03-04T09:30:00+00:00"
    assert masthead.all("a")[0].attributes["href"] == "https://observer.example/bridge"


def test_lists_every_source_in_the_order_in_which_they_first_speak(page: Element) -> None:
    rows = page.one("table", class_="speakers").all("tbody")

    assert [row.one("th").text.split(" · ")[0] for row in rows] == [
        "Varn Council Named organisation",
        "Mara Ohlsen who leads the council Named person",
        "Two engineers Unnamed group",
        "A report by Tidewater Ltd Document",
        "No source found whose words these are was not found in the article",
    ]
    assert [[cell.text for cell in row.all("td", class_="figure")] for row in rows] == [["1", n] for n in ("13", "9", "9", "5", "8")]


def test_joins_statements_and_sources_both_ways(page: Element) -> None:
    quotation, continued = page.all("mark", class_="direct")[1:]

    assert quotation.text == "“Nobody wants this,”"
    assert continued.text == "“The bearings are older than I am.”"
    assert quotation.attributes["title"] == "Mara Ohlsen, named person: direct"
    signs = page.one("article").all("a", class_="sign")
    assert [sign.text for sign in signs] == ["1", "2", "2", "3", "4", "?"]
    assert signs[1].attributes["href"] == "#source-2"
    assert signs[1].attributes["aria-label"] == "Source 2, Mara Ohlsen, named person: direct"
    assert page.one("tbody", id="source-2").one("a").attributes["href"] == f"#{quotation.one('span', id='statement-2').attributes['id']}"


def test_says_beside_each_paragraph_who_speaks_in_it(page: Element) -> None:
    margins = [[item.text for item in row.all("li")] for row in page.all("div", class_="row")]

    assert margins == [["1 Varn Council"], ["2 Mara Ohlsen"], ["3 Two engineers", "4 A report by Tidewater Ltd"], ["? No source found"]]


def test_lists_names_by_type_with_their_places(page: Element) -> None:
    names = page.one("section", id="names")

    assert [heading.text for heading in names.all("h3")] == ["Person 1", "Organisation 2", "Country or town 1"]
    (varn,) = [item for item in names.all("li") if item.text.startswith("Varn ") and "headline" in item.text]
    assert [link.text for link in varn.all("a")] == ["1", "headline"]
    council = next(item for item in names.all("li") if item.text.startswith("Varn Council"))
    assert council.all("a")[0].attributes["href"] == "#source-1"


def test_the_bar_divides_all_words_of_the_article(page: Element) -> None:
    stretches = page.one("svg", class_="bar").all("rect")[3:]

    assert [(r.attributes["class"], r.attributes["x"], r.attributes["width"]) for r in stretches] == [
        ("named", "0.000%", "18.056%"),
        ("named", "18.056%", "12.500%"),
        ("unnamed", "30.556%", "12.500%"),
        ("record", "43.056%", "6.944%"),
        ("none", "50.000%", "11.111%"),
    ]
    assert "The article’s own voice: 28 words" in page.one("ul", class_="legend").text


def test_shows_every_word_of_the_article_exactly_once(page: Element) -> None:
    assert article_text(page) == bridge().text.split("\n\n")


def test_a_name_that_crosses_a_quotation_is_in_both() -> None:
    draft = Draft("She called “Mayor Venn” Street a joke.")
    draft.says(None, "“Mayor Venn”", cue=None)
    draft.name(EntityType.FAC, "Mayor Venn” Street")
    page = read(render(draft.analysis()))

    assert article_text(page) == [draft.text]
    assert [name.text for name in page.one("article").all("span", class_="name")] == ["Mayor Venn”", " Street"]
    assert page.one("article").one("mark").text == "“Mayor Venn”"


def test_a_statement_within_a_statement_keeps_both_signs() -> None:
    draft = Draft("Adams said that Brown had called it “a disgrace” twice.")
    adams = draft.source(SourceType.NAMED_PERSON, "Adams", words=8)
    brown = draft.source(SourceType.NAMED_PERSON, "Brown", words=2)
    draft.says(adams, "that Brown had called it “a disgrace” twice", type_=AttributionType.INDIRECT)
    draft.says(brown, "“a disgrace”", cue="called")
    marks = read(render(draft.analysis())).one("article").all("mark")

    assert [(mark.text, mark.attributes["class"]) for mark in marks] == [
        ("that Brown had called it ", "indirect named"),
        ("“a disgrace”", "direct named"),
        (" twice", "indirect named"),
    ]
    assert [a.text for a in read(render(draft.analysis())).one("article").all("a")] == ["2", "1"]


def test_a_quotation_over_paragraphs_is_marked_in_each() -> None:
    draft = Draft("“It began in May.\n\n“It ended in June,” she said.")
    she = draft.source(SourceType.UNNAMED_PERSON, None, "she", words=8)
    draft.says(she, "“It began in May.\n\n“It ended in June,”")
    page = read(render(draft.analysis()))

    assert [mark.text for mark in page.one("article").all("mark")] == ["“It began in May.", "“It ended in June,”"]
    assert [a.text for a in page.one("article").all("a")] == ["1"]
    assert [item.text for item in page.one("article").all("li")] == ["1 she", "1 she"]


def test_a_statement_that_begins_in_white_space_can_still_be_reached() -> None:
    draft = Draft("One.\n\nTwo three.")
    draft.says(None, Span(start=4, end=9, text="\n\nTwo"), cue=None)
    page = read(render(draft.analysis()))

    assert page.one("div", id="paragraph-2").one("span", id="statement-1").text == ""


def test_text_outside_every_paragraph_is_shown_too() -> None:
    draft = Draft("Before. Inside. Between. Inside. After.", document={"paragraphs": [(8, 15), (25, 32)]})

    assert [line.strip() for line in article_text(read(render(draft.analysis())))] == draft.text.replace(". ", ".|").split("|")


def test_every_link_in_the_page_leads_somewhere(page: Element) -> None:
    ids = [element.attributes["id"] for element in page.all() if "id" in element.attributes]
    links = [a.attributes["href"].removeprefix("#") for a in page.all("a") if a.attributes.get("href", "").startswith("#")]

    assert len(ids) == len(set(ids))
    assert len(links) > 20
    assert set(links) <= set(ids)


def test_landmarks_and_headings_are_in_order(page: Element) -> None:
    assert [element.tag for element in page.one("body").children if isinstance(element, Element)] == ["a", "header", "main", "footer"]
    levels = [int(element.tag[1]) for element in page.all() if element.tag in ("h1", "h2", "h3")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert all(table.children and "caption" in [c.tag for c in table.children if isinstance(c, Element)] for table in page.all("table"))


def test_the_policy_allows_this_style_sheet_and_nothing_else(page: Element) -> None:
    style = page.one("style").text
    digest = b64encode(hashlib.sha256(style.encode()).digest()).decode()

    assert f"style-src 'sha256-{digest}'" in CONTENT_SECURITY_POLICY
    assert CONTENT_SECURITY_POLICY.startswith("default-src 'none';")
    assert not page.all("script")
    assert not [e for e in page.all() if {"src", "style", "srcset"} & set(e.attributes) or any(a.startswith("on") for a in e.attributes)]
    assert "url(" not in style.replace("url(#hatch)", "")
    assert "@import" not in style


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_stay_words_wherever_they_stand(words: str) -> None:
    draft = Draft(
        f"Then {words} spoke.", title=f"Title {words}", about={"outlet": words, "byline": words, "url": f"https://x.example/{words}"}
    )
    entity = draft.name(EntityType.PERSON, words)
    source = draft.source(SourceType.NAMED_PERSON, words, words, words=3, entity=entity)
    draft.says(source, words, cue=words)
    page = read(render(draft.analysis()))

    assert article_text(page) == [draft.text]
    assert page.one("h1").text == draft.title
    assert {who.text for who in page.all("bdi", class_="who")} == {words}
    assert {element.tag for element in page.all()}.isdisjoint({"script", "img", "plaintext"})


def test_control_characters_are_seen_but_do_nothing() -> None:
    page = read(render(Draft("A\x00B\x1b[31mC\x7f", title="N\x00L").analysis()))

    assert article_text(page) == ["A␀B␛[31mC␡"]
    assert page.one("h1").text == "N␀L"


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "//elsewhere.example", "http://[broken"])
def test_only_web_addresses_become_links(url: str) -> None:
    page = read(render(Draft("Text.", about={"url": url}).analysis()))

    assert url in page.one("dl", class_="about").text
    assert url not in [a.attributes["href"] for a in page.all("a")]


def test_says_that_and_why_a_text_was_not_analysed() -> None:
    language = Language(code="uk", confidence=0.97)
    draft = Draft(
        "Міст закрили.", document={"analysed_share": 0, "not_analysed_because": "Ukrainian is not supported.", "language": language}
    )
    page = read(render(draft.analysis()))

    assert "Ukrainian is not supported." in page.one("p", role="note").text
    assert [section.attributes["id"] for section in page.one("main").all("section", class_="part")] == ["text", "figures", "making"]
    assert page.one("article").attributes["lang"] == "uk"


def test_an_article_of_nobody_about_nothing() -> None:
    about = dict.fromkeys(("byline", "outlet", "url", "genre", "language", "published_at"))
    undated = ReferenceDate(value=None, origin=ReferenceOrigin.NONE)
    page = read(render(Draft("Rain.", title=None, about=about).analysis().model_copy(update={"reference_date": undated})))

    assert page.one("h1").text == "Without a headline"
    assert "Datenone given" in page.one("dl", class_="about").text
    assert "Nobody" in page.one("section", id="sources").text


def test_a_headline_found_in_the_text_is_the_title_of_the_page() -> None:
    text = "Pier of Varn Mended\n\nRain fell."
    found = {"start": 0, "end": 19, "text": text[:19]}
    page = read(render(Draft(text, title=None, document={"headline": found}).analysis()))

    assert page.one("h1").text == "Pier of Varn Mended"
    assert page.one("title").text.startswith("Pier of Varn Mended")


def test_a_draft_shows_the_date_against_which_it_was_read() -> None:
    scheduled = ReferenceDate(value="2026-03-05", origin=ReferenceOrigin.SCHEDULED)
    analysis = Draft("Rain.", about={"published_at": None}).analysis().model_copy(update={"reference_date": scheduled})

    assert "Scheduled5 March 2026" in read(render(analysis)).one("dl", class_="about").text


def test_without_the_text_the_rest_is_still_there() -> None:
    analysis = cable().analysis().model_copy(update={"text": None})
    page = read(render(analysis))

    assert "text" not in [section.attributes["id"] for section in page.one("main").all("section", class_="part")]
    assert "Henrik Vinterberg" in page.one("section", id="sources").text
    assert "Monday 3 March 2026" in page.one("section", id="findings").text
    ids = {element.attributes["id"] for element in page.all() if "id" in element.attributes}
    assert {a.attributes["href"].removeprefix("#") for a in page.all("a") if a.attributes.get("href", "").startswith("#")} <= ids


def test_many_statements_of_one_source_are_folded() -> None:
    draft = Draft(" ".join(f"“Word {number}.”" for number in range(1, 8)))
    speaker = draft.source(SourceType.NAMED_PERSON, "Ida", words=14)
    for number in range(1, 8):
        draft.says(speaker, f"“Word {number}.”", cue=None)
    row = read(render(draft.analysis())).one("tbody", id="source-1")

    assert len(row.all("li")) == 7
    assert len(row.one("details").all("li")) == 3
    assert row.one("summary").text == "3 more statements"


def test_the_same_analysis_gives_the_same_page() -> None:
    assert render(bridge().analysis()) == render(bridge().analysis())


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_any_text_with_any_marks_gives_a_whole_page(data: st.DataObject) -> None:
    characters = st.characters(exclude_categories=["Cs"])
    text = data.draw(st.text(characters, min_size=1, max_size=80))
    title = data.draw(st.text(characters, min_size=1, max_size=20))

    def span() -> Span:
        part = data.draw(st.sampled_from(Part))
        limit = len(text if part is Part.TEXT else title)
        start, end = sorted((data.draw(st.integers(0, limit)), data.draw(st.integers(0, limit))))
        return Span(start=start, end=end, text=(text if part is Part.TEXT else title)[start:end], part=part)

    draft = Draft(text, title=title)
    for _ in range(data.draw(st.integers(0, 4))):
        draft.name(data.draw(st.sampled_from(EntityType)), data.draw(st.text(characters, max_size=10)), span(), span())
    sources = [draft.source(type_, None) for type_ in data.draw(st.lists(st.sampled_from(SourceType), max_size=3))]
    for _ in range(data.draw(st.integers(0, 5))):
        draft.says(
            data.draw(st.sampled_from([None, "unknown", *sources])),
            span(),
            span(),
            type_=data.draw(st.sampled_from(AttributionType)),
            cue=None,
        )
    for _ in range(data.draw(st.integers(0, 3))):
        draft.asks(data.draw(st.sampled_from(Severity)), "What?", span(), span())
    for _ in range(data.draw(st.integers(0, 3))):
        words = span().model_dump(by_alias=False)
        draft.claims.append(Claim(**words, id="c", score=data.draw(st.floats(0, 1))))
        draft.wording.append(Wording(**words, category=data.draw(st.sampled_from(WordingCategory)), term="a term"))
    page = read(render(draft.analysis()))

    assert "".join("".join(article_text(page)).split()) == "".join("".join(visible(text)).split())
    ids = {element.attributes["id"] for element in page.all() if "id" in element.attributes}
    assert {a.attributes["href"].removeprefix("#") for a in page.all("a") if a.attributes.get("href", "").startswith("#")} <= ids


def test_every_statement_of_a_long_article_is_marked() -> None:
    paragraph, paragraphs = "“We will not go,” said Mara Ohlsen of the ferry office on the quay, where nobody had come to ask.", 300
    draft = Draft("\n\n".join([paragraph] * paragraphs))
    step = len(paragraph) + 2
    speaker = draft.source(SourceType.NAMED_PERSON, "Mara Ohlsen", words=4 * paragraphs)
    places = [Span(start=step * n + 23, end=step * n + 34, text="Mara Ohlsen") for n in range(paragraphs)]
    draft.name(EntityType.PERSON, "Mara Ohlsen", *places)
    for n in range(paragraphs):
        draft.says(speaker, Span(start=step * n, end=step * n + 17, text=paragraph[:17]), cue=None)

    assert render(draft.analysis()).count("<mark") >= paragraphs


def article_text(page: Element) -> list[str]:
    """The paragraphs as they stand in the page, without the signs that the report puts beside statements."""
    return [without_signs(row.one("p")) for row in page.one("article").all("div", class_="row")]


def without_signs(element: Element) -> str:
    return "".join(
        child if isinstance(child, str) else "" if "sign" in child.attributes.get("class", "") else without_signs(child)
        for child in element.children
    )


def visible(text: str) -> str:
    return "".join("␡" if c == "\x7f" else chr(0x2400 + ord(c)) if c < " " and c not in "\t\n\r" else c for c in text)
