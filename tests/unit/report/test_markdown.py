from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token
from tests.analyses import Draft, bridge

from copydesk.analysis import EntityType, Language, SourceType
from copydesk.report.markdown import escape, render

MEANING = [
    "# heading",
    "#",
    "1. first",
    "12) twelfth",
    "- item",
    "+ item",
    "--- ",
    "= = =",
    "===",
    "> quoted",
    "*loud* _low_ **both**",
    "`code` ```fence```",
    "[link](https://x.example) ![image](x)",
    "<b>bold</b> <https://x.example> <!-- -->",
    "a | b | c",
    "~~gone~~",
    "&amp; &#60; &lt;",
    "back\\slash\\",
    "line\n\n# another\n    code",
]


def parse(text: str) -> list[Token]:
    return MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text)


def plain(text: str) -> str:
    """The words of a text that must be one paragraph of nothing but words."""
    tokens = parse(text)
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]
    children = tokens[1].children or []
    assert {child.type for child in children} <= {"text", "text_special"}
    return "".join(child.content for child in children)


@pytest.mark.parametrize("words", MEANING)
def test_words_stay_words(words: str) -> None:
    assert plain(escape(words)) == " ".join(words.split())


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cf"]), min_size=1).filter(lambda text: bool(text.strip())))
def test_any_words_stay_words(words: str) -> None:
    assert plain(escape(words)).split() == words.split()


def test_no_terminal_is_told_what_to_do() -> None:
    written = render(Draft("A\x1b]0;title\x07B\x9b31mC\u202eD", title="\x1b[2J").analysis())

    assert "A␛\\]0;title␇B31mCD" in written
    assert not [character for character in written if not character.isprintable() and character != "\n"]


def test_has_the_parts_of_the_page() -> None:
    written = render(bridge().analysis())
    tokens = parse(written)
    headings = [tokens[number + 1].content for number, token in enumerate(tokens) if token.type == "heading_open"]

    assert headings == [
        "Bridge at Varn to close for a year",
        "What to ask",
        "Who speaks",
        "Claims worth checking",
        "The text",
        "Wording",
        "Names",
        "In short",
        "Figures",
        "How this was made",
    ]
    assert "| 2 | Mara Ohlsen, who leads the council | Named person | 1 | 9 |" in written
    assert "- “Nobody wants this,” … “The bearings are older than I am.” (direct, “said”, paragraph 2)" in written
    assert "“Nobody wants this,”\\[2\\] said Mara Ohlsen, who leads the council. “The bearings are older than I am.”\\[2\\]" in written
    assert "The ferry is believed to be too small\\[?\\]." in written
    assert "- **Organisation**\n  - Tidewater Ltd (1×)\n  - Varn Council \\[1\\] (2×)\n" in written
    assert len([token for token in tokens if token.type == "table_open"]) == 2


def test_hostile_words_change_no_structure() -> None:
    hostile = "|\n# x\n<script>`*["
    draft = Draft(f"So {hostile} said.", title=hostile, about={"outlet": hostile, "byline": hostile})
    entity = draft.name(EntityType.ORG, hostile)
    draft.says(draft.source(SourceType.NAMED_ORGANIZATION, hostile, hostile, words=3, entity=entity), hostile, cue=hostile)
    tokens = parse(render(draft.analysis()))
    kinds = [token.type for token in tokens]

    assert kinds.count("heading_open") == 9
    assert kinds.count("tr_open") == 2 + 10
    assert not {"fence", "code_block", "html_block"} & set(kinds)
    inline = {child.type for token in tokens for child in token.children or []}
    assert inline <= {"text", "text_special", "strong_open", "strong_close", "softbreak"}


def test_says_that_and_why_a_text_was_not_analysed() -> None:
    language = Language(code="uk", confidence=0.97)
    document = {"analysed_share": 0, "not_analysed_because": "Ukrainian is not supported.", "language": language}
    written = render(Draft("Міст закрили.", document=document).analysis())

    assert "> **This text was not analysed.** Ukrainian is not supported." in written
    assert "Who speaks" not in written
    assert "Міст закрили." in written
