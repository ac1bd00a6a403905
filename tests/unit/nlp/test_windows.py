from __future__ import annotations

import pytest

from copydesk.nlp.windows import paragraphs, windows


def pieces(text: str) -> list[str]:
    return [text[start:end] for start, end in paragraphs(text)]


def test_every_line_is_a_paragraph():
    assert pieces("Headline\nThe council met.\r\n\r\n  It rained.  \n") == ["Headline", "The council met.", "It rained."]


def test_lines_wrapped_to_a_column_are_one_paragraph():
    wrapped = (
        "The council of Harwick met on Monday evening in the old\n"
        "corn exchange and voted, after a debate of nearly three\n"
        "hours, to keep the night ferry running until next year.\n"
        "\n"
        "The harbour board, which had asked for the service to be\n"
        "closed, said that it would pay for half of the repairs."
    )
    assert [piece.split()[0] for piece in pieces(wrapped)] == ["The", "The"]


WRAPPED_IN_PART = (
    "The council of Harwick met on Monday evening in the old corn\n"
    "    exchange and voted to keep the night ferry running.\n"
    "    The harbour board, which had asked for it to be closed, said that\n"
    "    Maria Ortega would pay for half of the repairs to the piers and\n"
    "    the lights.\n"
    "    “We had no choice,” she said.\n"
    "    The first ferry will sail at noon on Friday, and the board expects that it will be full to the last seat on its way to Varn,\n"
    "    where a band will play and the mayor will speak in the evening\n"
    "    and at night.\n"
    "    More on the ferry\n"
    "    How the council voted"
)


def test_sentences_wrapped_to_a_column_go_on_in_some_paragraphs_of_a_text():
    assert [piece.split()[-1] for piece in pieces(WRAPPED_IN_PART)] == ["running.", "lights.", "said.", "night.", "ferry", "voted"]


def test_a_link_on_a_line_of_its_own_does_not_end_a_sentence():
    text = "The harbour office in Varn said on Monday that it had read all of the\nreport\nabout the flood. It closes today.\nIt rained."
    assert [piece.split()[-1] for piece in pieces(text)] == ["today.", "rained."]


@pytest.mark.parametrize(
    "text",
    [
        "Bring to the meeting in the town hall at Harwick on Monday evening\npassport\nlast letter of the council\ntwo photographs",
        "the ferry lay at the pier\nand nobody came to it\nbut the rain and the gulls and a dog\nwho had been there before\nall of us.",
        "Turnout 54 per cent\nvotes for 1,204\nvotes against 988",
        "Night ferry saved by one vote in Harwick\nThe council met on Monday and voted to keep the ferry.",
        "The council met on Monday and voted to keep the night ferry running.\nthe harbour board had asked for it to be closed.",
        "The council met on Monday and voted to keep the night ferry of Varn\n\nand of Harwick, which the board had asked to close.",
    ],
    ids=["list", "verse", "table", "headline", "full stop", "blank line"],
)
def test_lines_that_no_sentence_joins_are_paragraphs(text: str):
    assert len(pieces(text)) == len([line for line in text.split("\n") if line])


def test_a_list_of_short_lines_is_not_taken_for_wrapped_text():
    assert len(pieces("Tea\nMilk\nA pound of sugar\nBread\nTwo eggs")) == 5


def test_a_short_text_is_one_window():
    assert [(window.text, window.start) for window in windows("One.\n\nTwo.")] == [("One.\n\nTwo.", 0)]


def test_windows_hold_whole_paragraphs():
    text = "\n\n".join(f"Paragraph number {number}." for number in range(50))
    cut = list(windows(text, limit=100))
    assert "".join(window.text for window in cut) == text
    assert all(window.text.startswith("Paragraph") and len(window.text) <= 100 for window in cut)


def test_a_paragraph_too_long_is_cut_behind_a_sentence():
    text = "The board met again. " * 30
    cut = list(windows(text, limit=100 * 3))
    assert "".join(window.text for window in cut) == text
    assert all(window.text.startswith("The board") for window in cut)


def test_a_word_too_long_is_cut_anywhere():
    cut = list(windows("a" * 250, limit=100))
    assert [(len(window.text), window.start) for window in cut] == [(100, 0), (100, 100), (50, 200)]
