"""Builds the dictionary that slips are told from words with (`copydesk.checks.dictionary` reads it).

It is made of packages, pinned by their hashes in `requirements/dictionary.txt`:

- wordfreq (data CC BY-SA 4.0): how common 300,000 spellings are, slips and names among them
- symspellpy (MIT): words of SCOWL that Google's books have, British and American
- pyspellchecker (MIT): more words, from subtitles
- codespell (its lists CC BY-SA 3.0): slips with the words that were meant, and British spellings

Nothing is downloaded at run time. The same inputs give the same bytes. The index is a package of its own, `copydesk_dictionary`, under
CC BY-SA 4.0; the licences of the packages go with it (`docs/decisions/0009`).
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np
import srsly

from copydesk.checks.dictionary import LONGEST, PACKAGE, SLIP, STEPS, WORD, keys_of

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / ".build" / "dictionary"
LOCK = ROOT / "requirements" / "dictionary.txt"
CREDIT = '''"""The dictionary of copydesk, built by `layers/dictionary.py`: CC BY-SA 4.0 (https://creativecommons.org/licenses/by-sa/4.0/).

Contains data of wordfreq by Robyn Speer (https://github.com/rspeer/wordfreq, CC BY-SA 4.0; among its sources are Wikipedia, Google Books
Ngrams, OpenSubtitles, ParaCrawl, the Leeds Internet Corpus and SUBTLEX by Marc Brysbaert and others, which is freely available), of the
lists of codespell (https://github.com/codespell-project/codespell, derived from English Wikipedia, CC BY-SA 3.0), of symspellpy (MIT; from
Google Books Ngrams and SCOWL, Copyright 2000-2018 by Kevin Atkinson) and of pyspellchecker (MIT; from OpenSubtitles), selected and put into
another form. The licences of the packages that brought them stand in `licenses`.

SCOWL: Permission to use, copy, modify, distribute and sell these word lists, the associated scripts, the output created from the scripts,
and its documentation for any purpose is hereby granted without fee, provided that the above copyright notice appears in all copies and that
both that copyright notice and this permission notice appear in supporting documentation. Kevin Atkinson makes no representations about the
suitability of this array for any purpose. It is provided "as is" without express or implied warranty.
"""
'''
_WORD = re.compile(rf"[a-z]{{1,{LONGEST - 1}}}")
_SHORTEST_SLIP = 4


def main() -> None:
    """Builds the dictionary where it is not built yet, and puts it into a folder of packages."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("into", type=Path, help="the folder that the package is put into")
    install(parser.parse_args().into)


def install(into: Path) -> None:
    """Puts the package with the dictionary into a folder, building it first where its sources changed."""
    built = BUILD / digest()[:12]
    if not built.is_dir():
        print("building the dictionary", flush=True)
        BUILD.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=BUILD, prefix=".sources-") as scratch:
            packages, made = Path(scratch) / "packages", Path(scratch) / "made"
            command = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps", "--no-compile"]
            subprocess.run([*command, "--require-hashes", "--target", str(packages), "-r", str(LOCK)], check=True)
            write(made, *read(packages))
            (made / "__init__.py").write_text(CREDIT)
            (made / "version.txt").write_text(digest() + "\n")
            (made / "licenses").mkdir()
            for licence in packages.glob("*.dist-info/**/LICENSE*"):
                name = licence.relative_to(packages).parts[0].partition("-")[0]
                shutil.copyfile(licence, made / "licenses" / f"{name}.txt")
            made.rename(built)
    shutil.rmtree(into / PACKAGE, ignore_errors=True)
    shutil.copytree(built, into / PACKAGE)


def sources() -> list[Path]:
    """The files that the dictionary is built from."""
    return [Path(__file__), LOCK, ROOT / "layers" / "copydesk" / "python" / "copydesk" / "checks" / "dictionary.py"]


def digest() -> str:
    """The hash of everything that the dictionary is built from."""
    sha = hashlib.sha256()
    for path in sources():
        sha.update(path.relative_to(ROOT).as_posix().encode())
        sha.update(path.read_bytes())
    return sha.hexdigest()


def read(packages: Path) -> tuple[dict[str, float], set[str], dict[str, str]]:
    """Return how common spellings are on the Zipf scale, the words of dictionaries, and known slips with what they mean."""
    # Its first entry describes the format; the others hold the spellings, a hundredth of a power of ten rarer from each to the next.
    ranks = srsly.msgpack_loads(gzip.decompress((packages / "wordfreq/data/large_en.msgpack.gz").read_bytes()))
    zipf = {word: 9 - rank / 100 for rank, words in enumerate(ranks[1:]) for word in words}
    words = {line.split()[0] for line in _lines(packages / "symspellpy/frequency_dictionary_en_82_765.txt") if line.strip()}
    words |= set(json.loads(gzip.decompress((packages / "spellchecker/resources/en.json.gz").read_bytes())))
    words |= {slip for slip, _ in _pairs(packages / "codespell_lib/data/dictionary_en-GB_to_en-US.txt")}
    slips = {slip: meant for slip, meant in _pairs(packages / "codespell_lib/data/dictionary.txt") if len(slip) >= _SHORTEST_SLIP}
    return zipf, words, slips


def write(target: Path, zipf: Mapping[str, float], words: set[str], slips: Mapping[str, str]) -> None:
    """Write the three files of the index. What dictionaries list is no slip; only lower-case ASCII spellings are kept."""
    slips = {slip: slips[slip] for slip in sorted(slips.keys() - words) if _WORD.fullmatch(slip)}
    spellings = sorted(word for word in zipf.keys() | words | slips.keys() if _WORD.fullmatch(word))
    common = [min(63, max(1, round(zipf[word] * STEPS))) if word in zipf else int(word in words) for word in spellings]
    kinds = [WORD if word in words else SLIP if word in slips else 0 for word in spellings]
    keys = keys_of(spellings)
    order = np.argsort(keys)
    target.mkdir(parents=True, exist_ok=True)
    np.save(target / "keys.npy", keys[order])
    np.save(target / "classes.npy", (np.array(common, np.uint8) | np.array(kinds, np.uint8))[order])
    (target / "slips.txt").write_text("".join(f"{slip}\t{meant}\n" for slip, meant in slips.items()), encoding="utf-8")


def _pairs(path: Path) -> Iterator[tuple[str, str]]:
    """The slips of a list that mean one thing each: several, and remarks, have a comma between."""
    for line in _lines(path):
        slip, _, meant = line.strip().partition("->")
        if meant and "," not in meant:
            yield slip, meant


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8-sig").splitlines()


if __name__ == "__main__":
    main()
