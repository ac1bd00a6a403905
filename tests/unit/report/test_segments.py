from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from copydesk.report.segments import Mark, Segment, segments

LENGTHS = st.integers(0, 60)
MARKS = st.lists(st.tuples(st.integers(-5, 65), st.integers(-5, 65))).map(
    lambda spans: [Mark(start, end, number) for number, (start, end) in enumerate(spans)]
)


@given(LENGTHS, MARKS, st.lists(st.integers(-5, 65)))
def test_segments_tile_the_text_and_know_what_lies_over_every_character(length: int, marks: list[Mark[int]], cuts: list[int]) -> None:
    found = list(segments(length, marks, cuts))

    assert [segment.start for segment in found] == [0, *(segment.end for segment in found)][: len(found)]
    assert (found[-1].end if found else 0) == length
    for segment in found:
        assert segment.start < segment.end
        for position in range(segment.start, segment.end):
            assert sorted(segment.covering) == [mark.value for mark in marks if mark.start <= position < mark.end]


@given(LENGTHS, MARKS)
def test_each_mark_opens_once_and_closes_once_where_it_is_clipped(length: int, marks: list[Mark[int]]) -> None:
    found = list(segments(length, marks))
    opened = {value: segment.start for segment in found for value in segment.opening}
    closed = {value: segment.end for segment in found for value in segment.closing}
    inside = {mark.value: mark for mark in marks if max(mark.start, 0) < min(mark.end, length)}

    assert opened == {value: max(mark.start, 0) for value, mark in inside.items()}
    assert closed == {value: min(mark.end, length) for value, mark in inside.items()}
    assert sum(len(segment.opening) for segment in found) == sum(len(segment.closing) for segment in found) == len(inside)


@given(LENGTHS, MARKS)
def test_no_boundary_lies_inside_a_segment_and_none_is_made_without_a_reason(length: int, marks: list[Mark[int]]) -> None:
    starts = {segment.start for segment in segments(length, marks)}
    wanted = {edge for mark in marks for edge in (max(mark.start, 0), min(mark.end, length)) if max(mark.start, 0) < min(mark.end, length)}

    assert starts - {0} == {edge for edge in wanted if 0 < edge < length}


def test_what_began_first_covers_first_and_of_two_the_longer() -> None:
    marks = [Mark(2, 6, "short"), Mark(2, 9, "long"), Mark(0, 4, "first")]

    assert [s.covering for s in segments(10, marks)] == [("first",), ("first", "long", "short"), ("long", "short"), ("long",), ()]


def test_a_cut_divides_without_closing() -> None:
    assert list(segments(4, [Mark(0, 4, "x")], cuts=[2])) == [
        Segment(0, 2, ("x",), ("x",), ()),
        Segment(2, 4, ("x",), (), ("x",)),
    ]
