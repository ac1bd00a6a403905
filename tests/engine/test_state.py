"""What is still there after the engine was stopped, and after it was killed."""

from __future__ import annotations

import json
import os
import signal
import time

import pytest
from tests.deployed import Deployed, article, posted, reported

SAVED_AFTER_SECONDS = 12


@pytest.mark.parametrize("how", ["stopped", "killed"])
def test_everything_is_still_there(deployed: Deployed, how: str) -> None:
    receipt = posted(deployed.post("/v1/articles", article(id=f"kept-{how}", text=f"The ferry sailed. It was {how}.")))
    reported(deployed, receipt["id"])
    address = deployed.api
    answers = [f"/v1/articles/{receipt['id']}", f"/v1/articles/{receipt['id']}/analysis", f"/v1/articles/{receipt['id']}/report"]
    before = [deployed.get(path).body for path in answers]
    if how == "stopped":
        deployed.stop()
    else:
        time.sleep(SAVED_AFTER_SECONDS)
        os.kill(deployed.running.pid, signal.SIGKILL)
        while deployed.home.running() is not None:
            time.sleep(0.05)
    deployed.start()
    assert deployed.api == address
    assert [deployed.get(path).body for path in answers] == before
    after = posted(deployed.post("/v1/articles", article(id=f"after-{how}", text=f"The next ferry sailed, {how} or not.")))
    reported(deployed, after["id"])


def test_a_second_deployment_of_the_same_changes_nothing(deployed: Deployed) -> None:
    def state() -> str:
        functions = deployed.client("lambda").list_functions()["Functions"]
        return json.dumps([[one["FunctionName"], one["RevisionId"]] for one in functions])

    before = state()
    deployed.start()
    assert state() == before
