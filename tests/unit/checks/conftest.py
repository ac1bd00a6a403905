"""A desk that asks everything."""

from __future__ import annotations

import pytest

from copydesk.checks.catalogue import RULES
from copydesk.checks.policy import policy, read
from copydesk.desk import Desk


@pytest.fixture(scope="session")
def asking_all(analyser):
    """A desk whose policy also asks what the house leaves to other packs."""
    house = policy()
    off = [rule for rule in RULES if house.setting(rule).severity is None]
    return Desk(analyser, house=read("\n".join(["policy: all", "title: All", "rules:", *(f"  {rule.code}: note" for rule in off)])))
