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
_FURTHEST = 6
"""Tokens by which a phrase may be completed."""

_LONGEST_ASIDE = 25
"""Tokens between the commas around words of saying."""


def mended(doc: Doc, found: Found) -> Found:
    """Return an attribution with content that begins and ends where phrases and clauses do."""
    return _whole_phrases(doc, _interrupted(doc, found))


def _whole_phrases(doc: Doc, found: Found) -> Found:
    """Let no run end between a word and the noun or verb that it belongs to."""
    taken = {index for run in (found.cue, found.source) if run for index in range(*run)}
    content = [(start, _phrase_end(doc, end, taken | {run[0] for run in found.content})) for start, end in found.content]
    return replace(found, content=_merged(content))


def _phrase_end(doc: Doc, end: int, stops: set[int]) -> int:
    last = doc[end - 1]
    reach = end - 1
    if last.dep_ in _BEFORE_NOUN or last.dep_ in _BEFORE_VERB:
        reach = last.head.i
    elif last.dep_ == "prep":
        reach = max((child.right_edge.i for child in last.children if child.dep_ in ("pobj", "pcomp")), default=end - 1)
    if reach < end or reach - end >= _FURTHEST or doc[reach].sent_start == 1:
        return end
    if any(index in stops or doc[index].is_sent_start for index in range(end, reach + 1)):
        return end
    return _phrase_end(doc, reach + 1, stops)


def _merged(runs: list[Run]) -> tuple[Run, ...]:
    merged: list[Run] = []
    for start, end in runs:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def _interrupted(doc: Doc, found: Found) -> Found:
    """Give a statement that is interrupted by its words of saying the clause on either side, and nothing of what stands between.

    «The plan, the mayor said at a meeting on Monday, is dead»: between the commas stand the source, the cue and what belongs to it.
    """
    if found.source is None:
        return found
    first, last = min(found.cue[0], found.source[0]), max(found.cue[1], found.source[1])
    sentence = _sentence(doc, first)
    if last > sentence[1] or last - first > _LONGEST_ASIDE:
        return found
    opening = first - 2 if doc[first - 1].lower_ == "as" else first - 1
    if opening <= sentence[0] or doc[opening].text not in _COMMAS:
        return found
    closing = next((index for index in range(last, min(sentence[1], last + _LONGEST_ASIDE)) if doc[index].text in _COMMAS), None)
    behind = [run for run in found.content if run[0] >= last and run[0] < sentence[1]]
    if closing is None or closing + 1 >= sentence[1] or not behind:
        return found
    before = doc[sentence[0] : opening]
    if not _goes_on(doc[closing + 1]) or any(_is_main(token) for token in before):
        return found
    start = next((token.i for token in before if not token.is_space and not token.is_punct and token.dep_ != "cc"), None)
    if start is None:
        return found
    end = max(run[1] for run in behind)
    if end <= closing + 1:
        return found
    beyond = [run for run in found.content if run[1] <= sentence[0] or run[0] >= sentence[1]]
    return replace(found, content=tuple(sorted([*beyond, (start, opening), (closing + 1, end)])))


def _sentence(doc: Doc, index: int) -> Run:
    start = end = index
    while start > 0 and not doc[start].is_sent_start:
        start -= 1
    end += 1
    while end < len(doc) and not doc[end].is_sent_start:
        end += 1
    return start, end


def _goes_on(token: Token) -> bool:
    """Say whether a clause that was interrupted goes on here: with its verb, or with an adverb before it."""
    while token.pos_ == "ADV" and token.i + 1 < len(token.doc):
        token = token.nbor()
    return token.tag_ in _FINITE


def _is_main(token: Token) -> bool:
    """Say whether a token is a finite verb of a main clause."""
    return token.tag_ in _FINITE and token.dep_ not in _SUBORDINATE and token.head.dep_ not in _SUBORDINATE
