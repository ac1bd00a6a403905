"""The regular forms of English verbs, so that a list of verbs need name each only once."""

from __future__ import annotations

from functools import cache


@cache
def inflected(verbs: tuple[str, ...]) -> tuple[str, ...]:
    """Return every verb in its base form and all its regular forms; of a phrase the first word changes.

    A last consonant is doubled as well as left single, since only one of the two is ever written.
    """
    return tuple(sorted({form for verb in verbs for form in _forms(verb)}))


def _forms(verb: str) -> set[str]:
    word, space, rest = verb.partition(" ")
    if word.endswith("e"):
        forms = {word, word + "s", word + "d", word[:-1] + "ing"}
    elif word.endswith("y") and word[-2:-1] not in "aeiou":
        forms = {word, word[:-1] + "ies", word[:-1] + "ied", word + "ing"}
    else:
        sibilant = word.endswith(("s", "x", "z", "ch", "sh"))
        forms = {word, word + ("es" if sibilant else "s"), word + "ed", word + "ing", f"{word}{word[-1]}ed", f"{word}{word[-1]}ing"}
    return {form + space + rest for form in forms}
