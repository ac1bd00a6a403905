"""The engine's process: MiniStack on loopback, saving its state while it runs.

MiniStack saves on a graceful stop only. Here it also saves every few seconds, so that an engine that is killed loses little: what was
accepted lies in S3, which is written through, and the tables fall back by seconds.
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import json
import logging
import os
import resource
import shutil
import signal
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

from hypercorn.asyncio import serve
from hypercorn.config import Config
from ministack import app as ministack
from ministack.core import persistence

from .home import HOST, Home

SAVE_EVERY_SECONDS = 3.0
# A save may take this share of the time, or it waits longer.
SAVE_SHARE = 0.05
# Requests to the API that are worked on at the same time. Each may start two processes, which take a second of processor and some
# 60 MB. Those that wait for an article (Prefer: wait) have places of their own, or they would keep all others out. AWS takes 1,000.
API_REQUESTS = 2 * max(2, os.cpu_count() or 2)
API_WAITING = 16
API_PATHS = ("/live/", "/_aws/execute-api/")

logger = logging.getLogger("engine")


def main() -> None:
    """Serves until SIGTERM or SIGINT: `python -m engine.serve HOME PORT`."""
    home, port = Home(Path(sys.argv[1])), int(sys.argv[2])
    # MiniStack would start the functions with its own interpreter, which lends them its packages.
    sys.executable = str(Path(__file__).with_name("function-python"))
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < hard:
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    with home.occupied(port):
        clear_scratch(home)
        asyncio.run(serve_until_stopped(port, Saver(home.state)))


async def serve_until_stopped(port: int, saver: Saver) -> None:
    """Serves MiniStack, which loads the state when it starts and saves it a last time when it stops."""
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for each in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(each, stopped.set)
    config = Config()
    config.bind = [f"{HOST}:{port}"]
    config.keep_alive_timeout = 75
    config.graceful_timeout = 2
    config.shutdown_timeout = 10
    await serve(Gate(ministack.app, saver), config, shutdown_trigger=stopped.wait)


class Gate:
    """Stands in front of MiniStack, as a load balancer stands in front of a server.

    It lets so many requests to the API in at a time and has the others wait: MiniStack starts a process for every concurrent call of a
    function, without end, and 200 posts at once would be 400 processes. Calls of AWS services it declares to have come by TLS, as the
    policies of buckets and queues demand: on loopback nobody listens in.
    """

    def __init__(self, app: Any, saver: Saver) -> None:
        self.app = app
        self.saver = saver
        self.working = asyncio.Semaphore(API_REQUESTS)
        self.waiting = asyncio.Semaphore(API_WAITING)

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        """Hand a request on, when there is a place for it."""
        if scope["type"] == "http" and scope["path"].startswith(API_PATHS):
            waits = any(name == b"prefer" for name, _ in scope["headers"])
            async with self.waiting if waits else self.working:
                await self.app(scope, receive, send)
        elif scope["type"] == "http":
            await self.app({**scope, "headers": [*scope["headers"], (b"x-forwarded-proto", b"https")]}, receive, send)
        elif scope["type"] == "lifespan":
            await self.app(scope, self.saver.ended_before(receive), self.saver.started_after(send))
        else:
            await self.app(scope, receive, send)


class Saver(threading.Thread):
    """Saves the state of every service that changed, from when it was loaded until it is saved for the last time."""

    def __init__(self, folder: Path) -> None:
        super().__init__(daemon=True, name="saver")
        self.folder = folder
        self.saved: dict[str, str] = {}
        # Logs are bulky and nobody's truth: they are saved on a graceful stop, and rarely in between.
        self.rare: dict[str, float] = {"cloudwatch_logs": 60.0}
        self.due: dict[str, float] = {}
        self.ended = threading.Event()

    def started_after(self, send: Any) -> Any:
        """MiniStack's announcements, upon whose "started up" the saving begins: before, it would save that there is nothing."""

        async def announce(message: dict[str, Any]) -> None:
            if message["type"] == "lifespan.startup.complete":
                self.start()
            await send(message)

        return announce

    def ended_before(self, receive: Any) -> Any:
        """The server's orders to MiniStack, before whose "shut down" the saving ends."""

        async def order() -> Any:
            message = await receive()
            if message["type"] == "lifespan.shutdown":
                self.ended.set()
                await asyncio.to_thread(self.join)
            return message

        return order

    def run(self) -> None:
        """Saves in turn, at a pace that leaves the machine to the functions."""
        self.folder.mkdir(parents=True, exist_ok=True)
        while not self.ended.is_set():
            started = time.monotonic()
            services = ministack._build_persistence_save_dict()
            # The stack's own record comes last: what it says was deployed has then been saved too.
            for service, state_of in sorted(services.items(), key=lambda one: one[0] == "cloudformation"):
                if self.due.get(service, 0.0) <= started:
                    self.save(service, state_of)
                    self.due[service] = started + self.rare.get(service, 0.0)
            self.ended.wait(max(SAVE_EVERY_SECONDS, (time.monotonic() - started) / SAVE_SHARE))

    def save(self, service: str, state_of: Any) -> None:
        """Writes one service's state in MiniStack's own format, unless it is the one that was written last."""
        try:
            state = state_of()
            if state is None:
                return
            document = {"__ministack_format__": persistence._state_format_version(service), "payload": state}
            text = json.dumps(document, default=persistence._json_default)
        except RuntimeError:
            return  # it changed while it was read; the next round takes it
        except Exception:
            logger.exception("the state of %s cannot be saved", service)
            return
        digest = hashlib.sha256(text.encode()).hexdigest()
        if self.saved.get(service) == digest:
            return
        with tempfile.NamedTemporaryFile("w", dir=self.folder, delete=False, suffix=".tmp") as file:
            file.write(text)
        Path(file.name).replace(self.folder / f"{service}.json")
        self.saved[service] = digest


def clear_scratch(home: Home) -> None:
    """Removes in the background what earlier functions left: MiniStack never does."""
    home.scratch.mkdir(parents=True, exist_ok=True)
    old = [path for path in home.scratch.iterdir() if path.name != "ministack"]
    grave = Path(tempfile.mkdtemp(dir=home.scratch, prefix="old-"))
    for path in old:
        path.rename(grave / path.name)
    threading.Thread(target=shutil.rmtree, args=(grave, True), daemon=True).start()


if __name__ == "__main__":
    main()
