"""Where an engine lives: its folder, its port, whether it runs."""

from __future__ import annotations

import fcntl
import os
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HOST = "127.0.0.1"
ACCOUNT = "000000000000"
REGION = "us-east-1"
STACK = "copydesk"
# The engine takes these for the owner of its only account.
CREDENTIALS = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_DEFAULT_REGION": REGION}


class EngineError(Exception):
    """Raised when the engine cannot do what was asked; the message says what to do about it."""


@dataclass(frozen=True)
class Running:
    """A running engine, as it describes itself in its lock file."""

    pid: int
    port: int

    @property
    def endpoint(self) -> str:
        """Where all of its AWS services answer."""
        return f"http://{HOST}:{self.port}"


@dataclass(frozen=True)
class Home:
    """The folder in which one engine keeps all that it has."""

    path: Path

    @property
    def lock(self) -> Path:
        """Locked for as long as the engine lives; says its process id and port. A lock cannot be stale, a pid file can."""
        return self.path / "engine" / "running"

    @property
    def port(self) -> Path:
        """Says the port that the saved state belongs to."""
        return self.path / "engine" / "port"

    @property
    def log(self) -> Path:
        """What the engine prints."""
        return self.path / "engine" / "log"

    @property
    def state(self) -> Path:
        """Everything but the objects in S3, as of the last save."""
        return self.path / "engine" / "state"

    @property
    def objects(self) -> Path:
        """The objects in S3, written through at once."""
        return self.path / "engine" / "s3"

    @property
    def scratch(self) -> Path:
        """Where the functions are unpacked. Of no use to the next engine."""
        return self.path / "engine" / "tmp"

    @property
    def settings(self) -> Path:
        """The API's address and a key, for programs."""
        return self.path / "copydesk.env"

    @property
    def installation(self) -> Path:
        """What copydesk's own commands want in their environment, to work on the stack that is deployed here."""
        return self.path / "installation.env"

    def running(self) -> Running | None:
        """The engine that lives here now, if there is one."""
        if not self.lock.exists():
            return None
        with self.lock.open("r") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:
                words = file.read().split()
                return Running(int(words[0]), int(words[1])) if len(words) == 2 else None
        return None

    def was_killed(self) -> bool:
        """Whether the engine that lived here last did not end by itself: it left its words in the lock."""
        return self.running() is None and self.lock.exists() and self.lock.stat().st_size > 0

    @contextmanager
    def occupied(self, port: int) -> Iterator[None]:
        """Marks this home as taken by this process for as long as the block runs.

        Raises `EngineError` when another engine lives here.
        """
        self.lock.parent.mkdir(parents=True, exist_ok=True)
        with self.lock.open("a+") as file:
            for _ in range(20):
                try:
                    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    break
                except BlockingIOError:
                    time.sleep(0.05)  # somebody may just be looking whether it is locked
            else:
                raise EngineError(f"An engine already lives in {self.path}.")
            file.truncate(0)
            file.write(f"{os.getpid()} {port}\n")
            file.flush()
            yield
            file.truncate(0)


def port_is_free(port: int) -> bool:
    """Whether a server can listen on a port of this machine."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True
