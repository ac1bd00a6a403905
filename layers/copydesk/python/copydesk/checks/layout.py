"""Where the story begins and ends on its page: datelines, bylines and site names that run into it, notices, lines that stand alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from copydesk.analysis import Part, Range, Severity, Span
from copydesk.article import Genre
from copydesk.checks.lists import entries
from copydesk.checks.occurrences import occurrences
from copydesk.checks.reading import Reading
from copydesk.checks.rule import Group, Observation, Options, rule

_FIRST = "The harbour office in Varn reopened on Monday after the flood."
_SECOND = "Two ferries sailed before noon with every seat taken, and a third one carried the mail."
_THIRD = "The council wants a new pier and will vote on it in May."

_DATELINE = re.compile(
    r"(?P<place>[A-Z][A-Z.’'\-]{2,}(?:[ /][A-Z][A-Z.’'\-]+){0,3}(?:, [A-Z][\w.]+(?: [A-Z][\w.]+)?)?) \((?P<agency>[A-Z][\w&./\- ]{1,30})\)"
    r" (?=[\"“‘']?[A-Z][\w’']*,? [\w“\"])"
)
_SITE = re.compile(
    r"(?:(?:[Ww]{3}\.)?[A-Za-z][\w\-]{2,}\.(?:[Cc]om|[Nn]et|[Oo]rg|[Cc]o\.uk|[Ii]nfo|[Tt][Vv]|[Ee]u|[Nn]ews|[Cc]om\.au)"
    r"|Source: [A-Z][\w.]+(?: [A-Z][\w.]+){0,4})"
    r" (?:[-–—|] )?(?=[\"“]?(?:[A-Z][a-z]+|A) [a-z])"
)
_BYLINE = re.compile(
    r"(?:By|BY|by) (?!The\b|All\b|Then\b|Now\b|This\b|That\b|Contrast\b)"
    r"(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Janu|Febru)ary|March|April|May\b|June|July|August|(?:Septem|Octo|Novem|Decem)ber)"
    r"(?P<names>[A-Z][\w.’\-]+(?: [A-Z][\w.’\-]+){1,4})(?:['’]s)?(?= [a-z]|,? (?:The|A|An|In|On|It) )"
)
_STAMPS = frozenset({"published", "updated", "posted", "created"})
_STAMPED = re.compile(
    r"[^.!?\n]{0,60}?\b(?:[Pp]ublished|PUBLISHED|[Uu]pdated|UPDATED|[Pp]osted|[Cc]reated):? (?:[Oo]n |at )?(?:[A-Z][a-z]+,? )?"
    r"(?:[A-Z][a-z]+\.? \d{1,2}|\d{1,2}(?: [A-Z][a-z]+|[./]\d))[^\n]{0,40}?(?:\d{4}|[ap]\.?m\.?)(?: [A-Z]{2,4}\b)?\.? ?"
)
# A headline without a full stop: its first words begin the sentence behind it once more.
_AGAIN = re.compile(
    r"(?P<head>[A-Z][\w’']+ [A-Z][\w’']+)\b[^.!?\n]{15,140}[\w”] "
    r"(?=(?P=head) (?:has|have|had|is|are|was|were|will|said|says|[a-z]+ed)\b)"
)
_CREDITED = re.compile(
    r"By (?<=[.!?”\"] By )[A-Z][\w.’\-]+ [A-Z][\w.’\-]+(?: [A-Z][\w.’\-]+)?,? (?:for )?(?:[Tt]he )?[A-Z][\w ]{3,40}\.(?=\s|$)"
    r"|[A-Z]{3,} (?:[A-Z]{2,}\.? )?[A-Z]{3,}\.?\Z"
)


@rule(
    "story-begins-where",
    name="Line of the page run into the story",
    group=Group.FORM,
    severity=Severity.NOTE,
    explanation="A dateline without its dash, a byline or the name of a site stands in one line with the sentence behind it.",
    bad=f"VARN (AP) {_FIRST} {_SECOND}\n\n{_THIRD}",
    good=f"VARN (AP) — {_FIRST} {_SECOND}\n\nBy Monday the pier was dry. By Ida Marr, it was called safe.",
    not_in=[Genre.LIVE_BLOG],
)
def story_begins_where(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks the dateline, byline or site's name at the head of one of the first paragraphs, and a byline within or behind the text."""
    text = reading.text
    top: list[Span] = []
    headline = reading.analysis.document.headline
    begin = headline.end if headline else 0
    stamped = not reading.vocabulary[Part.TEXT].isdisjoint(_STAMPS)
    kinds = (_DATELINE, _SITE, _BYLINE, _STAMPED) if stamped else (_DATELINE, _SITE, _BYLINE)
    for start, end in reading.paragraphs[:_TOP]:
        head = max(start, begin)
        head += len(text[head:end]) - len(text[head:end].lstrip())
        heads = (one.match(text, head, end) for one in kinds)
        found = next(filter(None, heads), None) or (_AGAIN.match(text, head, end) if start == reading.paragraphs[0][0] else None)
        if found and (found.re is _STAMPED or end - head > _LONGER * (found.end() - head)):
            behind = _WORDS.match(text, found.end())
            top.append(reading.span(head, behind.end() if behind else found.end()))
    if top:
        yield Observation(
            "top", "Where does the story begin? What stands before it runs into it.", top, suggestion="Put a dash or a break there."
        )
    credited = reading.words(_CREDITED) if "By " in text or text[-_SHOUTED:].isupper() else []
    named = [one for one in credited if not reading.is_furniture(one) and not reading.is_quoted(one)]
    if named:
        yield Observation("byline", "Is this the byline? It stands in the text.", named, suggestion="Move it to the byline field.")

    caption = _caption(reading, begin)
    if caption and not any(one.start <= caption.start < one.end for one in top):
        message = "Is this a caption or a byline before the story? It has no verb."
        yield Observation("caption", message, [caption], suggestion="Set it apart.")
    signed = _SIGNED.search(text, max(0, len(text.rstrip()) - _SIGN))
    if signed:
        place = reading.span(*signed.span("sign"))
        yield Observation("sign", "Is this the sign of an agency or a desk? It stands in the text.", [place], suggestion="Take it out.")


def _caption(reading: Reading, begin: int) -> Span | None:
    """The first sentence, where it has no verb and a longer one follows it in its line."""
    first = next((one for one in reading.sentences if one[0] >= begin), None)
    if first is None or not _LINE_OF_CAPTION[0] <= first[1] - first[0] <= _LINE_OF_CAPTION[1]:
        return None
    span = reading.span(*first)
    line = reading.text.find("\n", first[1])
    follows = (line if line >= 0 else len(reading.text)) - first[1]
    whole = span.text.rstrip().endswith(".") and span.text[0].isupper() and follows > _LINE_OF_CAPTION[0]
    return (
        span
        if whole
        and not _FINITE.search(span.text)
        and not _NO_CAPTION.search(span.text)
        and not reading.is_furniture(span)
        and not reading.is_quoted(span)
        else None
    )


_SHOUTED = 4
"""Signs at the end of a text, all capitals or marks, that tell that it ends with a name in capitals."""
_SIGN = 300
"""Signs from the end of a text in which an agency's sign stands."""
_LINE_OF_CAPTION = (20, 90)
"""Code points of the shortest and the longest line that is a caption."""
_SIGNED = re.compile(
    r"[.!?”\"’] ?(?P<sign>[-–—] ?[A-Z][A-Za-z]*(?: [A-Z][A-Za-z]+){0,2}(?: ?[-–—])?|(?:[a-z]{2,4}/)+[a-z]{2,4} \([^)\n]{2,40}\)"
    r"|[-–—]30[-–—]|[-–—]ENDS[-–—]?|(?:Topics|Tags|Filed under|Keywords):[^\n]{0,80})\s*\Z"
)
_NO_CAPTION = re.compile(r"\b(?:I|we|he|she|they|you|it|that|which|who|whose|whom|[Cc]redit)\b")
_TOP = 4
"""Paragraphs in which a byline or a dateline may stand."""
_LONGER = 2
"""How many times longer than its head a paragraph is at least: a byline on a line of its own runs into nothing."""
_WORDS = re.compile(r"\s*\S+(?:\s\S+)?")

_ASTERISK = re.compile(r"(?:[A-Za-z]{3}|[.!?,”\"])\*{1,2}(?=\s|$)|(?<=\s)\*{1,3} ?(?=[A-Z])|[†‡]")


@rule(
    "footnote-mark",
    name="Mark of a footnote",
    group=Group.FORM,
    severity=Severity.NOTE,
    explanation="An asterisk or a dagger sends the reader to a note: in running text the note is elsewhere, or gone.",
    bad=f"{_FIRST}* {_SECOND}\n\n{_THIRD}",
    good=f"{_FIRST} {_SECOND} It costs 5*3 euros.\n\n* a pier\n\n* a quay",
)
def footnote_mark(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks asterisks and daggers at words; not at the beginnings of lines, where they make a list."""
    if not any(sign in reading.text for sign in "*†‡"):
        return
    heads = {start for start, _ in reading.paragraphs}
    marks = [(found.start(), found.end()) for found in _ASTERISK.finditer(reading.text) if found.start() not in heads]
    places = [reading.span(_word_start(reading.text, start), _word_end(reading.text, end)) for start, end in marks]
    if places and len(places) <= _MOST:
        yield Observation("marks", "Where does this mark point? Its note is not beside it.", places, suggestion="Say it in the text.")


_MOST = 8
"""Marks in a text that are notes; where there are more, they censor words or draw lines."""


def _word_start(text: str, place: int) -> int:
    return max(text.rfind(" ", max(0, place - 30), place), text.rfind("\n", max(0, place - 30), place)) + 1 or place


def _word_end(text: str, place: int) -> int:
    found = _NEXT.match(text, place)
    return found.end() if found else place


_NEXT = re.compile(r"[ \xa0]*\S{1,30}")


@rule(
    "notice-in-text",
    name="Notice of the house in the text",
    group=Group.FORM,
    severity=Severity.NOTE,
    explanation=(
        "Who the agency is, how to write to the editors, which picture was here: standing words of the house run on in the article."
    ),
    bad=f"{_FIRST} {_SECOND}\n\nAbout our editorials: They express the view of the editorial board of The Varn Post.",
    good=f"{_FIRST} {_SECOND}\n\nThe council heard the editors of The Varn Post about the image of the town.",
)
def notice_in_text(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks the sentences or lines with words that stand on many pages of a house alike; one finding for each kind."""
    for kind, question in _NOTICES.items():
        found = [one for one in occurrences(reading, entries("notices", kind)) if not reading.is_quoted(one)]
        found = [one for one in found if not _is_last_line(reading, one)]
        if kind == "captions" and not reading.vocabulary[Part.TEXT].isdisjoint(("image", "media", "video", "photo", "file")):
            found += reading.words(_CAPTION)
        if kind == "about" and "is a" in reading.text:
            found += [one for one in reading.words(_AGENCY, first=("is",)) if one.start > len(reading.text) / 2]
        if found:
            places = {_whole(reading, one) for one in found}
            yield Observation(
                kind, question, [reading.span(*one) for one in sorted(places)], suggestion="Take it out, or set it apart from the story."
            )


_NOTICES = {
    "about": "Is this the article, or what the house says about itself?",
    "captions": "Is this the caption or credit of a picture that is not here?",
    "editing": "Is this an editor’s note or credit? It runs on in the text.",
}
_CAPTION = re.compile(
    r"^\W{0,3}(?:Image|Media|Video|Photo) (?:caption|copyright|source)\b.{0,120}|(?<=[a-z])/FILE\b",
    re.MULTILINE,
)
_AGENCY = re.compile(
    r"\bis an? (?:[\w\-]+ ){0,4}(?:news agency|news service|wire service|news site|news website|news organi[sz]ation|nonprofit newsroom|"
    r"reporter at|staff writer|freelance (?:writer|journalist)|columnist for|contributor to)\b"
)


def _is_last_line(reading: Reading, one: Span) -> bool:
    """Whether it stands where who else worked on the story is named: in a short last paragraph of its own."""
    start, end = reading.paragraphs[-1] if reading.paragraphs else (0, 0)
    return one.text.lower().startswith("contribut") and start <= one.start and end - start < _LINE


def _whole(reading: Reading, one: Span) -> Range:
    """The sentence of a notice; the line, where it is shorter."""
    number = reading.sentence_of(one)
    if number is None:
        return one.start, one.end
    start, end = reading.sentences[number]
    line_start = reading.text.rfind("\n", 0, one.start) + 1
    line_end = reading.text.find("\n", one.end)
    start, end = max(start, line_start), min(end, line_end if line_end >= 0 else end)
    return start + len(reading.text[start:end]) - len(reading.text[start:end].lstrip()), end


_SMALL_START = re.compile(r"[.!?](?<=[a-z]{2}[a-z%].)[\"”]?[ \xa0]+(?=[a-z][a-z’']+[ ,][a-z])")
_HIDDEN_ABBREVIATIONS = re.compile(
    r"\b(?:vs|etc|approx|incl|dept|govt|inc|corp|ltd|bros|assn|univ|ave|blvd|est|nos|fig|ext|tel|capt|prof|hon|min|max|Calif|Wash|Mass|Ariz|"
    r"Colo|Conn|Fla|Ill|Ind|Kan|Mich|Minn|Miss|Mont|Neb|Nev|Okla|Ore|Penn|Tenn|Tex|Wis|Wyo|Ala|Ark|Del|Jan|Feb|Mar|Apr|Aug|Sept|Oct|Nov|Dec|Sask|"
    r"Alta|Ont|Que|Man|Inc|Corp|Ltd|Co|Jr|Sr|Gov|Gen|Sen|Rep|Rev|Etc)$"
)


@rule(
    "sentence-begins-small",
    name="Sentence that begins with a small letter",
    group=Group.FORM,
    severity=Severity.NOTE,
    explanation="Behind a full stop goes on what looks like half a sentence: words were cut out, or the full stop is one too many.",
    bad=f"{_FIRST} {_SECOND} and the mail was late. which will be looked at in May.",
    good=f"{_FIRST} {_SECOND} “Is it safe?” asked Ida Marr of Harbour Inc. in Varn. iPhones rang.",
)
def sentence_begins_small(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks small letters behind a full stop, outside quotations; abbreviations and cut-in speech are left alone."""
    places = []
    for found in _SMALL_START.finditer(reading.text):
        mark = found.start()
        before = _LAST.search(reading.text, max(0, mark - 30), mark)
        if reading.text[mark] != "." and reading.text[mark + 1 : mark + 2] in '”"':
            continue
        if before is None or _HIDDEN_ABBREVIATIONS.search(before[0]) or reading.text[mark - 1 : mark] == ".":
            continue
        span = reading.span(before.start(), _two_words(reading.text, found.end()))
        if not reading.is_quoted(span) and not ("”" in found[0] or '"' in found[0]):
            places.append(span)
    if places:
        yield Observation("small", "Was something cut out here? The sentence begins with a small letter.", places)


_LAST = re.compile(r"\S+$")
_TWO = re.compile(r"\S+(?:[ \xa0]+\S+)?")


def _two_words(text: str, place: int) -> int:
    found = _TWO.match(text, place)
    return found.end() if found else place


_FINITE = re.compile(
    r"\b[a-z]{3,}s (?:his|her|its|their|the|an?|that|him|them|it)\b"
    r"|\b(?:is|are|was|were|be|been|am|has|have|had|do|does|did|will|would|can|could|may|might|must|shall|should|says?|said|[a-z]{3,}ed|"
    r"[a-z]+n[’']t|makes?|made|takes?|took|goes|went|got|gets?|comes?|came|sees?|saw|knows?|knew|thinks?|thought|gives?|gave|finds?|found|"
    r"tells?|told|becomes?|became|shows?|leaves?|left|feels?|felt|puts?|brings?|brought|begins?|began|keeps?|kept|holds?|held|writes?|wrote|"
    r"stands?|stood|hears?|heard|lets?|means?|meant|sets?|meets?|met|runs?|ran|pays?|paid|sits?|sat|speaks?|spoke|lies|lay|leads?|led|"
    r"reads?|grows?|grew|loses?|lost|falls?|fell|sends?|sent|builds?|built|draws?|drew|breaks?|broke|spends?|spent|cuts?|rises?|rose|"
    r"wants?|needs?|seems?|works?|calls?|tries|asks?|turns?|starts?|helps?|plays?|moves?|lives?|believes?|happens?|includes?|continues?|"
    r"remains?|[’'](?:s|re|m|ll|ve|d))\b",
    re.IGNORECASE,
)
_ENDED = re.compile(r"[.!?…:;,][\"”’')\]*]*$|[\"”]$")


@rule(
    "line-alone",
    name="Line that is no sentence",
    group=Group.FORM,
    severity=Severity.NOTE,
    explanation=(
        "A short line without a full stop or a verb stands among the paragraphs: a subhead, a caption, or the rest of a chart or list."
    ),
    bad=f"{_FIRST}\n\n{_SECOND}\n\nHighest number of ferries in the harbour.\n\n{_THIRD}\n\n{_FIRST}\n\n{_SECOND}",
    good=f"{_FIRST}\n\n{_SECOND}\n\nNobody was hurt.\n\n{_THIRD}\n\n{_FIRST}\n\n{_SECOND}",
    parameters={"words": 9, "share": 0.3},
    not_in=[Genre.LIVE_BLOG, Genre.INTERVIEW],
)
def line_alone(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks paragraphs of two to `words` words without an end or without a verb; not where more than `share` of all paragraphs are so."""
    text = reading.text
    if len(reading.paragraphs) < _FEWEST:
        return
    places = []
    for start, end in reading.paragraphs[1:]:
        if end - start > _LINE or not 1 <= text.count(" ", start, end) < options["words"]:
            continue
        line = text[start:end]
        if line[0] in "\"“‘'*-–—•(" or line.endswith((":", ",", "?")) or not line[0].isupper():
            continue
        span = reading.span(start, end)
        if (not _ENDED.search(line) or not _FINITE.search(line)) and not reading.is_furniture(span) and not reading.is_quoted(span):
            places.append(span)
    if places and len(places) <= options["share"] * len(reading.paragraphs):
        yield Observation("lines", "Is this a subhead, a caption or the rest of a chart? It stands among the paragraphs.", places)


_FEWEST = 6
"""Paragraphs of the shortest text in which a line can stand out."""
_LINE = 90
"""Code points of the longest line."""

_CURLY = re.compile("[“”]")
_STRAIGHT = re.compile(r"\"(?<![=\d].)(?! ?[\w\-]+=|/?>)")
_STRAIGHT_SINGLE = re.compile(r"'(?:(?<=[.,!?\w].)(?=[”\"])|(?<=[“\"\s].)(?=[A-Za-z]))")


@rule(
    "quotation-marks-mixed",
    name="Two kinds of quotation marks",
    group=Group.FORM,
    severity=Severity.NOTE,
    explanation="Curly and straight quotation marks stand in one text: parts of it came from elsewhere, or a pair was set by hand.",
    bad=f'{_FIRST} “It is safe,” said Ida Marr. “We looked.” {_SECOND} The "old pier" is dry.',
    good=f"{_FIRST} “It is safe,” said Ida Marr. “We looked.” The pier is 6' 3\" wide.",
)
def quotation_marks_mixed(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks those of the rarer kind, single ones that close beside a curly mark too; not feet and inches."""
    text = reading.text
    if "“" not in text and "”" not in text:
        return
    curly = [found.start() for found in _CURLY.finditer(text)]
    straight = [found.start() for found in _STRAIGHT.finditer(text)]
    single = [found.start() for found in _STRAIGHT_SINGLE.finditer(text)] if curly else []
    odd = sorted([*(straight if len(straight) <= len(curly) else curly), *single]) if curly else []
    if odd and curly and (straight or single):
        places = [reading.span(_word_start(text, place), _mark_end(text, place)) for place in odd[:_SHOWN]]
        message = "One kind of quotation marks or two? These differ from the others."
        yield Observation("kinds", message, places, suggestion="Use the house’s kind.")


def _mark_end(text: str, place: int) -> int:
    found = _TO_SPACE.match(text, place)
    return found.end() if found else place + 1


_TO_SPACE = re.compile(r"\S{1,30}")
_SHOWN = 20
"""Places of a kind that are shown at most."""

_CLOSING_FIRST = re.compile(r"”(?=[\s…]|\.{2,})")


@rule(
    "closing-mark-first",
    name="Paragraph that begins with a closing mark",
    group=Group.FORM,
    severity=Severity.NOTE,
    explanation="A closing quotation mark begins the paragraph, where one opens; the reader takes what follows for the paper’s own words.",
    bad=f"{_FIRST}\n\n” … the pier is safe,” said Ida Marr, who runs the office.\n\n{_SECOND}",
    good=f"{_FIRST}\n\n“… the pier is safe,” said Ida Marr, who runs the office.\n\n{_SECOND}",
)
def closing_mark_first(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks a closing curly mark at the head of a paragraph."""
    if "”" not in reading.text:
        return
    heads = [start for start, end in reading.paragraphs if _CLOSING_FIRST.match(reading.text, start, end)]
    if heads:
        places = [reading.span(start, _two_words(reading.text, start)) for start in heads]
        yield Observation("heads", "Does this mark not open the quotation?", places, suggestion="Turn it round.")


_OPENS = re.compile(r"[“\"‘](?<= .)(?P<word>[A-Za-z]{2,})\b")


@rule(
    "word-doubled-at-mark",
    name="Word before a quotation and in it",
    group=Group.FORM,
    severity=Severity.NOTE,
    explanation="The word before the quotation mark stands behind it once more: one of the two is left over from cutting.",
    bad=f"{_FIRST} She will come when “when the pier is dry,” she said.",
    good=f"{_FIRST} She will come “when the pier is dry,” she said. They wrote “pier” on the pier.",
)
def word_doubled_at_mark(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks a word on both sides of an opening mark."""
    for found in _OPENS.finditer(reading.text):
        word = found["word"]
        start = found.start() - 1 - len(word)
        before = reading.text[max(0, start) : found.start() - 1]
        if before.lower() != word.lower() or start < 0 or reading.text[start - 1 : start].isalnum():
            continue
        one = reading.span(start, found.end())
        yield Observation(one.text, "Does this word belong here twice, before the mark and behind it?", [one], suggestion="Take one out.")


RULES = (
    story_begins_where,
    footnote_mark,
    notice_in_text,
    sentence_begins_small,
    line_alone,
    quotation_marks_mixed,
    closing_mark_first,
    word_doubled_at_mark,
)
