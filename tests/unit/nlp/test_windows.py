from __future__ import annotations

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
