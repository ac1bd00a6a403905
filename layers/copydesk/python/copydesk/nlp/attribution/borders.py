"""Where a statement begins and ends: the network's runs of tokens, mended by the grammar of the sentence.

The network gives each token a role of its own, so a run may stop within a phrase ("a series of early-morning"), and where words of saying
stand within the statement ("The plan, the mayor said on Monday, is dead") it may take what stands beside them for a part of it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from copydesk.nlp.attribution.decode import Found, Run

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_BEFORE_NOUN = frozenset({"det", "amod", "compound", "nummod", "poss", "nmod", "quantmod"})
_BEFORE_VERB = frozenset({"aux", "auxpass", "neg"})
_FINITE = frozenset({"VBD", "VBP", "VBZ", "MD"})
_SUBORDINATE = frozenset({"relcl", "acl", "advcl", "ccomp", "csubj", "pcomp"})
_COMMAS = frozenset({",", "—", "–", "―", "--"})
_BEHIND_NOUN = frozenset({"relcl", "acl"})
_FURTHEST = 6
"""Tokens by which a phrase may be completed with its head, or with what its preposition governs."""

_LONGEST_CLAUSE = 30
"""Tokens of a clause with which a noun may be completed."""

_LONGEST_ASIDE = 25
"""Tokens between the commas around words of saying."""


def mended(doc: Doc, found: Found) -> Found:
    """Return an attribution with content that is of one piece and begins and ends where phrases and clauses do."""
    return _whole_phrases(doc, _interrupted(doc, _together(doc, _with_subject(doc, found))))


def _whole_phrases(doc: Doc, found: Found) -> Found:
    """Let no run end between a word and the noun or verb that it belongs to."""
    taken = {index for run in (found.cue, found.source) if run for index in range(*run)}
    content = [(start, _phrase_end(doc, end, taken | {run[0] for run in found.content})) for start, end in found.content]
    merged = _merged(content)
    return found if merged == found.content else replace(found, content=merged)


def _phrase_end(doc: Doc, end: int, stops: set[int]) -> int:
    """Return where the phrase ends that the token before `end` stands in, as far as it is certain: behind its noun and its clause."""
    while True:
        last = doc[end - 1]
        reach, furthest = end, _FURTHEST
        if last.dep_ in _BEFORE_NOUN or last.dep_ in _BEFORE_VERB:
            reach = last.head.i + 1
        elif last.dep_ == "prep":
            reach = max((child.right_edge.i + 1 for child in last.children if child.dep_ in ("pobj", "pcomp")), default=end)
        else:
            clauses = (child.right_edge.i + 1 for child in last.rights if child.dep_ in _BEHIND_NOUN and child.left_edge.i == end)
            reach, furthest = next(clauses, end), _LONGEST_CLAUSE
        if not end < reach <= end + furthest or any(index in stops or doc[index].is_sent_start for index in range(end, reach)):
            return end
        end = reach


def _merged(runs: list[Run]) -> tuple[Run, ...]:
    merged: list[Run] = []
    for start, end in runs:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def _with_subject(doc: Doc, found: Found) -> Found:
    """Give an attribution without a source the subject of its cue, if that is a verb in the active voice."""
    if found.source is not None:
        return found
    verb = next((doc[index] for index in range(*found.cue) if doc[index].pos_ == "VERB"), None)
    if verb is None or any(child.dep_ == "auxpass" for child in verb.children):
        return found
    subject = next((child for child in verb.lefts if child.dep_ == "nsubj"), None)
    if subject is None or any(start <= subject.i < end for start, end in found.content):
        return found
    return replace(found, source=(subject.left_edge.i, subject.i + 1))


def _together(doc: Doc, found: Found) -> Found:
    """Leave out stray pieces, where neither the cue nor the source stands in between.

    A piece is stray that is smaller than the one before in the same sentence, or that a sentence of the writer's own keeps apart.
    """
    kept: list[Run] = []
    for run in found.content:
        if kept:
            begins = [index for index in range(kept[-1][1], run[0] + 1) if doc[index].is_sent_start]
            own = range(begins[0], begins[-1]) if begins else range(kept[-1][1], run[0])
            between = found.cue[0] in own or (found.source is not None and found.source[0] in own)
            smaller = not begins and run[1] - run[0] < kept[-1][1] - kept[-1][0]
            if not between and (smaller or (begins and any(doc[index].is_alpha for index in own))):
                continue
        kept.append(run)
    return found if len(kept) == len(found.content) else replace(found, content=tuple(kept))


def _interrupted(doc: Doc, found: Found) -> Found:
    """Give a statement that is interrupted by its words of saying the clause on either side, and nothing of what stands between.

    «The plan, the mayor said at a meeting on Monday, is dead»: between the commas stand the source, the cue and what belongs to it.
    """
    if found.source is None:
        return found
    source = _speaker(doc, found.source, found.cue)
    first, last = min(found.cue[0], source[0]), max(found.cue[1], source[1])
    opening = first - 2 if first > 1 and doc[first - 1].lower_ == "as" else first - 1
    if opening < 0 or doc[opening].text not in _COMMAS or last - first > _LONGEST_ASIDE:
        return found
    sentence = doc[opening].sent
    closing = next((index for index in range(last, min(sentence.end - 1, last + _LONGEST_ASIDE)) if doc[index].text in _COMMAS), None)
    end = max((run[1] for run in found.content if last <= run[0] < sentence.end), default=0)
    if closing is None or end <= closing + 1 or not _goes_on(doc[closing + 1]):
        return found
    before = [token for token in doc[sentence.start : opening] if not token.is_space and not token.is_punct]
    while before and before[0].dep_ == "cc":
        del before[0]
    if not before or any(map(_is_main, before)):
        return found
    elsewhere = [run for run in found.content if run[1] <= sentence.start or run[0] >= sentence.end]
    return replace(found, source=source, content=tuple(sorted([*elsewhere, (before[0].i, opening), (closing + 1, end)])))


def _speaker(doc: Doc, source: Run, cue: Run) -> Run:
    """Leave the beginning of the statement out of a source: of "The plan, as the mayor" (said, is dead) only the mayor speaks."""
    commas = [index for index in range(*source) if doc[index].text in _COMMAS]
    if not commas or source[1] != cue[0]:
        return source
    start = commas[-1] + 1
    if start < source[1] and doc[start].lower_ == "as":
        start += 1
    listed = any(doc[index].dep_ == "cc" for index in range(start, source[1]))
    return source if listed or start >= source[1] else (start, source[1])


def _goes_on(token: Token) -> bool:
    """Say whether a clause that was interrupted goes on here: with its verb, or with an adverb before it."""
    while token.pos_ == "ADV" and token.i + 1 < len(token.doc):
        token = token.nbor()
    return token.tag_ in _FINITE


def _is_main(token: Token) -> bool:
    """Say whether a token is a finite verb of a main clause."""
    return token.tag_ in _FINITE and token.dep_ not in _SUBORDINATE and token.head.dep_ not in _SUBORDINATE
