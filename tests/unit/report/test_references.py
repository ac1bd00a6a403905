from __future__ import annotations

from tests.analyses import Draft, bridge

from copydesk.analysis import AttributionType, Part, SourceType
from copydesk.report.references import STANDINGS, References, Standing


def test_sources_are_numbered_as_they_first_speak_and_the_silent_come_last() -> None:
    draft = Draft("“One,” said Ann. “Two,” said Ben.", title="“Zero,” says Cy")
    silent = draft.source(SourceType.DATA, "the census")
    ben, ann, cy = (draft.source(SourceType.NAMED_PERSON, name) for name in ("Ben", "Ann", "Cy"))
    draft.says(ben, "“Two,”")
    draft.says(ann, "“One,”")
    draft.says(cy, draft.span("“Zero,”", part=Part.TITLE), cue=None)
    references = References.of(draft.analysis())

    assert [(voice.sign, voice.name) for voice in references.voices] == [("1", "Cy"), ("2", "Ann"), ("3", "Ben"), ("4", "the census")]
    assert [statement.attribution.source_id for statement in references.statements] == [cy, ann, ben]
    assert [statement.number for statement in references.statements] == [1, 2, 3]
    assert [references.paragraph_of(s.attribution.content[0]) for s in references.statements] == [None, 1, 1]
    assert references.voices[-1].source is not None
    assert references.voices[-1].source.id == silent


def test_statements_without_a_source_and_with_a_lost_one_share_the_last_voice() -> None:
    draft = Draft("It is said to rain. It is thought to snow.")
    draft.source(SourceType.MEDIA, "The Post", words=4)
    draft.says(None, "to rain", type_=AttributionType.INDIRECT, cue=None)
    draft.says("lost", "to snow", type_=AttributionType.INDIRECT, cue=None)
    references = References.of(draft.analysis())

    assert [voice.sign for voice in references.voices] == ["1", "?"]
    assert {statement.voice.sign for statement in references.statements} == {"?"}
    assert references.voices[-1].words == 4
    assert references.voices[-1].standing is Standing.NONE


def test_a_label_says_who_and_how() -> None:
    assert [statement.label for statement in References.of(bridge().analysis()).statements] == [
        "Varn Council, named organisation: indirect",
        "Mara Ohlsen, named person: direct",
        "Two engineers, unnamed group: mixed",
        "A report by Tidewater Ltd, document: indirect",
        "No source found: indirect",
    ]


def test_every_type_of_source_has_a_standing() -> None:
    assert set(STANDINGS) == set(SourceType)


def test_paragraph_numbers_count_what_stands_between_paragraphs_too() -> None:
    draft = Draft("Left out. Counted.", document={"paragraphs": [(10, 18)]})
    references = References.of(draft.analysis())

    assert references.paragraphs == [(0, 10), (10, 18)]
    assert references.paragraph_of(draft.span("Counted")) == 2
