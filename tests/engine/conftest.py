"""An engine for these tests alone: a folder and a port of its own, and the functions may do only what their roles allow."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from engine.home import HOST, Home
from tests.deployed import PYTHON, Deployed


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.engine)


@pytest.fixture(scope="session")
def deployed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Deployed]:
    if not PYTHON.exists():
        message = "the engine's environment is missing: `make test` makes it"
        pytest.fail(message) if os.environ.get("CI") else pytest.skip(message)
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port = probe.getsockname()[1]
    deployed = Deployed(Home(tmp_path_factory.mktemp("engine")), port)
    try:
        deployed.start()
        yield deployed
    finally:
        deployed.stop()
