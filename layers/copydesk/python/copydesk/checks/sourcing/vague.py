"""Sources of which a reader learns too little: groups, offices, spokespeople, papers, pictures and outlets without a name."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from copydesk.analysis import Attribution, AttributionType, CueTone, EntityType, Part, Severity, Source, SourceType, Span, TimexType
from copydesk.checks.lists import entries, holds, pattern, phrases
from copydesk.checks.phrasebook import spans
from copydesk.checks.reading import NAMED, Reading
from copydesk.checks.rule import NOT_REPORTED, Group, Observation, Options, rule
from copydesk.checks.sourcing.anonymity import is_bare, is_named_soon, is_said
from copydesk.checks.sourcing.book import places
from copydesk.checks.sourcing.documents import which_document
from copydesk.checks.sourcing.practice import AP_ANONYMITY, AP_ATTRIBUTION
from copydesk.checks.sourcing.speakers import is_faceless

_LISTS = "vague_sources"


@rule(
    "unnamed-group",
    name="A group that speaks as one",
    group=Group.SOURCING,
    severity=Severity.NOTE,
    explanation="“Officials said” and “doctors warn” hand a statement to people whom nobody can ask. Which of them said it?",
    practice=AP_ATTRIBUTION,
    bad="Port officials in Varn said the quay would close in May.",
    good="Ida Marlow, who leads the port of Varn, said the quay would close in May.",
    not_in=NOT_REPORTED,
)
def unnamed_group(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks statements of groups without a name, unless one of them is named right beside it, one finding for each group."""
    for source in reading.analysis.sources:
        called = (source.description or "").strip()
        if source.type is not SourceType.UNNAMED_GROUP or source.anonymity or not called:
            continue
        if _NO_GROUP.match(called.lower()) or _BODY.search(called):
            continue
        shown = [
            a.source
            for a in reading.statements.get(source.id, [])
            if a.source
            and a.confidence >= _SURE
            and a.cue
            and (is_said(a) or _FOUND_OUT.search(a.cue.text))
            and _PLURAL.search(a.source.text)
            and not _COUNTED.match(a.source.text)
            and not _BRAND.fullmatch(a.source.text)
            and not _TOLD_OF.match(a.source.text)
            and not _PEOPLE.fullmatch(a.source.text)
            and not a.source.start <= a.cue.start < a.source.end
            and not reading.is_quoted(a.source)
            and not reading.is_furniture(a.source)
            and not _named_beside(reading, a.source)
            and not reading.is_summed_up(a.source)
        ]
        if is_faceless(called):
            # `faceless-group` asks already, but where somebody with a name speaks near.
            shown = [span for span in shown if reading.has_named_speaker_near(span)]
        if shown:
            yield Observation(
                called,
                f"Which of “{_short(called)}”, and how many? Nobody is named.",
                shown,
                "Name one who said it, or say why none is named.",
            )


_SURE = 0.75
_BODY = re.compile(
    r"\b(?:court|panel|committee|commission|board|agency|council|jury|majority|minority|union|team|parliament|percent)\b", re.IGNORECASE
)
_PLURAL = re.compile(r"\w{3,}s\b(?!['’])|people|staff|men\b|women\b|media", re.IGNORECASE)
_NO_GROUP = re.compile(
    rf"(?:(?:the|all|both) )?{phrases(entries(_LISTS, 'no_group')).pattern}(?:$|[ ,](?!.*(?:officials|leaders|experts)))"
)


_BRAND = re.compile(r"[A-Z]\w*[a-z][A-Z]\w*")
"""One word with a capital inside, as firms write their names."""
_FOUND_OUT = re.compile(
    r"\b(?:believ|calculat|conclud|determin|discover|doubt|estimat|expect|fear|found|model|suspect|think|worr)", re.IGNORECASE
)
"""What is as good as said; to approve or to seek something is not."""
_TOLD_OF = re.compile(r"(?:the|these|those)\b", re.IGNORECASE)
_PEOPLE = re.compile(r"(?:(?!in\b|at\b|of\b|from\b|for\b)\w+\s){1,3}(?:[A-Z]\w+s|people)")
"""A nation, a party, everybody: "many Kenyans"."""
_COUNTED = re.compile(r"(?:two|three|four|five|six|seven|eight|nine|ten|\d+)\b", re.IGNORECASE)


def _named_beside(reading: Reading, span: Span) -> bool:
    """Whether somebody with a name first speaks right behind it, in its sentence or the three that follow: one of them, as a rule."""
    number = reading.sentence_of(span)
    if number is None:
        return False
    return any(span.end <= place and sentence - number < _BESIDE for place, sentence in reading.kept(_first_speeches))


_BESIDE = 4


def _first_speeches(reading: Reading) -> list[tuple[int, int]]:
    """Where each person and organisation with a name is first given a statement: the place of the name, and its sentence."""
    first: dict[str, Span] = {}
    for attribution in reading.analysis.attributions:
        source = reading.source_of(attribution)
        speaker = attribution.source if attribution.confidence >= _SURE else None
        if source and source.type in NAMED and speaker and speaker.part is Part.TEXT:
            first.setdefault(source.id, speaker)
    return [(span.start, number) for span in first.values() if (number := reading.sentence_of(span)) is not None]


@rule(
    "unnamed-speaker",
    name="A speaker without a name",
    group=Group.SOURCING,
    severity=Severity.NOTE,
    explanation="A spokesman speaks for the record and an official has a name. The article gives none, and no reason.",
    practice=AP_ANONYMITY,
    bad="A spokesman for the port said that the quay was safe.",
    good="Karl Venn, a spokesman for the port, said that the quay was safe.",
)
def unnamed_speaker(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks single speakers who are called only by what they are and of whom no anonymity is said, one finding for each."""
    for source in reading.analysis.sources:
        called = (source.description or "").strip()
        if source.type is not SourceType.UNNAMED_PERSON or source.anonymity or is_bare(called):
            continue
        spokesperson = holds(_LISTS, "spokespeople", called)
        if not spokesperson and not (_ONE.match(called) and holds(_LISTS, "unnamed_roles", called)):
            continue
        shown = [span for span in reading.places_of(source) if not reading.is_quoted(span)]
        if shown and not is_named_soon(reading, source, anywhere=True):
            why = "speaks for the record" if spokesperson else "has a name"
            yield Observation(called, f"What is the name? “{_short(called)}” {why}.", shown, "Give the name, or say why it is withheld.")


_ONE = re.compile(r"(?:an?|one|another)\s", re.IGNORECASE)


@rule(
    "office-speaks",
    name="A government or office speaks",
    group=Group.SOURCING,
    severity=Severity.NOTE,
    explanation="“Washington has said” and “the government says” are nobody's words. Who there said it, in which text or to whom?",
    practice=AP_ATTRIBUTION,
    bad="The government said it would repair the quay.",
    good="Ida Marlow, the transport minister, said on Monday that the government would repair the quay.",
    not_in=NOT_REPORTED,
)
def office_speaks(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks statements of capitals, countries and governments as a whole, one finding for each, unless somebody is named beside it."""
    for source in reading.analysis.sources:
        if source.type is not SourceType.NAMED_ORGANIZATION or not _is_government(reading, source):
            continue
        shown = [
            a.source
            for a in reading.statements.get(source.id, [])
            if a.source and a.cue and a.confidence >= _SURE and not _PLACE_LINE.search(a.source.text) and not _is_document(reading, a)
        ]
        shown = [span for span in shown if not reading.is_quoted(span) and not reading.is_furniture(span)]
        if shown:
            called = reading.named(source)
            yield Observation(called, f"Who said it for {_short(called)}, and where?", shown, "Name the speaker, or the text and its day.")


_PLACE_LINE = re.compile(r"\(|--|—|[A-Z]{5}|^News ")


def _is_government(reading: Reading, source: Source) -> bool:
    entity = reading.entities.get(source.entity_id or "")
    if entity is not None and entity.type is EntityType.GPE:
        return True
    named = reading.named(source)
    return bool(pattern(_LISTS, "governments").search(named.lower())) and not re.search(r"[A-Z]", named[4:])


def _is_document(reading: Reading, attribution: Attribution) -> bool:
    """Whether the statement was put out as a text."""
    return bool(attribution.cue and re.search(r"\b(?:statement|letter|report|filing|tweet)", reading.sentence_text(attribution.cue)))


@rule(
    "said-when",
    name="Said at some time, to somebody",
    group=Group.SOURCING,
    severity=Severity.NOTE,
    explanation="“Has said” puts a statement at no time and before nobody. A reader cannot tell whether it was yesterday or years ago.",
    practice=AP_ATTRIBUTION,
    bad="Ida Marlow has said that the quay will close.",
    good="Ida Marlow told the council on 4 May that the quay would close.",
    not_in=NOT_REPORTED,
)
def said_when(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks statements of named sources in the perfect tense without a date in their sentence, one finding for each source."""
    dated = reading.kept(_dated_sentences)
    found: dict[str, list[Span]] = defaultdict(list)
    for attribution in reading.analysis.attributions:
        cue = attribution.cue
        if cue is None or attribution.cue_tone is CueTone.THOUGHT or attribution.confidence < _SURE or reading.is_quoted(cue):
            continue
        source = reading.source_of(attribution)
        if source and source.type in NAMED and _PERFECT.match(cue.text.lower()) and reading.sentence_of(cue) not in dated:
            start = attribution.source.start if attribution.source and 0 <= cue.start - attribution.source.end <= 2 else cue.start
            found[reading.named(source)].append(reading.span(start, cue.end, cue.part))
    for speaker, shown in found.items():
        yield Observation(speaker, f"When did {_short(speaker)} say so, and to whom?", shown, "Give the day and the occasion.")


_PERFECT = re.compile(
    r"(?:has|have|[’']s|[’']ve)\s+(?:(?:\w+ly|also|often|long|never|since|not)\s+)?"
    r"(?!(?:been|to|made|come|reported|announced|pointed)\b)\w+"
)


def _dated_sentences(reading: Reading) -> set[int | None]:
    return {reading.sentence_of(one) for one in reading.analysis.dates if one.type in (TimexType.DATE, TimexType.TIME)}


@rule(
    "vague-evidence",
    name="Figures or papers without a name",
    group=Group.SOURCING,
    severity=Severity.NOTE,
    explanation="“The data”, “documents” and “public information” cannot be looked up: which are they, whose, and as of when?",
    practice=AP_ANONYMITY,
    bad="According to the data, the quay moves by two centimetres a year.",
    good="The quay moves by two centimetres a year, according to the harbour office's measurements of 2024.",
    not_in=NOT_REPORTED,
)
def vague_evidence(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks texts, figures and studies that something is taken from and that have no name, but for those that `which-document` marks."""
    found: dict[str, list[Span]] = defaultdict(list)
    asked = {span.end for seen in which_document.look(reading, options) for span in seen.spans}
    for span in _evidence(reading):
        if span.end in asked:
            continue
        introduced = _DEFINITE.search(span.text) and _said_before(reading, span)
        introduced = introduced or reading.text.startswith(" of the ", span.end)  # "a transcript of the show"
        if not introduced and not reading.is_quoted(span) and not reading.is_furniture(span) and not _told_whose(reading, span):
            found[" ".join(span.text.lower().split())].append(span)
    for called, shown in found.items():
        yield Observation(
            called, f"Which, whose, and as of when? “{called}” cannot be looked up.", shown, "Name it, who made it, and its date."
        )


def _evidence(reading: Reading) -> Iterator[Span]:
    """The papers and figures, with what stands before the noun, from which the sentence takes something."""
    lower = reading.lower[Part.TEXT]
    for start, end in places(reading, "evidence"):
        before = _before_evidence().search(lower, max(start - _REACH, 0), start)
        if before and (before["taken"] or _telling().match(lower, end)):
            yield reading.span(before.start("kind"), end)


_REACH = 60
"""Code points before a noun in which its adjectives and "according to" have room."""


@cache
def _before_evidence() -> re.Pattern[str]:
    taken = r"according to|based on|citing|cites|cited|clear from|drawn from|judging (?:by|from)|as shown by|on the basis of"
    quality = phrases(entries(_LISTS, "evidence_qualities")).pattern
    begins = r"(?:^|(?<=[.!?\n\"”,;])|(?<!\w)(?:but|and|that))\s*"
    return re.compile(rf"(?:(?P<taken>(?<!\w)(?:{taken}))\s+|{begins})(?P<kind>(?:{quality}\s+){{0,3}})$")


@cache
def _telling() -> re.Pattern[str]:
    return re.compile(rf"\s+(?:also |have |has |had |now |clearly ){{0,2}}{phrases(entries(_LISTS, 'evidence_verbs')).pattern}")


_DEFINITE = re.compile(r"\b(?:the|this|that|these|those|such|his|her|their|its)\b", re.IGNORECASE)


def _said_before(reading: Reading, span: Span) -> bool:
    """Whether the article has spoken of such a thing already: “the poll” is the one that it named."""
    thing = span.text.split()[-1].lower().rstrip("s")
    return bool(re.compile(rf"\b{re.escape(thing)}").search(reading.lower[Part.TEXT], 0, span.start))


_WHOSE = re.compile(
    r"\s*(?:,\s*)?(?:by|from|of|for|in|on|at|released|published|compiled|obtained|provided|filed|conducted|issued|collected|commissioned)(?!\w)[^.!?\n]{0,60}"
)


def _told_whose(reading: Reading, span: Span) -> bool:
    """Whether a name follows that tells whose it is: “records of the Varn harbour office”."""
    match = _WHOSE.match(reading.text, span.end)
    return bool(match and re.search(r"[A-Z]\w|\d", match.group()))


@rule(
    "vague-outlet",
    name="Media without a name",
    group=Group.SOURCING,
    severity=Severity.NOTE,
    explanation="“Local media” and “an international journal” are told apart by nobody. Which one was it?",
    practice=AP_ATTRIBUTION,
    bad="The quay is sinking, local media reported.",
    good="The quay is sinking, the Varn Courier reported.",
    not_in=NOT_REPORTED,
)
def vague_outlet(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks outlets and reports called by their kind where something comes from them, one finding for each wording."""
    found: dict[str, list[Span]] = defaultdict(list)
    for span in spans(reading, places(reading, "outlets")):
        gives = _GIVES.match(reading.lower[Part.TEXT], span.end) or _TAKEN.search(
            reading.lower[Part.TEXT], max(span.start - 40, 0), span.start
        )
        name = re.match(r"(?:\s*,)?\s+(?:called\s+|like\s+|such as\s+)?[A-Z“\"]", reading.text[span.end : span.end + 20])
        if gives and not name and not reading.is_quoted(span) and not reading.is_furniture(span):
            found[" ".join(span.text.lower().split())].append(span)
    for called, shown in found.items():
        yield Observation(called, f"Which? “{called}” could be any of them.", shown, "Name the outlet, and link it.")


_GIVES = re.compile(
    r"\s+(?:\w+\s+){0,2}?(?:report|say|said|tell|told|show|quot|claim|suggest|publish|identif|describ|call|announc|speculat|indicat|reveal|cite)"
)
_TAKEN = re.compile(
    r"(?<!\w)(?:according to|reported by|reported in|published in|identified by|told|cited by|quoted by|described by|called by|citing"
    r"|quoting)\s+(?:\w+\s+)?$"
)


@rule(
    "picture-origin",
    name="Pictures or recordings as evidence",
    group=Group.SOURCING,
    severity=Severity.NOTE,
    explanation="What a video or photo shows is told here. Who made it, where does it come from, and has the desk seen it?",
    practice=AP_ANONYMITY,
    bad="A video shows the crane falling on the quay.",
    good="A video that the harbour office gave to the Varn Courier shows the crane falling on the quay.",
    not_in=NOT_REPORTED,
)
def picture_origin(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks pictures and recordings that show something, unless the sentence says where they come from, one finding for all."""
    makers = [*_MADE_BY.finditer(reading.lower[Part.TEXT])]
    found = [
        span
        for span in _pictures(reading)
        if not reading.is_quoted(span)
        and not reading.is_furniture(span)
        and reading.sentence_of(span) not in reading.kept(_with_provenance)
        and not holds("sourcing", "private_documents", span.text)
        and not any(match.end() == span.end or match[0].endswith(f" {span.text.lower()}") for match in makers)
    ]
    if found:
        yield Observation("pictures", "Who made it, and has the desk seen it?", found, "Say where it comes from, and who checked it.")


_MADE_BY = re.compile(
    r"\b(?:police|security|surveillance|dash[ -]?cam|dash(?:board)? camera|body[ -]?cam(?:era)?|cctv|court|government|tv|campaign)"
    r"(?: \w+)? (?:videos?|footage|pictures?|images?|photos?|photographs?|recordings?|tapes?)\b"
)
"""Who made it, where that stands before it: then it is known further down too."""


def _pictures(reading: Reading) -> Iterator[Span]:
    """The pictures and recordings that show something, or on which something was caught."""
    lower = reading.lower[Part.TEXT]
    for start, end in places(reading, "pictures"):
        if _shows().match(lower, end) or (_shown_on().search(lower, max(start - _REACH, 0), start + 3)):
            yield reading.span(start, end)


@cache
def _shows() -> re.Pattern[str]:
    return re.compile(rf"\s+(?:\w+\s+){{0,3}}{_shown()}")


@cache
def _shown_on() -> re.Pattern[str]:
    """What stands before a picture on which something was caught, with the first letters of "on video"."""
    return re.compile(rf"{_shown()}\s+(?:\w+\s+)?(?:on|in|by)\s+(?:(?:an?|the)\s+)?(?:\w+\s+)?\w{{0,3}}$")


def _shown() -> str:
    return phrases(entries(_LISTS, "picture_verbs")).pattern


def _with_provenance(reading: Reading) -> set[int | None]:
    """The sentences that say where something comes from."""
    return {reading.sentence_of(span) for span in reading.words(_PROVENANCE)}


_PROVENANCE = re.compile(
    r"(?<!\w)(?:released by|posted by|taken by|provided by|shot by|given|obtained from|courtesy|filmed by|recorded by|shared by"
    r"|published by|[Pp]olice|[Oo]fficers|[Ii]nvestigators|uploaded by|broadcast by|aired by|verified)"
)


@rule(
    "quote-by-two",
    name="One quotation, two mouths",
    group=Group.SOURCING,
    severity=Severity.NOTE,
    explanation="Two people or two outlets rarely use the same words. The quotation marks promise that somebody did: which of them?",
    practice=AP_ATTRIBUTION,
    bad="“The quay will be shut before the winter,” Ida Marlow and Karl Venn said.",
    good="“The quay will be shut before the winter,” Ida Marlow said. Karl Venn agreed.",
)
def quote_by_two(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks quotations whose source is two names or a pronoun of several, unless they put out a text together."""
    for attribution in reading.analysis.attributions:
        source, cue = attribution.source, attribution.cue
        if attribution.type is AttributionType.INDIRECT or source is None or cue is None or not _TWO.search(source.text):
            continue
        quoted = [span for span in attribution.content if reading.is_quoted(span) and len(span.text.split()) > _FEW]
        if quoted and not _is_one_body(reading, attribution) and not _is_joint(reading, source, cue):
            yield Observation(
                f"{source.text} {quoted[0].text[:60]}",
                f"Who of “{_short(source.text)}” said this? Both rarely use the same words.",
                [reading.span(min(source.start, cue.start), max(source.end, cue.end), cue.part), *quoted],
                "Give the quotation to the one who said it, or take the marks away.",
            )


def _is_joint(reading: Reading, source: Span, cue: Span) -> bool:
    """Whether they put out a text, or are said to have spoken together."""
    return holds("sourcing", "joint_texts", reading.sentence_text(source)) or holds("sourcing", "said_together", cue.text)


def _is_one_body(reading: Reading, attribution: Attribution) -> bool:
    """Whether the "and" belongs to one name: the Department of Health and Human Services."""
    source = reading.source_of(attribution)
    return bool(source and source.type is SourceType.NAMED_ORGANIZATION and " and " in (source.name or ""))


_FEW = 3
_TWO = re.compile(
    r"^(?:[Tt]hey|[Bb]oth|[Tt]he (?:two|pair|couple|duo))\b|[A-Z][\w.’'-]* and (?:[Tt]he )?[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,2}$"
)
_SHORT = 60


def _short(words: str) -> str:
    """The words on one line, cut behind a word or a comma where they are long."""
    line = " ".join(words.split())
    return line if len(line) <= _SHORT else line[:_SHORT].rsplit(" ", 1)[0] + " …"


RULES = (
    unnamed_group,
    unnamed_speaker,
    office_speaks,
    said_when,
    vague_evidence,
    vague_outlet,
    picture_origin,
    quote_by_two,
)
