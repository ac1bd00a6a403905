"""Where the stack is and a key for it, kept in `copydesk.env` and `installation.env` for programs and people."""

from __future__ import annotations

import os
import shlex
import subprocess
import time
from pathlib import Path

from .home import CREDENTIALS, ROOT, EngineError, Home, Running
from .requests import get

REBUILT_SECONDS = 10
COPYDESK = ROOT / ".venv" / "bin" / "copydesk"


def settings(home: Home, running: Running, outputs: dict[str, str]) -> dict[str, str]:
    """The contents of `copydesk.env`, brought up to date: a key that works is kept."""
    values = read(home.settings)
    api = f"{running.endpoint}/{outputs['ApiStage']}"
    key = values.get("COPYDESK_API_KEY", "")
    if not key or not works(api, key):
        key = add_key(running, outputs)
    values = {"COPYDESK_API": api, "COPYDESK_API_KEY": key}
    write(home.settings, values)
    write(home.installation, addressed(running, outputs))
    return values


def works(api: str, key: str) -> bool:
    """Whether a key can be used; after a crash it may take a moment until the rebuilding has brought it back."""
    until = time.monotonic() + REBUILT_SECONDS
    while get(f"{api}/v1/articles", key).status != 200:
        if time.monotonic() > until:
            return False
        time.sleep(0.5)
    return True


def add_key(running: Running, outputs: dict[str, str], scopes: str = "read,write,admin") -> str:
    """A new key, made by copydesk's own command, which prints it as its last word.

    Raises `EngineError` when the command fails.
    """
    command = [str(COPYDESK), "keys", "add", "--scopes", scopes]
    done = subprocess.run(command, env=installation(running, outputs), capture_output=True, text=True, check=False)
    if done.returncode != 0 or not done.stdout.strip():
        raise EngineError(f"No key could be made ({' '.join(command[1:])}):\n{done.stderr}{done.stdout}")
    return done.stdout.split()[-1]


def installation(running: Running, outputs: dict[str, str]) -> dict[str, str]:
    """The environment in which copydesk's own commands work on the deployed stack."""
    return {name: value for name, value in os.environ.items() if name != "AWS_PROFILE"} | addressed(running, outputs)


def addressed(running: Running, outputs: dict[str, str]) -> dict[str, str]:
    """What in that environment says where the stack is."""
    return CREDENTIALS | {
        "AWS_ENDPOINT_URL": running.endpoint,
        "TABLE": outputs["TableName"],
        "INTAKE_BUCKET": outputs["IntakeBucketName"],
        "RESULTS_BUCKET": outputs["ResultsBucketName"],
        "RETENTION": outputs["RetentionRules"],
    }


def write(path: Path, values: dict[str, str]) -> None:
    """Writes NAME='value' lines, as a shell reads them, for the owner's eyes alone."""
    path.touch(mode=0o600)
    path.write_text("".join(f"{name}={shlex.quote(value)}\n" for name, value in values.items()))


def read(path: Path) -> dict[str, str]:
    """The NAME=value lines of a file, quoted or not."""
    lines = path.read_text().splitlines() if path.exists() else []
    return {name: "".join(shlex.split(value)) for name, found, value in (line.partition("=") for line in lines) if found}
