"""A newsroom's own policy on the deployed stack: put there by copydesk's command, followed by the functions with the rights they have."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from engine.keys import read
from tests.deployed import Deployed, article, posted, reported

PACK = """
policy: harbour-post
title: The Harbour Post
description: What its desk wants.
extends: house
terms:
  - avoid: [ferry boat]
    use: ferry
    reason: A ferry is a boat.
    severity: error
"""


def test_an_article_follows_a_pack_of_the_newsroom(deployed: Deployed, tmp_path: Path) -> None:
    pack = tmp_path / "harbour-post.yaml"
    pack.write_text(PACK)
    environment = {"PATH": os.environ["PATH"]} | read(deployed.home.installation)
    command = [str(Path(sys.executable).with_name("copydesk")), "policies", "put", str(pack)]
    subprocess.run(command, env=environment, check=True, capture_output=True, timeout=60)

    receipt = posted(deployed.post("/v1/articles", article(id="own-pack", text="The ferry boat sailed at noon.", policy="harbour-post")))
    reported(deployed, receipt["id"])

    analysis = json.loads(deployed.get(f"/v1/articles/{receipt['id']}/analysis").body)
    (finding,) = [one for one in analysis["findings"] if one["severity"] == "error"]
    assert (finding["rule"], finding["policy"], finding["anchors"][0]["text"]) == ("house-term", "harbour-post", "ferry boat")
