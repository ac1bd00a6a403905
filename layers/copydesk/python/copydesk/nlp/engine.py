"""What made an analysis: the versions and hashes that its identity depends on."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any

from copydesk import __version__
from copydesk.analysis import Engine
from copydesk.checks import dictionary
from copydesk.nlp import gazetteer

LIBRARIES = ("spacy", "thinc", "numpy", "py3langid")
"""The libraries whose version can change what is found; their versions are part of `rules_version`."""

_ROOMS = ("nlp", "checks")
_PACKAGE = Path(__file__).parent.parent
_DIGITS = 16


def engine(meta: Mapping[str, Any]) -> Engine:
    """Describe the engine with a pipeline of this `meta` (`spacy.Language.meta`)."""
    return Engine(
        version=__version__,
        model=f"{meta.get('lang', 'xx')}_{meta.get('name', 'unnamed')}",
        model_version=str(meta.get("version", "0.0.0")),
        rules_version=rules_version(),
        data_version=data_version(),
    )


@cache
def rules_version() -> str:
    """Hash the analysing and checking code, the documents it fills and the versions of the libraries it stands on."""
    documents = [_PACKAGE / f"{name}.py" for name in ("analysis", "article", "desk", "identity")]
    code = [*documents, *(path for room in _ROOMS for path in sorted((_PACKAGE / room).rglob("*.py")))]
    return _hash(code, [f"{name} {metadata.version(name)}" for name in LIBRARIES])


@cache
def data_version() -> str:
    """Hash the language data, the fact books and policies, and name the index of places and the dictionary."""
    folders = [_PACKAGE / "nlp" / "data", _PACKAGE / "checks" / "data", _PACKAGE / "checks" / "policies"]
    files = [path for folder in folders for path in sorted(folder.rglob("*")) if path.is_file()]
    words = dictionary.installed()
    return _hash(files, [gazetteer.installed().version, words.version if words else "no dictionary"])


def _hash(files: Iterable[Path], words: Iterable[str] = ()) -> str:
    digest = hashlib.sha256()
    for path in files:
        content = path.read_bytes()
        # The length keeps a file's end from running into the next one's name.
        digest.update(f"{path.relative_to(_PACKAGE).as_posix()} {len(content)}\n".encode())
        digest.update(content)
    for word in words:
        digest.update(f"{word}\n".encode())
    return digest.hexdigest()[:_DIGITS]
