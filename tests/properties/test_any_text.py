"""Whatever text comes: it is analysed without an error, and every offset is right."""

from __future__ import annotations

import json
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from copydesk.analysis import Analysis, Part, Span
from copydesk.nlp.quotations import find_quotations
from copydesk.nlp.windows import paragraphs, windows

SLOW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
QUICK = settings(max_examples=300, deadline=None)

MARKS = "\"'“”‘’„«»‹›`—–-:,.!?…()"
any_text = st.text(st.characters(exclude_categories=["Cs"]), max_size=300)
SAID = ["said ", "told ", "called ", "according to ", "that ", "Ortega ", "the mayor ", "he ", "she ", "they ", "who ", "X. ", "IS "]
BREAKS = ["\n", "\n\n", "\r\n", "\u2028", "\x00", "\t", " "]
ODD = ["the boss’s ", "workers’ ", "’90s ", "No", "Yes ", "a\u0301", "😀"]
pieces = st.sampled_from([*SAID, *BREAKS, *ODD, *MARKS])
newslike = st.lists(pieces, max_size=60).map("".join)


SPAN = {"start", "end", "text", "in"}


def filled(text: str) -> bool:
    return bool(text.strip())


def spans(node: object) -> list[dict]:
    """Every span of an analysis, wherever it stands."""
    if isinstance(node, dict):
        here = [{key: node[key] for key in SPAN}] if node.keys() >= SPAN else []
        return here + [span for value in node.values() for span in spans(value)]
    return [span for value in node for span in spans(value)] if isinstance(node, list) else []


def hold(analysis: Analysis) -> None:
    """Check what must hold of every analysis."""
    texts = {Part.TEXT: analysis.text, Part.TITLE: analysis.article.title}
    for span in map(Span.model_validate, spans(json.loads(analysis.to_json()))):
        assert 0 <= span.start < span.end
        assert texts[span.part][span.start : span.end] == span.text
    for ranges in (analysis.document.sentences, analysis.document.paragraphs):
        assert all(0 <= start < end <= len(analysis.text) for start, end in ranges)
        assert all(one[1] <= other[0] for one, other in pairwise(ranges))
    ids = {source.id for source in analysis.sources}
    assert {attribution.source_id for attribution in analysis.attributions} - {None} <= ids
    assert {source.entity_id for source in analysis.sources} - {None} <= {entity.id for entity in analysis.entities}
    said = {attribution_id for source in analysis.sources for attribution_id in source.attribution_ids}
    assert said == {attribution.id for attribution in analysis.attributions if attribution.source_id}


@SLOW
@given(text=st.one_of(any_text, newslike).filter(filled), title=st.one_of(st.none(), newslike))
def test_any_text_is_analysed(analyser, make_article, text, title):
    hold(analyser.analyse(make_article(text, title=title)))


@pytest.mark.parametrize(
    "text",
    [
        "x",
        "“",
        "'" * 5_000,
        "“‘" * 2_000,
        "a" * 60_000,
        "https://harwick.example/" + "%20" * 5_000,
        "😀" * 3_000,
        "\u202e" + "evil " * 500,
        "\x00\x01\x02 said \x7f",
        "e" + "\u0301" * 10_000,
        "(" * 3_000 + "said Ortega" + ")" * 3_000,
        "1" * 20_000,
        "I said he said she said " * 400,
        "\n".join(["“Yes,” said Ortega."] * 400),
    ],
    ids=lambda text: f"{text[:8]!a}x{len(text)}",
)
def test_hostile_texts_are_analysed(analyser, make_article, text):
    hold(analyser.analyse(make_article(text)))


@QUICK
@given(text=st.one_of(any_text, newslike), limit=st.integers(1, 80))
def test_windows_hold_the_whole_text(text, limit):
    cut = list(windows(text, limit))
    assert "".join(window.text for window in cut) == text
    assert all(0 < len(window.text) <= limit for window in cut)
    assert all(text[window.start :].startswith(window.text) for window in cut)


@QUICK
@given(text=st.one_of(any_text, newslike))
def test_paragraphs_hold_all_that_is_not_white_space(text):
    found = paragraphs(text)
    assert "".join("".join(text[start:end] for start, end in found).split()) == "".join(text.split())
    assert all(text[start:end] == text[start:end].strip() for start, end in found)


@QUICK
@given(text=newslike)
def test_quotations_lie_in_the_text_and_do_not_overlap(text):
    outer = [quotation for quotation in find_quotations(text) if quotation.depth == 0]
    parts = [part for quotation in outer for part in quotation.parts]
    assert all(0 <= start <= end <= len(text) for start, end in parts)
    assert parts == sorted(parts)
    assert all(one[1] <= other[0] for one, other in pairwise(parts))
