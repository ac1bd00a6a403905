"""The newsroom's own policy packs: what an installation checks against beside the packs that come with copydesk."""

from __future__ import annotations

from copydesk.checks import packs
from copydesk.errors import NotFound
from copydesk.store import keys
from copydesk.store.objects import Bucket

YAML = "application/yaml"


class Policies:
    """The objects below `ledger/policies/` in the results bucket; whoever writes one has read it as a pack."""

    def __init__(self, bucket: str) -> None:
        self._bucket = Bucket(bucket)

    def find(self, name: str) -> str | None:
        """The YAML of a pack, as it stands now; None where there is none of that name."""
        try:
            return self._bucket.get(keys.policy_key(name)).decode("utf-8")
        except NotFound:
            return None

    def require(self, name: str) -> None:
        """Make sure that a pack is kept or comes with copydesk. Raises `InvalidRequest` with the code `unknown_policy` otherwise."""
        if name not in packs.names() and self.find(name) is None:
            raise packs.unknown(name, [*packs.names(), *self.names()])

    def put(self, name: str, text: str) -> None:
        """Keep a pack, in place of one of the same name. What was checked against that one keeps its findings."""
        self._bucket.put(keys.policy_key(name), text.encode("utf-8"), content_type=YAML)

    def remove(self, name: str) -> None:
        """Remove a pack; an article that names it fails from then on, with the reason."""
        self._bucket.delete([keys.policy_key(name)])

    def names(self) -> list[str]:
        """The packs there are."""
        return [one.key.removeprefix(keys.POLICIES).removesuffix(".yaml") for one in self._bucket.list(keys.POLICIES)]
