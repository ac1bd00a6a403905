"""What a text lost on its way out of a page: breaks behind headings, ends of sentences, and the line between article and page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import chain, pairwise

from copydesk.analysis import Part, Range, Severity, Span
from copydesk.article import Genre
from copydesk.checks.lists import lists
from copydesk.checks.reading import Reading
from copydesk.checks.rule import Example, Group, Observation, Options, rule

_FIRST = "The harbour office in Varn reopened on Monday after the flood."
_SECOND = "Two ferries sailed before noon with every seat taken, and a third one carried the mail."
_THIRD = "The council wants a new pier and will vote on it in May."

_BEGINNINGS = (
    r"The|They|This|These|There|He|She|It|We|But|If|Since|Although|According|Here|When|While|After|In|On|At|As|For|What|How|Why|Is|Are|A|An"
)
_CAPITAL_INSIDE = re.compile(r"[ABFHIOSTW](?<=[A-Za-z0-9%][ \xa0].)(?=[a-z]*[ \xa0][a-z])")
"""A capital that begins one of `_BEGINNINGS`, behind a word without a mark and with a small word behind its own: looked for by the
capital, which is rarer than the blank before it."""
_BEGINS = re.compile(rf"(?P<word>{_BEGINNINGS})[ \xa0][a-z][a-z’']*,?[ \xa0](?=[a-z])")
_LETTER = re.compile(r"A[ \xa0](?:is|was|are|were|has|had|and|or|of|in|for|to|on|at|with|from|by|through|as|but|than|will|who|that)\b")
_LETTERED = frozenset(
    {"Appendix", "Block", "Category", "Class", "Exhibit", "Grade", "Group", "Hepatitis", "Influenza", "Medicare", "Part", "Plan"}
    | {"Schedule", "Section", "Serie", "Series", "Tier", "Type", "Vitamin", "hepatitis", "influenza", "vitamin"}
)
"""What a letter tells apart: “Class A shares”."""
_WORD_BEFORE = re.compile(r"[\w’'.\-]+$")
_DIVINE = re.compile(r"\b(?:God|Lord|Jesus|Christ|Allah|Almighty)\b")
_SHOUTED = re.compile(
    r"[A-Z]{2}[A-Z’'\-]*+,?+[ \xa0](?:[A-Z][A-Z’'\-]*+,?+[ \xa0]){2,}[A-Z][A-Z’'\-]+[ \xa0]"
    r"(?P<word>[A-Z][a-z’']+|A)(?=[ \xa0][a-z]{2,}[ ,])"
)
_LETTERS_OF_HEADING = 18
_CAPITALS = re.compile(
    r"[A-Z][\w’'.\-]*+,?+(?:[ \xa0](?:[A-Z][\w’'.\-]*+,?+|\d[\d,.]*+|"
    r"(?:of|the|and|in|to|for|a|an|on|as|with|at|by|from|or|&|–|-)(?=[ \xa0][A-Z\d]))){6,}+"
)
_HEADING_WORDS = re.compile(
    r"(?<=[ \xa0])(?:As|He|She|His|Her|It|Its|Is|Are|Was|Be|Been|More|Than|That|This|Their|They|After|Before|Over|Into|About|Will|Says|Why|"
    r"How|What|Who|Not|No|Amid|Against|Under|Up|Out|Off|When|Where|Could|Should|Can|May|Has|Have|Says|Gets|Get|Makes|Make|Takes|Take|Wants|"
    r"Seeks|Calls|Tells|Told|Said|Warns|Slams|Wins|Plans|Hits|Faces|Asks|Backs|Becomes|Goes|Still|Now)(?=[ \xa0])"
)
_STORY_WORDS = re.compile(r"[ \xa0][a-z]{2,}(?:[ \xa0][^\s.!?]+){4,}")
_SENTENCE_BEGINS = re.compile(r"(?:^|[.!?…][\"”’')\]]*\s)$")


@rule(
    "heading-run-in",
    name="Heading run into a sentence",
    group=Group.FORM,
    severity=Severity.NOTE,
    explanation="A headline, a subhead or a caption and the sentence behind it stand in one line: where the one ends cannot be seen.",
    bad=f"Council Seeks More Stone As It Plans Longest Pier Mayor Ida Marr asked for bids on Monday after the flood.\n\n{_SECOND}",
    good=f"Council Seeks More Stone As It Plans Longest Pier\n\n{_FIRST} She read The Varn Post on Hepatitis A in the ferry.\n\n{_SECOND}",
    not_in=[Genre.LIVE_BLOG],
)
def heading_run_in(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks the place where a sentence begins behind words that are none, without a full stop and without a break.

    A sentence's first word with its capital in the middle of a line tells it, a line in capitals with a plain sentence behind it, a long
    run in title case that has words which names do not have, and the title that was sent, repeated in front of the first sentence.
    """
    top = _top_matter(reading)
    found = sorted([*_behind_title(reading), *_behind_capitals(reading), *_begun_inside(reading)], key=lambda span: span.start)
    found = [one for one in found if top is None or one.start >= top.end]
    places = [one for index, one in enumerate(found) if not index or one.start >= found[index - 1].end]
    if places:
        yield Observation(
            "heading",
            "Does a heading end here, and a sentence begin? Nothing sets them apart.",
            places,
            suggestion="Put a break, or the missing full stop, in.",
        )
    if top:
        yield Observation(
            "top",
            "Where does the story begin? A byline, a time or a place runs into it.",
            [top],
            severity=Severity.NOTE,
            suggestion="Break here.",
        )


_STAMP = re.compile(r"\d{1,2}[:.]\d{2} ?(?:[ap]\.?m\b\.?|[A-Z]{2,4}\b)(?: [A-Z]{2,4}\b)?[.,]?(?=[ \xa0][A-Z“\"(])")
_BYLINE = re.compile(
    r"By (?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Janu|Febru)ary|March|April|June|July|August|(?:Septem|Octo|Novem|Decem)ber|"
    r"Christmas|Easter|The\b)[A-Z][\w.\-]+(?:[ \xa0/][A-Z][\w.\-]+)+(?:’s|'s)?[.,]?[ \xa0](?=[A-Z]?[a-z])"
)
_PLACE = re.compile(r"[A-Z]{5,}(?:[ \xa0][A-Z]{4,})?(?:, [A-Z][a-z.]+)?[ \xa0](?=(?:A|The|An|[A-Z][a-z]+)[ \xa0][A-Za-z])")
_TOP = 250


def _top_matter(reading: Reading) -> Span | None:
    """What stands before the story in the first line, where the line goes on with it: a time, names behind "By", a place in capitals."""
    document = reading.analysis.document
    if not reading.paragraphs:
        return None
    start = document.headline.end if document.headline else reading.paragraphs[0][0]
    line = next(((max(a, start), b) for a, b in reading.paragraphs if b > start + 2), None)
    if line is None or line[1] - line[0] < _TOP / 2:
        return None
    begin = line[0] + len(reading.text[line[0] : line[1]]) - len(reading.text[line[0] : line[1]].lstrip())
    stamp = _STAMP.search(reading.text, begin, min(line[1], begin + _TOP))
    if stamp and not re.search(r"\b(?:at|by|until|from|to|about|around) $", reading.text[max(0, stamp.start() - 8) : stamp.start()]):
        return reading.span(begin, stamp.end())
    found = None if document.byline else _BYLINE.match(reading.text, begin, line[1])
    found = found or (None if document.dateline else _PLACE.match(reading.text, begin, line[1]))
    if found and found.group().split(",")[0].strip() not in lists("abbreviations")["known"]:
        return reading.span(begin, found.end())
    return None


def _behind_title(reading: Reading) -> Iterator[Span]:
    headline = reading.analysis.document.headline
    if headline is None:
        return
    behind = re.compile(r"[ \xa0]*(?P<first>\S+(?:[ \xa0]\S+){2,3})").match(reading.text, headline.end)
    # What goes on in small letters, or with a bracket, is a sentence about what the title names.
    if behind and not behind["first"][0].islower() and behind["first"][0] != "(":
        yield reading.span(*behind.span("first"))


def _behind_capitals(reading: Reading) -> Iterator[Span]:
    text = reading.text
    for found in _SHOUTED.finditer(text):
        if found.start("word") - found.start() >= _LETTERS_OF_HEADING and not reading.is_quoted(reading.span(*found.span())):
            yield reading.span(*found.span())
    begins = sorted({start for start, _ in (*reading.paragraphs, *reading.sentences)})
    for found in filter(None, (_CAPITALS.match(text, start) for start in begins)):
        if not _SENTENCE_BEGINS.search(text[max(0, found.start() - 4) : found.start()]) and text[found.start() - 1] != "\n":
            continue
        if len(_HEADING_WORDS.findall(found.group())) < 2 or not _STORY_WORDS.match(text, found.end()):
            continue
        span = reading.span(*found.span())
        if not reading.is_furniture(span) and not any(q.start < span.end and span.start < q.end for q in reading.quotations):
            yield span


def _begun_inside(reading: Reading) -> Iterator[Span]:
    text = reading.text
    for found in filter(None, (_BEGINS.match(text, capital.start()) for capital in _CAPITAL_INSIDE.finditer(text))):
        word = found.start()
        before = _WORD_BEFORE.search(text, max(0, word - 30), word - 1)
        if before is None or len(before[0]) < 2 or before.start() == 0 or text[before.start() - 1] in "\n@":
            continue
        if found["word"] == "A" and (_LETTER.match(text, word) or before[0] in _LETTERED):
            continue
        if found["word"] in ("He", "It", "As") and _DIVINE.search(text):
            continue
        span = reading.span(before.start(), found.end() - 1)
        if not reading.is_quoted(span) and not reading.is_furniture(span):
            yield span


_POSTS = {
    "http": re.compile(r"https?://\S+"),
    "twitter.com": re.compile(r"\bpic\.twitter\.com/\w+"),
    "(@": re.compile(r"\(@\w{2,15}\)\s+[A-Z][a-z]{2,8}\s\d{1,2}, \d{4}"),
    "<": re.compile(r"<(?:tweet|blockquote|iframe|script|figure|img|a href)\b[^>\n]{0,200}>?"),
    "px;": re.compile(r":\s?\d{1,4}px;"),
}
_PROMPTS = ("Read More", "READ MORE", "Read more:", "RELATED:", "Related:", "See also:", "Also read:", "ADVERTISEMENT", "SIGN UP FOR OUR")
_CREDIT = re.compile(
    r"(?:\(?(?:Photo|Image|Picture|Credit|PHOTO|IMAGE)s?:.{2,80}"
    r"|(?:[^.!?]{0,60}[/,] ?|[^.!?]{0,60}\bvia )?(?:Getty(?: Images)?|Reuters|AFP|Instagram)(?:/\w+)?\)?\.?)$"
)
_CREDITED = frozenset(
    {"photo", "photos", "image", "images", "picture", "pictures", "credit", "credits", "getty", "reuters", "afp", "instagram"}
)
"""Words of which a credit has one."""
_LABELS = ("Photo", "PHOTO", "Picture", "Image", "Photo Credit", "Photo credit", "Image Credit", "Image credit", "Credit")
_LABELLED = re.compile(r":[ \xa0]?[^.\n)\]]{2,40}")
_COPYRIGHT = re.compile(r"(?:\bCopyright|©) (?:© )?(?:19|20)\d{2}\b")
"""What a page leaves in a text: each pattern is tried only where its sign stands there."""


@rule(
    "standing-matter",
    name="Words of the page, not of the article",
    group=Group.FORM,
    severity=Severity.NOTE,
    explanation="Prompts, picture credits, posts and notices that a page puts around an article stand in its text.",
    bad=f"{_FIRST} {_SECOND}\n\nRead the rest of the story here.",
    good=f"{_FIRST} {_SECOND}\n\nThe mayor will read the plan, and the council may read more than one.",
)
def standing_matter(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks what stands on many pages alike: one finding for prompts, one for credits, one for posts and code, one for rights."""
    text = reading.text
    labels = [reading.words(re.compile(rf"\b{re.escape(label)}")) for label in _PROMPTS if label in text]
    listed = {
        kind: [one for one in reading.kept(_standing) if one.text.lower() in _listed(kind)] for kind in ("prompts", "rights", "credits")
    }
    prompts = [*listed["prompts"], *chain.from_iterable(labels)]
    prompts = [one for one in prompts if not reading.is_quoted(one) and not reading.is_attributed(one)]
    pictures = [reading.span(*one) for one in _short_lines(reading) if _CREDIT.match(text[slice(*one)])]
    pictures += [one for one in listed["credits"] if not any(c.start <= one.start < c.end for c in pictures)]
    pictures += [one for one in _labelled(reading) if not any(c.start <= one.start < c.end for c in pictures)]
    posts = [one for sign, post in _POSTS.items() if sign in text for one in reading.words(post)]
    rights = [*listed["rights"], *(reading.words(_COPYRIGHT) if "Copyright" in text or "©" in text else [])]
    for thing, question, places in (
        ("prompt", "Is this the article's, or the page's? It asks the reader to do something there.", prompts),
        ("credit", "Is this the credit of a picture that is not here?", pictures),
        ("post", "Was a post or a link of the page left in the text?", posts),
        ("rights", "Is this notice part of the article?", rights),
    ):
        if places:
            told = sorted({one.start: one for one in places}.values(), key=lambda one: one.start)
            yield Observation(thing, question, told, suggestion="Take it out, or set it apart.")


def _short_lines(reading: Reading) -> list[Range]:
    """The paragraphs that may be credits of pictures, by their length and by what the article names."""
    if reading.vocabulary[Part.TEXT].isdisjoint(_CREDITED):
        return []
    return [one for one in reading.paragraphs if one[1] - one[0] < 90]


def _standing(reading: Reading) -> list[Span]:
    return reading.listed(_every_listed())


@cache
def _every_listed() -> tuple[str, ...]:
    return tuple(chain.from_iterable(lists("standing").values()))


@cache
def _listed(kind: str) -> frozenset[str]:
    return frozenset(lists("standing")[kind])


def _labelled(reading: Reading) -> Iterator[Span]:
    """Labels of pictures with what stands behind them, to the end of the sentence or the bracket."""
    place = reading.text.find(":")
    while place >= 0:
        if reading.text.endswith(_LABELS, 0, place) and (found := _LABELLED.match(reading.text, place)):
            label = next(one for one in _LABELS if reading.text.endswith(one, 0, place))
            yield reading.span(place - len(label), found.end())
        place = reading.text.find(":", place + 1)


_LOWER = re.compile(r"[a-z][a-z’']+(?=[ ,.])(?![.]\w)")
_SMALL_NAME = re.compile(r"[a-z]+[A-Z]|(?:al|el|bin|van|von|de|di|la)-?[ A-Z]")
_ENDED = re.compile(r"[.!?…:;,—–-][\"”’')\]*]*$|[\"”’)\]*]$")
_WHOLE = re.compile(r"[.!?…][\"”’')\]*]*$")
_ENDS_SMALL = re.compile(r"(?:^|\s)[a-z][a-z’'\-]*$")
_CUT_MID = re.compile(
    r"(?:^|\s)(?:(?:the|a|an|of|to|and|or|for|with|at|from|by|who|which|has|have|had|is|was|were|are|will|would|because|than|as|his|their|"
    r"its)|(?:the|an|and|because|their|whose)[.…])$"
)


_INDENT = "    "


@rule(
    "sentence-broken",
    name="Broken sentence",
    group=Group.FORM,
    severity=Severity.NOTE,
    explanation="A paragraph begins in the middle of a sentence, or ends before its sentence does: words are lost, or a break is too many.",
    bad=f"{_FIRST}\n\nThe mayor said that the pier would be mended by the\n\n{_SECOND}\n\n{_THIRD}",
    good=f"{_FIRST}\n\nThe mayor wants three things:\n\na pier of stone,\n\na longer quay.\n\n{_SECOND}\n\n{_THIRD}",
    parameters={"share": 0.6, "words": 80},
)
def sentence_broken(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks paragraphs that begin in lower case or end in a small word, and breaks where one does and the next goes on with it.

    The text's own beginning and end count too, from `words` words on: a first line that begins with a full stop, a colon as the last sign.

    Lists, verses and code are left alone: a text in which fewer than `share` of the paragraphs end as sentences do.
    """
    text = reading.text
    told = [one for one in reading.paragraphs if not reading.is_furnished(one[0])]
    if len(told) > 2 and sum(bool(_WHOLE.search(text[max(a, b - 5) : b])) for a, b in told) < options["share"] * len(told):
        return
    joined: list[Span] = []
    odd: list[Span] = []
    for one, other in pairwise(told):
        cut = not _ENDED.search(text[max(one[0], one[1] - 5) : one[1]]) and one[1] - one[0] > 30
        cut = cut and _INDENT not in text[one[1] : other[0]]  # lines of a page's source, not a sentence in two
        lower = _LOWER.match(text, *other) and not _SMALL_NAME.match(text, *other)
        if cut and lower:
            joined.append(reading.span(_last_words(reading, one), _first_words(reading, other)))
        elif lower and _WHOLE.search(text[max(one[0], one[1] - 5) : one[1]]):
            odd.append(reading.span(other[0], _first_words(reading, other)))
    for one in told:
        small = _ENDS_SMALL.search(text[max(one[0], one[1] - 30) : one[1]]) and text.count(" ", *one) >= 8
        cut = bool(small) or bool(_CUT_MID.search(text[max(one[0], one[1] - 12) : one[1]]) and text.count(" ", *one) >= 4)
        if cut and not any(span.start < one[1] <= span.end for span in joined):
            odd.append(reading.span(_last_words(reading, one), one[1]))
    if told and reading.word_count > options["words"]:
        first, last = told[0], told[-1]
        if (_LOWER.match(text, *first) or text[first[0]] in ".,;)") and not _SMALL_NAME.match(text, *first):
            odd.append(reading.span(first[0], _first_words(reading, first)))
        if _DANGLES.search(text[max(last[0], last[1] - 40) : last[1]]) and all(span.end != last[1] for span in odd):
            odd.append(reading.span(_last_words(reading, last), last[1]))
    if joined:
        message = "Do these two belong together? A break goes through the sentence."
        yield Observation("break", message, joined, suggestion="Take the break out.")
    if odd:
        yield Observation("fragment", "Is part of this sentence missing?", sorted(odd, key=lambda one: one.start))


_DANGLES = re.compile(r"(?::|[a-z,;]|\[\.\.\.\]|[.!?][\"”]? [-–—])\s*$")
"""How a text ends that goes on elsewhere: with a colon, a comma, a small letter or a dash behind a full stop."""
_LAST = re.compile(r"\S+(?:[ \xa0]+\S+){0,2}$")
_NEXT = re.compile(r"\S+(?:[ \xa0]+\S+){0,3}")


def _last_words(reading: Reading, paragraph: Range) -> int:
    found = _LAST.search(reading.text, max(paragraph[0], paragraph[1] - 40), paragraph[1])
    return found.start() if found else paragraph[0]


def _first_words(reading: Reading, paragraph: Range) -> int:
    found = _NEXT.match(reading.text, *paragraph)
    return found.end() if found else paragraph[1]


_LOOSE = re.compile(r"[,.](?<=[ \xa0].)")
_GAP = re.compile(r"(?<=[A-Za-z])[ \xa0]+(?P<mark>[,.])(?=\s|$)(?!\s*\.)")
_SMALL_BEFORE = re.compile(r"\b(?:the|of|in|and|to|a|an|at|by|for|from|with|on|was|is)$")


@rule(
    "words-missing",
    name="Words that seem to be missing",
    group=Group.FORM,
    severity=Severity.NOTE,
    explanation="A comma or full stop stands off its word; where that is a small word, what came behind it was most likely lost.",
    bad=f"{_FIRST} The mayor of , who was there, was glad.",
    good=f"{_FIRST} The mayor of Varn, who was there, was glad . . . for once.",
)
def words_missing(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks a mark behind a space; a warning where the word before it cannot end a phrase."""
    text = reading.text
    found = _GAP.finditer(text) if _LOOSE.search(text) else ()
    gaps = [(gap, _SMALL_BEFORE.search(text, max(0, gap.start() - 6), gap.start())) for gap in found]
    lost = [_around(reading, *gap.span()) for gap, small in gaps if small]
    loose = [_around(reading, *gap.span()) for gap, small in gaps if not small]
    if lost:
        yield Observation("words", "Which words are missing here?", lost, severity=Severity.WARNING)
    if loose:
        yield Observation("space", "Is a word missing before this mark, or is the space too much?", loose)


def _around(reading: Reading, start: int, end: int) -> Span:
    found = _LAST.search(reading.text, max(0, start - 40), start)
    return reading.span(found.start() if found else start, end)


_SINGLE = re.compile(r"[‘’'](?:(?<=[ \xa0(].)|(?<=‘))")
"""The marks that can face the wrong way: those behind a space or a bracket, and all that open."""
_ELISION = re.compile(r"[‘’'](?:\d\d|em|til|till|cause|cos|bout|tis|twas|n|round|m|s)\b", re.IGNORECASE)
_PAIRED_APOSTROPHES = re.compile(r"(?<!')''(?!')")


@rule(
    "single-mark-turned",
    name="Single quotation mark the wrong way round",
    group=Group.FORM,
    severity=Severity.NOTE,
    explanation="A single mark faces the wrong way, stands off its word, or two of them stand for a double one.",
    bad=Example(f"{_FIRST} The mayor said ’we are glad’ and went to the quay."),
    good=Example(f"{_FIRST} The skippers’ pier of the ’90s is ‘safe’, the mayor said, rock ’n’ roll or not."),
)
def single_mark_turned(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks ‘ ’ and ' by their shape and the spaces around them; apostrophes that begin a word ("’90s") are left alone."""
    text = reading.text
    turned: list[Span] = []
    for found in _SINGLE.finditer(text):
        place = found.start()
        left, right = text[place - 1 : place] or "\n", text[place + 1 : place + 2] or "\n"
        mark = found.group()
        apart = left in " \xa0" and right in " \xa0" and text[place - 2 : place - 1].isalnum()
        wrong = (mark == "’" and left in " \xa0(" and right.isalpha() and not _ELISION.match(text, place)) or (
            mark == "‘" and ((left.isalpha() and not right.isalnum()) or right in " \xa0")
        )
        if apart or wrong:
            turned.append(reading.span(place, min(len(text), place + 20)))
    if turned:
        yield Observation("turned", "Does this mark open or close?", turned, suggestion="Turn it round, or move the space.")
    doubled = reading.words(_PAIRED_APOSTROPHES) if "''" in text else []
    if doubled:
        question = "Are two apostrophes meant as a quotation mark?"
        yield Observation("apostrophes", question, doubled, suggestion="Use the house's quotation mark.")


_DOUBLE = re.compile("[“”]")


@rule(
    "quotation-unopened",
    name="Quotation that nothing opens",
    group=Group.FORM,
    severity=Severity.NOTE,
    explanation="A mark closes a quotation that no mark opened: the reader cannot tell where the quoted words began.",
    bad=f"{_FIRST} The pier is safe,” said Ida Marr, who runs the office. {_SECOND}",
    good=f"{_FIRST}\n\n“The pier is safe.\n\n“It will stand,” said Ida Marr.",
)
def quotation_unopened(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks a closing curly mark without an opening one in its paragraph, where no quotation runs on from the one before."""
    runs_on = False
    places: list[Span] = []
    for start, end in reading.paragraphs:
        is_open = runs_on
        for found in _DOUBLE.finditer(reading.text, start, end):
            if found.group() == "”" and not is_open:
                behind = reading.text[found.end() : found.end() + 1]
                if not behind.isalpha() and reading.text[found.start() - 1 : found.start()] not in ' "“‘(\n':
                    places.append(reading.span(_last_words(reading, (start, found.start())), found.end()))
            is_open = found.group() == "“"
        runs_on = is_open
    if places:
        yield Observation("unopened", "Where does this quotation begin? No mark of its kind opens it.", places, suggestion="Open it.")


RULES = (heading_run_in, standing_matter, sentence_broken, words_missing, single_mark_turned, quotation_unopened)
