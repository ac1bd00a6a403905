"""The engine's commands: `run`, `stop`, `clean`, `logs`. The Makefile has a task for each of them."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

from .deploy import client, deploy
from .first_article import analyse_sample
from .home import ROOT, STACK, EngineError, Home, Running
from .keys import COPYDESK, installation, settings
from .process import start, stop


def main() -> None:
    """Runs one command."""
    parser = argparse.ArgumentParser(prog="python -m engine", description="The whole stack on this machine.")
    parser.add_argument("--home", type=Path, default=ROOT / ".local", help="the folder with all that the engine keeps")
    commands = parser.add_subparsers(dest="command", required=True)
    run_parser = commands.add_parser("run", help="start, deploy and analyse a sample article")
    run_parser.add_argument("--port", type=int, default=os.environ.get("COPYDESK_PORT"))
    run_parser.add_argument("--layers", nargs="+", type=Path, required=True, help="the folders that layers/build.py made")
    run_parser.add_argument("--enforce-iam", action="store_true", help="let the functions do only what their roles allow")
    run_parser.add_argument("--no-sample", action="store_true", help="do not analyse the sample article")
    for name, text in {"stop": "save the state and end", "clean": "end and remove all state", "logs": "follow the functions' logs"}.items():
        commands.add_parser(name, help=text)
    arguments = parser.parse_args()
    home = Home(arguments.home.resolve())
    try:
        if arguments.command == "run":
            run(home, arguments)
        elif arguments.command == "stop":
            print("stopped" if stop(home) else "not running")
        elif arguments.command == "clean":
            stop(home)
            shutil.rmtree(home.path, ignore_errors=True)
        else:
            follow_logs(home)
    except EngineError as error:
        sys.exit(f"copydesk: {error}")
    except KeyboardInterrupt:
        sys.exit(130)


def run(home: Home, arguments: argparse.Namespace) -> None:
    """Brings the stack up and says where it is."""
    found, killed = home.running() is not None, home.was_killed()
    running = start(home, arguments.port, enforce_iam=arguments.enforce_iam)
    print(f"engine    {'found' if found else 'started'} at {running.endpoint}, its log is {home.log}", flush=True)
    layers = {folder.name.partition("-")[0]: folder.resolve() for folder in arguments.layers}
    started = time.monotonic()
    outputs = deploy(running, layers)
    print(f"stack     {STACK} deployed ({time.monotonic() - started:.1f} s)", flush=True)
    if killed:
        rebuild(home, running, outputs)
    values = settings(home, running, outputs)
    if not arguments.no_sample:
        started = time.monotonic()
        link = analyse_sample(values)
        print(f"sample    analysed ({time.monotonic() - started:.1f} s)")
        print(f"\nThe API   {values['COPYDESK_API']}\nKey       {values['COPYDESK_API_KEY']}\nReport    {link}\n")
        print(f"Both are in {home.settings}. make stop ends the engine, make logs follows its logs.")


def rebuild(home: Home, running: Running, outputs: dict[str, str]) -> None:
    """Lets the table be restored from S3 in the background: S3 is written through, the rest has fallen back by seconds."""
    with home.log.open("ab") as log:
        command = [str(COPYDESK), "rebuild"]
        subprocess.Popen(
            command, env=installation(running, outputs), stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
        )


def follow_logs(home: Home) -> None:
    """Prints what the functions log, as it comes, oldest first, beginning ten minutes ago."""
    running = home.running()
    if running is None:
        raise EngineError("The engine is not running: make run")
    logs = client(running, "logs")
    since = int((time.time() - 600) * 1000)
    printed: Counter[tuple[int, str]] = Counter()
    while True:
        found = Counter(line for group in log_groups(logs) for line in log_lines(logs, group, since))
        for timestamp, line in sorted((found - printed).elements()):
            print(line, flush=True)
            since = max(since, timestamp - 10_000)  # a line may be late
        printed = Counter({line: count for line, count in found.items() if line[0] >= since})
        time.sleep(1)


def log_groups(logs: Any) -> list[str]:
    """The functions' log groups."""
    return [group["logGroupName"] for group in logs.describe_log_groups(logGroupNamePrefix=f"/aws/lambda/{STACK}-")["logGroups"]]


def log_lines(logs: Any, group: str, since: int) -> list[tuple[int, str]]:
    """A group's lines since a time in milliseconds, each with its time and headed by its function's name."""
    pages = logs.get_paginator("filter_log_events").paginate(logGroupName=group, startTime=since)
    events = [event for page in pages for event in page["events"]]
    return [(event["timestamp"], f"{group.rpartition('-')[2]:10}{event['message'].rstrip()}") for event in events]


if __name__ == "__main__":
    main()
