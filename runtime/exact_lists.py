"""The exact-match indexes of an edge, watched as `runtime.signed_lists` says."""

from collections.abc import Iterable
from pathlib import Path

from inspection.channel import ListFile
from policies.exact_match.header import Header
from runtime.exact_match import BODY_START, FORMAT
from runtime.signed_lists import ListKeys, SignedLists, Sort

_SORT = Sort(
    FORMAT,
    state_file="exact-lists.json",
    event="exact-list",
    noun="index",
    full="the full form of an index",
    edge="the edge form (`edm build --edge`) of an index",
    renewal="build it again",
    frame=lambda header, proof_key: ListFile(header, BODY_START, proof_key),
)


class ExactLists(SignedLists[Header]):
    """The indexes in `files`; `edge` says which form may lie here.

    Raises:
        RuntimeFault: the file of build instants is damaged.
    """

    def __init__(
        self, files: Iterable[str], state_dir: Path, keystore: ListKeys, *, edge: bool = False
    ) -> None:
        super().__init__(_SORT, map(Path, files), state_dir, keystore, edge=edge)
