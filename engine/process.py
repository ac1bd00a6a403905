"""Starting and stopping the engine's process."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import urllib.request

from .home import ACCOUNT, CREDENTIALS, HOST, REGION, ROOT, EngineError, Home, Running, port_is_free

PORT = 4566
START_SECONDS = 60
STOP_SECONDS = 30
# An interpreter as bare as Lambda's: a package that is in no layer is missing here too.
FUNCTIONS_PYTHON = ROOT / ".build" / "lambda" / "bin" / "python"
LOG_BYTES = 20_000_000


def start(home: Home, port: int | None = None, *, enforce_iam: bool = False) -> Running:
    """Starts the engine, or finds it running, and returns when it answers.

    Without a port it is the one that it had before: addresses in the saved state contain it.

    Raises `EngineError` when the port is taken, is not the one of the saved state, or the engine does not come up.
    """
    running = home.running()
    if running is None:
        port = port_to_use(home, port)
        home.log.parent.mkdir(parents=True, exist_ok=True)
        if home.log.exists() and home.log.stat().st_size > LOG_BYTES:
            home.log.replace(home.log.with_suffix(".1"))
        with home.log.open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "engine.serve", str(home.path), str(port)],
                cwd=ROOT,
                env=environment(home, port, enforce_iam=enforce_iam),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        running = Running(process.pid, port)
        until = time.monotonic() + START_SECONDS
        while not answers(running):
            if process.poll() is not None or time.monotonic() > until:
                raise EngineError(f"The engine did not start. Its last words, from {home.log}:\n{tail(home)}")
            time.sleep(0.1)
    elif not answers(running, patience=10):
        raise EngineError(f"The engine (process {running.pid}) does not answer. Its log is {home.log}; `make stop` ends it.")
    return running


def port_to_use(home: Home, wanted: int | None) -> int:
    """The port that was asked for, the one of the saved state, or the usual one."""
    saved = int(home.port.read_text()) if home.port.exists() else None
    if saved and wanted and saved != wanted:
        raise EngineError(f"The saved state belongs to port {saved}. Either `make run` without a port, or `make clean` first.")
    port = wanted or saved or PORT
    if not port_is_free(port):
        advice = "End that program, or `make clean` and then" if saved else "Choose another one:"
        raise EngineError(f"Port {port} is taken by another program. {advice} COPYDESK_PORT={port + 1} make run")
    home.port.parent.mkdir(parents=True, exist_ok=True)
    home.port.write_text(str(port))
    return port


def stop(home: Home) -> bool:
    """Ends the engine, giving it time to save its state; says whether there was one."""
    running = home.running()
    if running is None:
        return False
    for how in (signal.SIGTERM, signal.SIGKILL):
        os.kill(running.pid, how)
        until = time.monotonic() + STOP_SECONDS
        while time.monotonic() < until:
            if home.running() is None:
                return True
            time.sleep(0.05)
    raise EngineError(f"The engine (process {running.pid}) cannot be stopped.")


def environment(home: Home, port: int, *, enforce_iam: bool) -> dict[str, str]:
    """The engine's environment variables, free of the AWS and Python settings of whoever started it."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "PYTHON", "MINISTACK_", "LAMBDA_"))}
    own = {
        "GATEWAY_PORT": str(port),
        "BIND_HOST": HOST,
        "MINISTACK_HOST": HOST,
        "MINISTACK_ACCOUNT_ID": ACCOUNT,
        "MINISTACK_REGION": REGION,
        "AUTH": str(enforce_iam).lower(),
        "PERSIST_STATE": "1",
        "S3_PERSIST": "1",
        "STATE_DIR": str(home.state),
        "S3_DATA_DIR": str(home.objects),
        "TMPDIR": str(home.scratch),
        "FUNCTIONS_PYTHON": str(FUNCTIONS_PYTHON),
        "IOT_MTLS_ENABLED": "0",
        "SFTP_ENABLED": "0",
        "DOCKER_HOST": "unix:///nonexistent",  # no containers: everything runs as processes of this machine
        # Functions stay warm for a working day.
        "LAMBDA_WARM_TTL_SECONDS": "28800",
        "PYTHONUNBUFFERED": "1",
    }
    return kept | CREDENTIALS | own


def answers(running: Running, patience: float = 0.0) -> bool:
    """Whether the engine answers, within so many seconds."""
    until = time.monotonic() + patience
    while True:
        try:
            with urllib.request.urlopen(f"{running.endpoint}/_ministack/health", timeout=2) as answer:
                return bool(answer.status == 200)
        except OSError:
            if time.monotonic() >= until:
                return False
            time.sleep(0.2)


def tail(home: Home, lines: int = 15) -> str:
    """The last lines of the engine's log."""
    return "\n".join(home.log.read_text(errors="replace").splitlines()[-lines:]) if home.log.exists() else "(no log)"
