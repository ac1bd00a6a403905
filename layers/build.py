"""Builds the Lambda layers.

`local`, the default, is for the interpreter that runs this; `aws` for the runtime and processor that `template.yaml` names by default.
A layer is built from its lock in `requirements/` alone, so a package that is missing there is missing in the function too.
It is pruned of what no function reads and byte-compiled: Lambda's folders cannot be written, so without compiled code every cold
start compiles anew (1.5 to 2 s for spaCy).
"""

from __future__ import annotations

import argparse
import compileall
import hashlib
import os
import py_compile
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import dictionary
import gazetteer

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / ".build" / "layers"
LAYERS = ("copydesk", "runtime", "nlp")

AWS_PYTHON = "3.13"
AWS_PLATFORMS = ("manylinux_2_28_aarch64", "manylinux_2_17_aarch64", "manylinux2014_aarch64")
# A function's code and layers together, unzipped (Lambda quotas).
LIMIT = 262_144_000
FUNCTIONS = {"extract": LAYERS, "every other function": ("copydesk", "runtime")}

# What takes the symbols out of each target's compiled code, and Debian's package of it.
STRIP = {"local": ("strip", "binutils"), "aws": ("aarch64-linux-gnu-strip", "binutils-aarch64-linux-gnu")}
# What installers need of a lock, and no function.
NOT_AT_RUN_TIME = {"setuptools"}
# spaCy registers these languages when it is imported, the others when they are asked for.
LANGUAGES = {"__pycache__", "en", "xx", "ja", "ko", "th", "vi", "zh"}
PRUNED_FOLDERS = ("tests", "test", "bin", "include")
# What stays of such folders: numpy.testing imports one module of numpy's tests, and rich colours Python with one lexer of pygments.
KEPT = {"__init__.py", "_natype.py", "_mapping.py", "python.py"}
PRUNED_FILES = ("*.pyx", "*.pxd", "*.pxi", "*.c", "*.cpp", "*.h", "*.hpp", "*.pyi", "*.a", "RECORD", "INSTALLER", "REQUESTED")


def main() -> None:
    """Builds every layer whose sources changed and checks the sizes."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--target", choices=["local", "aws"], default="local")
    parser.add_argument("--paths", action="store_true", help="only print where the layers lie")
    arguments = parser.parse_args()
    target = arguments.target
    if arguments.paths:
        print(*(directory(name, target) for name in LAYERS))
        return
    python = compiling_python() if target == "aws" else sys.executable
    for name in LAYERS:
        if not is_built(name, target):
            print(f"building the layer {name} for {target}", flush=True)
            build(name, target, python)
    check_sizes(target)


def check_sizes(target: str) -> None:
    """Says how large each function is with its layers, and exits when Lambda would not take one."""
    too_large = False
    for functions, layers in FUNCTIONS.items():
        size = sum(size_of(directory(name, target)) for name in layers)
        print(f"{functions}: {size:,} of {LIMIT:,} bytes")
        too_large |= size > LIMIT
    if too_large:
        sys.exit("A function and its layers are larger than Lambda takes.")


def directory(name: str, target: str) -> Path:
    """Where a layer lies. A local one has the digest of its sources in its name: running functions keep the one they started with."""
    if target == "aws":
        return BUILD / name
    return BUILD / "local" / f"{name}-{digest(name, target)[:12]}"


def digest(name: str, target: str) -> str:
    """The hash of everything that a layer is built from."""
    sha = hashlib.sha256(f"{target} {sys.version_info[:2]}".encode())
    for path in [Path(__file__), *sources(name)]:
        sha.update(path.relative_to(ROOT).as_posix().encode())
        sha.update(path.read_bytes())
    return sha.hexdigest()


def sources(name: str) -> list[Path]:
    """The files that a layer is built from."""
    if name == "copydesk":
        package = ROOT / "layers" / "copydesk" / "python"
        return sorted(p for p in package.rglob("*") if p.is_file() and "__pycache__" not in p.parts and ".egg-info" not in str(p))
    locks = [ROOT / "requirements" / f"{each}.txt" for each in dict.fromkeys(["runtime", name])]
    return [*locks, *gazetteer.sources(), *dictionary.sources()] if name == "nlp" else locks


def is_built(name: str, target: str) -> bool:
    """Whether a layer was built from its sources as they are now."""
    folder = directory(name, target)
    return folder.is_dir() and (target == "local" or (stamp(name).exists() and stamp(name).read_text() == digest(name, target)))


def stamp(name: str) -> Path:
    """The file beside a layer for AWS with the digest of what it was built from."""
    return BUILD / f".{name}.digest"


def build(name: str, target: str, python: str) -> None:
    """Builds one layer."""
    final = directory(name, target)
    final.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=final.parent, prefix=f".{name}-") as scratch:
        content = Path(scratch) / "layer"
        packages = content / "python"
        if name == "copydesk":
            shutil.copytree(ROOT / "layers" / "copydesk" / "python", packages, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
        else:
            install(name, packages, target)
            prune(packages)
            if name == "nlp":
                gazetteer.install(packages)
                dictionary.install(packages)
            strip(packages, target)
        compile_all(packages, python)
        if final.exists():
            shutil.rmtree(final)
        content.rename(final)
    if target == "aws":
        stamp(name).write_text(digest(name, target))


def install(name: str, packages: Path, target: str) -> None:
    """Installs what the layer's lock names; what the layer `runtime` brings already is left out of `nlp`."""
    lock = requirements(name)
    if name != "runtime":
        lock = {package: lines for package, lines in lock.items() if package not in requirements("runtime")}
    text = "".join(lines for package, lines in lock.items() if package not in NOT_AT_RUN_TIME)
    platform = []
    if target == "aws":
        platform = ["--only-binary=:all:", "--implementation", "cp", "--python-version", AWS_PYTHON]
        for each in AWS_PLATFORMS:
            platform += ["--platform", each]
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
        file.write(text)
        file.flush()
        command = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-compile", "--no-deps"]
        command += ["--require-hashes", "--target", str(packages), *platform, "-r", file.name]
        subprocess.run(command, check=True)


def requirements(name: str) -> dict[str, str]:
    """A lock's entries, each with its hashes, by the package's name."""
    entries = re.split(r"^(?=\w)", (ROOT / "requirements" / f"{name}.txt").read_text(), flags=re.MULTILINE)
    return {re.split(r"[=\[ ]", entry)[0]: entry for entry in entries if entry.strip()}


def prune(packages: Path) -> None:
    """Removes what no function reads: tests, sources of compiled code, stubs, programs, and spaCy's other languages."""
    for folder in [p for p in packages.rglob("*") if p.is_dir() and p.name in PRUNED_FOLDERS]:
        # `bin` and `include` may be a package's name below the top.
        if folder.name not in ("bin", "include") or not (folder / "__init__.py").exists():
            remove_all_but(folder, KEPT)
    for pattern in PRUNED_FILES:
        for path in packages.rglob(pattern):
            path.unlink()
    for path in (packages / "spacy" / "lang").glob("*/"):
        if path.is_dir() and path.name not in LANGUAGES:
            shutil.rmtree(path)
    remove_all_but(packages / "pygments" / "lexers", KEPT)


def remove_all_but(folder: Path, kept: set[str]) -> None:
    """Removes the files below a folder whose names are not to be kept, and the folder with the last of them."""
    for path in [p for p in folder.rglob("*") if p.is_file() and p.name not in kept]:
        path.unlink()
    if not any(path.name != "__init__.py" for path in folder.rglob("*") if path.is_file()):
        shutil.rmtree(folder, ignore_errors=True)


def strip(packages: Path, target: str) -> None:
    """Removes the symbols of compiled code, except in numpy and bundled libraries: those no longer load after it."""
    name, package = STRIP[target]
    tool = shutil.which(name) or shutil.which("llvm-strip")
    if tool is None:
        print(f"          no {name} (Debian: {package}): the layer stays unstripped, and larger than it need be")
        return
    for path in packages.rglob("*.so"):
        if "numpy" not in path.parts and not any(part.endswith(".libs") for part in path.parts):
            subprocess.run([tool, "--strip-unneeded", str(path)], check=True)


def compile_all(packages: Path, python: str) -> None:
    """Byte-compiles without a check at import: no file of a layer ever changes."""
    if python != sys.executable:
        command = [python, "-m", "compileall", "-q", "--invalidation-mode", "unchecked-hash", "-s", str(packages), str(packages)]
        subprocess.run(command, check=True)
        return
    mode = py_compile.PycInvalidationMode.UNCHECKED_HASH
    if not compileall.compile_dir(packages, quiet=1, stripdir=str(packages), invalidation_mode=mode, maxlevels=20):
        sys.exit(f"Something in {packages} cannot be compiled.")


def compiling_python() -> str:
    """An interpreter of the target's version, from PYTHON_AWS, the path or pyenv: bytecode of another version is of no use there."""
    pyenv = Path(os.environ.get("PYENV_ROOT", "~/.pyenv")).expanduser()
    installed = sorted(map(str, pyenv.glob(f"versions/{AWS_PYTHON}.*/bin/python")), reverse=True)
    for candidate in filter(None, [os.environ.get("PYTHON_AWS"), sys.executable, shutil.which(f"python{AWS_PYTHON}"), *installed]):
        command = [candidate, "-c", "import sys; print('%d.%d' % sys.version_info[:2])"]
        if subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip() == AWS_PYTHON:
            return candidate
    sys.exit(f"The layers for AWS are byte-compiled by a Python {AWS_PYTHON}; none was found (PYTHON_AWS=/path/to/python{AWS_PYTHON}).")


def size_of(folder: Path) -> int:
    """Bytes of all files below a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


if __name__ == "__main__":
    main()
