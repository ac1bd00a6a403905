"""The API's address and a key for it, kept in `copydesk.env` for programs and people."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from .home import CREDENTIALS, ROOT, EngineError, Home, Running
from .requests import get

COPYDESK = ROOT / ".venv" / "bin" / "copydesk"


def settings(home: Home, running: Running, outputs: dict[str, str]) -> dict[str, str]:
    """The contents of `copydesk.env`, brought up to date: a key that works is kept."""
    values = read(home.settings)
    api = f"{running.endpoint}/{outputs['ApiStage']}"
    key = values.get("COPYDESK_API_KEY", "")
    if not key or get(f"{api}/v1/articles", key).status != 200:
        key = add_key(running, outputs["TableName"])
    values = {"COPYDESK_API": api, "COPYDESK_API_KEY": key}
    home.settings.touch(mode=0o600)
    home.settings.write_text("".join(f"{name}={value}\n" for name, value in values.items()))
    return values


def add_key(running: Running, table: str, scopes: str = "read,write,admin") -> str:
    """A new key, made by copydesk's own command, which prints it as its last word.

    Raises `EngineError` when the command fails.
    """
    command = [str(COPYDESK), "keys", "add", "--scopes", scopes]
    environment = dict(os.environ) | CREDENTIALS | {"AWS_ENDPOINT_URL": running.endpoint, "TABLE": table}
    environment.pop("AWS_PROFILE", None)
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode != 0 or not done.stdout.strip():
        raise EngineError(f"No key could be made ({' '.join(command[1:])}):\n{done.stderr}{done.stdout}")
    return done.stdout.split()[-1]


def read(path: Path) -> dict[str, str]:
    """The NAME=value lines of a file."""
    lines = path.read_text().splitlines() if path.exists() else []
    return {name: value for name, found, value in (line.partition("=") for line in lines) if found}
