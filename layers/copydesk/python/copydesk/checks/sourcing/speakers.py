"""Speakers: who says a quotation, when the reader learns it, and whether it is one voice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from copydesk.analysis import Attribution, AttributionType, CueTone, Part, Severity, SourceType, Span
from copydesk.checks.lists import entries, holds, pattern
from copydesk.checks.reading import UNNAMED, Reading
from copydesk.checks.rule import NOT_REPORTED, Group, Observation, Options, rule
from copydesk.checks.sourcing.anonymity import is_told_of, weighed
from copydesk.checks.sourcing.practice import AP_ATTRIBUTION, REUTERS_QUOTES

_WORD = re.compile(r"\w+")
# "residents", "some local officials"; no capital, no figure, nothing behind the noun.
_PLAIN_GROUP = re.compile(r"(?:(?:[Ss]ome|[Mm]any|[Mm]ost|[Oo]ther|[Ss]everal|[Tt]he)\s+)?(?:[a-z]+\s+)?[A-Za-z][a-z]+(?<!police)s")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»]*\s+[\"'“‘«]?[A-Z]")


@rule(
    "hidden-speaker",
    name="Said by nobody",
    group=Group.SOURCING,
    severity=Severity.WARNING,
    explanation="“Is said to be” and “it is believed” pass something on and hide who says or believes it.",
    practice=AP_ATTRIBUTION,
    bad="The two firms, meanwhile, are said to be close to a deal.",
    good="The two firms, meanwhile, are close to a deal, their lawyers say.",
    not_in=NOT_REPORTED,
)
def hidden_speaker(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks passives of saying and believing outside quotations, unless a source is named in the same sentence."""
    for span in reading.kept(hidden_speakers):
        if reading.is_quoted(span) or _has_source(reading, span):
            continue
        yield Observation(
            reading.sentence_text(span)[:80],
            f"By whom? “{span.text}” hides who says so.",
            [span],
            "Name who says or believes it, or leave it out.",
        )


@rule(
    "quotation-without-speaker",
    name="A quotation without a speaker",
    group=Group.SOURCING,
    severity=Severity.NOTE,
    explanation="Words in quotation marks are somebody's. The article does not say whose, in this sentence or beside it.",
    practice=AP_ATTRIBUTION,
    bad="The meeting ran until midnight. Rain fell on the quay.\n\n“We will never agree to a closure of any kind.”\n\nIt closed.",
    good="The meeting ran until midnight. “We will never agree to a closure of any kind,” Ida Marlow said.",
)
def quotation_without_speaker(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks direct quotations of a sentence's length for which the analysis found no source."""
    direct = [a for a in reading.analysis.attributions if a.type is AttributionType.DIRECT and not a.source_id]
    first = [a.content[0] for a in direct if a.content[0].part is Part.TEXT and len(_WORD.findall(a.content[0].text)) >= 6]
    if first:
        yield Observation("quotation", "Who says this?", first, "Name the speaker in the same sentence.")


@rule(
    "quote-by-several",
    name="Quoted words given to several people",
    group=Group.SOURCING,
    severity=Severity.WARNING,
    explanation="Several people rarely say the same words. Quotation marks promise that these were somebody's: whose?",
    practice=REUTERS_QUOTES,
    bad="Sources in the company’s board described the sale as a ‘painful necessity’.",
    good="A member of the company’s board, Karl Venn, described the sale as a ‘painful necessity’.",
)
def quote_by_several(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks quoted words of a group of people without a name; not chants, and not texts that a group put out together.

    A note where the group is not kept anonymous, or where fewer than four sources are.
    """
    for source in reading.analysis.sources:
        if source.type is not SourceType.UNNAMED_GROUP or is_told_of(source):
            continue
        statements = [a for a in reading.statements.get(source.id, []) if a.type is not AttributionType.INDIRECT]
        if not statements or holds("sourcing", "joint_texts", source.description or ""):
            continue
        for attribution in statements:
            quoted = _quoted_words(reading, attribution)
            longest = max((len(_WORD.findall(span.text)) for span in quoted), default=0)
            if longest < (2 if source.anonymity else 3) or _is_joint(reading, attribution) or _is_name(attribution, longest):
                continue
            yield Observation(
                f"{source.description} {quoted[0].text}",
                f"Who of “{source.description}” said this? Several people rarely use the same words.",
                quoted,
                "Give the quotation to the one who said it, or take the marks away.",
                severity=weighed(reading) if source.anonymity else Severity.NOTE,
            )


@rule(
    "speaker-late",
    name="The speaker comes late",
    group=Group.SOURCING,
    severity=Severity.NOTE,
    explanation="A reader wants to know who speaks after the first sentence of a quotation at the latest.",
    practice=REUTERS_QUOTES,
    parameters={"words": 40},
    bad="“The quay was built for ships a third of this size, and nobody has looked under it since. We asked for divers in the"
    " spring. We asked again in the summer, and in the autumn we were told that the money had gone into the new car park,”"
    " Ida Marlow said.",
    good="“The quay was built for ships a third of this size,” Ida Marlow said. “Nobody has looked under it since. We asked for"
    " divers in the spring. We asked again in the summer.”",
)
def speaker_late(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks quotations of several sentences and more than `words` words whose speaker is named only behind them."""
    for attribution in reading.analysis.attributions:
        first, cue = attribution.content[0], attribution.cue
        if attribution.type is not AttributionType.DIRECT or cue is None or cue.part != first.part or cue.start < first.end:
            continue
        said = reading.of(first.part)[first.start : cue.start]
        begins_with_it = reading.paragraph_of(first) is not None and _begins_paragraph(reading, first)
        if len(_WORD.findall(said)) > int(options["words"]) and _SENTENCE_END.search(said) and begins_with_it:
            yield Observation(
                first.text[:80],
                "Can the reader learn earlier who speaks?",
                [span for span in (attribution.source or cue,) if span],
                "Name the speaker after the first sentence.",
            )


@rule(
    "speakers-run-together",
    name="Two speakers run together",
    group=Group.SOURCING,
    severity=Severity.NOTE,
    explanation="A quotation behind another person's, in the same paragraph, is read as that person's until its own speaker comes.",
    practice=REUTERS_QUOTES,
    bad="“The quay is safe,” Ida Marlow said. “It will fall down before the winter is over,” Karl Venn said.",
    good="“The quay is safe,” Ida Marlow said.\n\nKarl Venn disagreed. “It will fall down before the winter is over,” he said.",
)
def speakers_run_together(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks a quotation right behind another speaker's, in the same paragraph, whose own speaker is named only behind it."""
    direct = [a for a in reading.analysis.attributions if a.type is AttributionType.DIRECT and a.source_id]
    for one, other in pairwise(sorted(direct, key=lambda a: (a.content[0].part, a.content[0].start))):
        first, second = one.content[-1], other.content[0]
        paragraph = reading.paragraph_of(first)
        if one.source_id == other.source_id or paragraph is None or paragraph != reading.paragraph_of(second):
            continue
        introduced = other.source is None or other.source.start < second.start
        between = reading.text[max(first.end, one.cue.end if one.cue else 0, one.source.end if one.source else 0) : second.start]
        begins = re.match(r"[\"'“‘«`]+[A-Z]", second.text)
        if not introduced and begins and len(_WORD.findall(between)) <= 2:
            yield Observation(
                second.text[:80],
                "Who speaks here? A reader still hears the one before.",
                [first, second],
                "Begin a new paragraph, or name the speaker first.",
            )


@rule(
    "faceless-group",
    name="A group that could be anybody",
    group=Group.SOURCING,
    severity=Severity.NOTE,
    explanation="“Critics say” and “experts believe” give a statement to people whom nobody can ask. Who are they, and how many?",
    practice=AP_ATTRIBUTION,
    bad="Critics say the bridge was never needed.",
    good="Two members of the town's finance committee, Ida Marlow and Karl Venn, say the bridge was never needed.",
    not_in=NOT_REPORTED,
)
def faceless_group(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks statements of critics, experts, officials and the like who are not described further."""
    for source in reading.analysis.sources:
        called = (source.description or "").strip()
        if source.type not in UNNAMED or not is_faceless(called):
            continue
        if _POINTED_AT.match(called) or called.lower().rpartition(" ")[2] in entries("sourcing", "known_groups"):
            continue
        places = [
            a.source
            for a in reading.statements.get(source.id, [])
            if a.source and _speaks_as(a, called) and not reading.is_quoted(a.source) and not reading.has_named_speaker_near(a.source)
            if not reading.is_summed_up(a.source)
        ]
        if places:
            yield Observation(
                called,
                f"Which {re.sub(r'^(some|many|most) ', '', called)}? Nobody can be asked.",
                places,
                "Name one, or say who they are.",
            )


# Groups that the article has told of: "the two lawmakers".
_POINTED_AT = re.compile(r"(?:the|these|those|both|all|two|three|four|five)\b", re.IGNORECASE)


def _speaks_as(attribution: Attribution, called: str) -> bool:
    """Whether the group itself surely says something there, and not "who" or "they", nor what it will, would or should say."""
    source, cue = attribution.source, attribution.cue
    if source is None or cue is None or attribution.confidence < _SURE or source.part is Part.TITLE:
        return False
    said_by, group = (words.lower().rpartition(" ")[2] for words in (source.text, called))
    return said_by == group and not _NOT_YET.search(cue.text)


_SURE = 0.75
_NOT_YET = re.compile(r"\b(?:will|would|should|could|can|might|may|to)\b|^(?:hop|allow|enabl|tak)\w*", re.IGNORECASE)


@rule(
    "coloured-cue",
    name="One speaker, several colours",
    group=Group.SOURCING,
    severity=Severity.NOTE,
    explanation="“Claimed” doubts, “revealed” and “admitted” vouch. Beside “said”, of the same speaker, it reads as a judgement.",
    practice=AP_ATTRIBUTION,
    bad="Ida Marlow said the port was open. Marlow claimed that two ferries had sailed. Marlow revealed that a third was late.",
    good="Ida Marlow said the port was open. Marlow said that two ferries had sailed.",
    not_in=NOT_REPORTED,
)
def coloured_cue(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks speakers whose statements are doubted in one place and vouched for in another."""
    doubting = {a.source_id for a in reading.analysis.attributions if a.cue_tone is CueTone.CLAIMED}
    for source in (one for one in reading.analysis.sources if one.id in doubting):
        statements = [a for a in reading.statements.get(source.id, []) if a.cue]
        doubted = [a.cue for a in statements if a.cue_tone is CueTone.CLAIMED]
        vouched = [a.cue for a in statements if a.cue_tone in (CueTone.REVEALED, CueTone.ADMITTED)]
        if doubted and vouched:
            spans = sorted((span for span in (*doubted, *vouched) if span), key=lambda span: span.start)
            yield Observation(
                reading.named(source),
                f"Does the article mean to doubt {reading.named(source)} in one place and vouch in another?",
                spans,
                "“Said” takes no side.",
            )


@lru_cache(maxsize=1 << 12)
def is_faceless(called: str) -> bool:
    """Whether a group is called by a plural noun alone, at most with one adjective: “critics”, “local residents”."""
    return bool(pattern("sourcing", "faceless_groups").fullmatch(called.lower()) or _PLAIN_GROUP.fullmatch(called))


def hidden_speakers(reading: Reading) -> list[Span]:
    """The passives that pass something on and hide who says or believes it."""
    return reading.listed(entries("sourcing", "hidden_speakers"))


def _has_source(reading: Reading, span: Span) -> bool:
    """Whether the sentence of a span names anybody who says or believes this."""
    sentence = reading.sentence_of(span)
    for attribution in reading.analysis.attributions:
        named = attribution.source
        if named and attribution.source_id and reading.sentence_of(named) == sentence:
            around = [attribution.cue, *attribution.content]
            if any(one and one.start <= span.start and span.end <= one.end for one in around):
                return True
    # "are believed by most of them to"
    return bool(re.match(r"\s+(?:\w+ly\s+)?by\s+\w", reading.of(span.part)[span.end : span.end + 40]))


def _quoted_words(reading: Reading, attribution: Attribution) -> list[Span]:
    """The parts of a statement that stand in quotation marks; one quoted word is a term, and capitals throughout make a name."""
    quoted = attribution.content
    if attribution.type is not AttributionType.DIRECT:
        quoted = [q for span in quoted for q in reading.quotations if q.part == span.part and span.start <= q.start and q.end <= span.end]
    return [span for span in quoted if len(words := _WORD.findall(span.text)) > 1 and not all(word[0].isupper() for word in words)]


def _is_joint(reading: Reading, attribution: Attribution) -> bool:
    """Whether many may have said it in the same words: a chant, a letter, a poll's question."""
    cue = attribution.cue.text if attribution.cue else ""
    words = f"{cue} {attribution.source.text if attribution.source else ''}"
    if holds("sourcing", "said_together", words):
        return True
    return bool(attribution.cue and holds("sourcing", "joint_texts", reading.sentence_text(attribution.cue)))


def _is_name(attribution: Attribution, longest: int) -> bool:
    """Whether many call something by this name: a nickname is nobody's words."""
    return longest <= _LONGEST_NAME and attribution.cue is not None and holds("sourcing", "naming", attribution.cue.text)


_LONGEST_NAME = 4
"""Words of a nickname."""


def _begins_paragraph(reading: Reading, span: Span) -> bool:
    number = reading.paragraph_of(span)
    return number is not None and not reading.text[reading.paragraphs[number][0] : span.start].strip("\"'“‘«` ")


RULES = (
    hidden_speaker,
    quotation_without_speaker,
    quote_by_several,
    speaker_late,
    speakers_run_together,
    faceless_group,
    coloured_cue,
)
