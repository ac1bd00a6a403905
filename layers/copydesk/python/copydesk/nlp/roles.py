"""The roles that an article gives to the people it names, so that "the governor" later in the text can stand for one of them.

A role stands before the name ("Indiana Gov. Mike Pence"), in apposition to it ("Ana Ruiz, the town's mayor,") or behind a copula ("Ruiz
is the mayor").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from copydesk.analysis import Entity
from copydesk.nlp.lexicon import lexicon

if TYPE_CHECKING:
    from spacy import tokens

_NOMINAL = ("NOUN", "PROPN")
_TELLING = ("NOUN", "PROPN", "ADJ")


@dataclass(frozen=True, slots=True)
class Role:
    """A noun that an article uses of a person, with the words that say which one it means ("Indiana", "former", "council")."""

    noun: str
    modifiers: frozenset[str]
    person: Entity


def roles(name: tokens.Span, person: Entity) -> Iterator[Role]:
    """Yield the roles that the surroundings of a mention give to the person."""
    head = name.root
    described: list[tokens.Token] = []
    before = [token for token in head.lefts if token.i < name.start and token.pos_ in _NOMINAL]
    described += before[-1:]
    described += [child for child in head.children if child.dep_ == "appos"]
    if head.dep_ == "appos":
        described.append(_told_apart(head.head))
    if head.dep_ == "nsubj" and head.head.lemma_ == "be":
        described += [child for child in head.head.children if child.dep_ == "attr"]
    for noun in described:
        if noun.pos_ in _NOMINAL:
            yield Role(role_noun(noun), modifiers(noun) | {token.lower_ for token in before[:-1]}, person)


def _told_apart(noun: tokens.Token) -> tokens.Token:
    """The noun that a name stands beside: in "an attorney for Ruiz, Mark Bell" not the other person's name, but the attorney."""
    if noun.ent_type_ == "PERSON" and noun.dep_ == "pobj" and noun.head.dep_ == "prep" and noun.head.head.pos_ in _NOMINAL:
        return noun.head.head
    return noun


def whose(noun: tokens.Token, known: Sequence[Role]) -> Entity | None:
    """Return the person whom a description with this head means: the one with the same role and the most modifiers in common.

    None where nobody has the role, where all that is said of those who have it is something else ("the Harwick mayor" is not the mayor of
    Selby), or where it may be one as well as another.
    """
    wanted = modifiers(noun)
    told: dict[str, set[str]] = {}
    people: dict[str, Entity] = {}
    for role in known:
        if role.noun == role_noun(noun):
            told.setdefault(role.person.id, set()).update(role.modifiers)
            people[role.person.id] = role.person
    shared = {person: len(words & wanted) for person, words in told.items() if not words or not wanted or words & wanted}
    if not shared:
        return None
    best = max(shared, key=shared.__getitem__)
    return people[best] if shared[best] or len(shared) == 1 else None


def role_noun(noun: tokens.Token) -> str:
    """Return the noun that names a role, written out; nouns of one meaning become one."""
    word = noun.lemma_.lower().rstrip(".")
    return _same().get(word, word)


def modifiers(noun: tokens.Token) -> frozenset[str]:
    """Return what tells one holder of a role from another: the other nouns, names and adjectives of the phrase.

    A clause that a comma sets off tells more of somebody who is known already: "the official, who spoke at the harbour".
    """
    clauses = [child for child in noun.children if child.dep_ in ("relcl", "acl") and child.i > noun.i]
    aside = {token.i for child in clauses if noun.doc[child.left_edge.i - 1].text == "," for token in child.subtree}
    below = (token for token in noun.subtree if token != noun and token.i not in aside)
    return frozenset(token.lemma_.lower() for token in below if token.pos_ in _TELLING or (token.dep_ == "amod" and token.tag_ == "VBN"))


@cache
def _same() -> dict[str, str]:
    return dict(pair.split("=", 1) for pair in lexicon("offices")["same"])
