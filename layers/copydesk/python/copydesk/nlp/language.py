"""Identify the language, so that no text in another one is read as English."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from copydesk.analysis import Language

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

ENGLISH = "en"
UNDETERMINED = "und"
"""ISO 639-3 for a language that cannot be told."""

_LETTERS = 20
"""Code points below which identification is guesswork."""
_DOUBT = 0.02
"""The probability of English up to which another language is believed. Of 21,000 English sentences and headlines none was below."""
_ENOUGH = 20_000
"""Code points that tell the language of any longer text."""
_NOT_LANGUAGE = re.compile(r"https?://\S+|\S+@\S+|[@#]\w+|[\d\W_]+")


def identify(text: str) -> Language:
    """Identify the language of a text; `und` where there is too little of it, or it is too odd or mixed, to be sure."""
    words = _NOT_LANGUAGE.sub(" ", text[:_ENOUGH]).strip()
    if len(words) < _LETTERS:
        return Language(code=UNDETERMINED, confidence=0.0)
    ranking = _identifier().rank(words)
    code, confidence = ranking[0]
    # Close relatives share what is left of the probability, so not the first one's tells whether it is another language.
    if code != ENGLISH and dict(ranking)[ENGLISH] > _DOUBT:
        code = UNDETERMINED
    return Language(code=code, confidence=round(confidence, 3))


def unsupported(identified: Language, named: str | None) -> str | None:
    """Say why a text is not analysed, or return None where it is read as English.

    What the text itself tells decides; the language that the sender named decides where the text does not tell.
    """
    if identified.code not in (ENGLISH, UNDETERMINED):
        return f"The text is in another language than English ({identified.code})."
    if identified.code == UNDETERMINED and named and not _is_english(named):
        return f"The text does not tell its language, and the sender named another one than English ({named})."
    return None


def _is_english(tag: str) -> bool:
    return tag.replace("_", "-").split("-")[0].lower() in (ENGLISH, "eng")


@cache
def _identifier() -> LanguageIdentifier:
    # Imported here because it reads its model when it is imported, and only analysing needs it.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
