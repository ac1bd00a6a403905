"""What an article says of its entities: role, age, how much it is about them."""

from __future__ import annotations

from collections.abc import Sequence
from math import log2
from typing import TYPE_CHECKING

from copydesk.analysis import Entity, EntityType
from copydesk.nlp.grouping import Named
from copydesk.nlp.names import name_words
from copydesk.nlp.tokens import Tokens

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

MAX_ROLE_WORDS = 16
ABOUT = 0.5
"""Salience from which an article is about something."""
_OF_PLACES = frozenset(
    {"be", "have", "lie", "sit", "stand", "remain", "become", "see", "host", "face", "suffer", "experience", "grow", "fall"}
)
"""Verbs whose subject a place is as well."""
_AGENT_ENDINGS = ("er", "or", "ist", "ian", "man", "woman", "ant", "ive", "ess", "person", "chief", "head", "boss")


def role(tokens: Tokens, one: Named) -> str | None:
    """Return the role an apposition or the title before a name gives a person, as written.

    "Ana Ruiz, the head of the port," gives "head of the port"; "Mayor Ana Ruiz" gives
    "Mayor".  Of equipment it is the kind ("howitzer").
    """
    if one.type == "PRODUCT":
        return _kind_of_equipment(tokens, one)
    if one.type != "PERSON":
        return None
    found = None
    for start, end in one.mentions:
        found = found or _apposition(tokens, start, end)
    if found:
        return found
    for start, _ in one.mentions:
        found = found or _title(tokens, start)
    return found


def age(tokens: Tokens, one: Named) -> int | None:
    """Return a person's age in years where it stands beside the name."""
    if one.type != "PERSON":
        return None
    for start, end in one.mentions:
        found = _age_after(tokens.text, end)
        if found is None:
            found = _age_before(tokens.text, start)
        if found is not None:
            return found
    return None


def salience(found: Sequence[Named], length: int) -> list[float]:
    """Return for each entity how much the article is about it, 0 to 1.

    The logarithm of its mentions, raised by half for standing in the first tenth of
    the text, over the highest of the article's.
    """
    raw = []
    for one in found:
        early = one.mentions[0][0] <= max(40, length / 10)
        raw.append((1 + log2(len(one.mentions))) * (1.5 if early else 1.0))
    top = max(raw, default=1.0)
    return [round(value / top, 2) for value in raw]


def _apposition(tokens: Tokens, start: int, end: int) -> str | None:
    text = tokens.text
    if text[end : end + 1] != [","]:
        return None
    doc, first = tokens.doc(start)
    for child in _root(doc, start - first, end - first).children:
        apposed = first + child.i
        if child.dep_ == "appos" and apposed > end and child.pos_ in {"NOUN", "PROPN"} and child.ent_type_ != "PERSON":
            left = first + child.left_edge.i
            if left > end + 6:
                return None
            right = apposed
            for i in range(apposed, min(first + len(doc), left + MAX_ROLE_WORDS)):
                if text[i] in (",", ";", ":", "—", "–", "--", ".", "who", "which", "that", "(") or "\n" in text[i]:
                    break
                right = i
            while text[left].lower() in ("the", "a", "an", ",") and left < right:
                left += 1
            if any(text[i].isdigit() for i in range(left, right + 1)) and right - left < 2:
                return None
            return tokens.words(left, right + 1)
    return None


def _title(tokens: Tokens, start: int) -> str | None:
    words = name_words()
    text, tag = tokens.text, tokens.tag
    left = start
    while left > 0 and start - left < 6:
        word = text[left - 1]
        if word in ("the", "The", "a", "A", "an") or word in (",", ".", "”", '"') or tokens.hard_break[left - 1]:
            break
        if tag[left - 1] not in ("NN", "NNP", "NNPS", "JJ", "NNS", "HYPH") or (
            tokens.sentence_start[left - 1] and tag[left - 1] == "JJ"
        ):  # fmt: skip
            break
        left -= 1
    found = text[left:start]
    honorifics = ("Mr", "Mr.", "Mrs", "Mrs.", "Ms", "Ms.", "Miss", "Dr", "Dr.")
    if not found or all(word in honorifics for word in found):
        return None
    while found and not (found[0][0].isalnum()):
        left, found = left + 1, found[1:]
    last = found[-1] if found else ""
    if last in words["title"] or last.capitalize() in words["title"] or last.endswith(_AGENT_ENDINGS):
        return tokens.words(left, start)
    return None


def _age_after(text: list[str], end: int) -> int | None:
    """Read ", 34," and ", aged 34" and "(34)"."""
    window = [word for word in text[end : end + 5] if word != "aged"]
    if len(window) < 2 or window[0] not in {",", "("} or not _is_age(window[1]):
        return None
    follows, second = [*window[2:4], "", ""][:2]
    of_town = follows == "of" and second[:1].isupper()
    return int(window[1]) if of_town or follows in {"", ",", ")", ".", "and", ";", "—", "years"} else None


def _age_before(text: list[str], start: int) -> int | None:
    """Read "34-year-old" before a name, with a word or two between them."""
    for i in range(start - 1, max(-1, start - 7), -1):
        if text[i] in {",", ".", ";"}:
            return None
        if text[i] in {"old", "year-old"}:
            return next((int(word) for word in reversed(text[max(0, i - 4) : i]) if _is_age(word)), None)
    return None


def _is_age(word: str) -> bool:
    return word.isdecimal() and word.isascii() and 0 < int(word) < 120 and len(word) <= 3


def _kind_of_equipment(tokens: Tokens, one: Named) -> str | None:
    nouns = name_words()["equipment_noun"]
    for _, end in one.mentions:
        for i in range(end, min(end + 5, len(tokens.text))):
            if tokens.text[i] in nouns:
                return tokens.text[i]
            if not (tokens.text[i].isalpha() or tokens.text[i] == "-"):
                break
    return None


def is_about(entity: Entity) -> bool:
    """Say whether the article is about an entity: it is salient, and as a place meant for itself, not for the government there."""
    literal = entity.place is None or entity.place.as_government < len(entity.mentions)
    return entity.salience >= ABOUT and entity.type is not EntityType.NORP and literal


def mentions_as_government(tokens: Tokens, one: Named) -> int:
    """Count the mentions of a capital or country that mean its government: subjects of what only people do, and parties to talks."""
    count = 0
    for start, end in one.mentions:
        doc, first = tokens.doc(start)
        root = _root(doc, start - first, end - first)
        while root.dep_ == "conj":
            root = root.head
        acts = root.dep_ == "nsubj" and root.head.pos_ == "VERB" and root.head.lemma_ not in _OF_PLACES
        deals = root.dep_ == "pobj" and root.head.lower_ in {"with", "between", "against"} and root.head.head.pos_ in {"NOUN", "VERB"}
        count += acts or deals
    return count


def _root(doc: Doc, start: int, end: int) -> Token:
    """Return the token of a span that depends on one outside it; `Span.root` takes far longer."""
    return next(
        (token for token in (doc[i] for i in range(start, end)) if not start <= token.head.i < end or token.head == token), doc[end - 1]
    )
