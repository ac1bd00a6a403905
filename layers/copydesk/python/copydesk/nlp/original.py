"""The text that a Doc was made of. `Doc.text` puts it together anew from all tokens at every call."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc

_KEY = "copydesk_text"


def keep_text(doc: Doc, text: str) -> Doc:
    """Let a Doc remember the text it was made of."""
    doc.user_data[_KEY] = text
    return doc


def text_of(doc: Doc) -> str:
    """Return the text of a Doc, from memory if it was kept."""
    kept: str | None = doc.user_data.get(_KEY)
    return doc.text if kept is None else kept
