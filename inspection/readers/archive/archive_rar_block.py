"""The headers of a RAR archive one after another, whichever version wrote them."""

from collections.abc import Callable, Iterator
from typing import Literal, NamedTuple

Role = Literal["main", "member", "service", "encryption", "end", "other"]


class Lock(NamedTuple):
    """What proves a password: rounds of the key derivation, salt, and the value that results.

    For version 4 `check` are the encrypted headers that the salt belongs to.
    """

    rounds: int
    salt: bytes
    check: bytes


class Block(NamedTuple):
    """A header from octet `start` to `data`, with its data up to `end`.

    `service` is data beside the members: a comment, a stream of a member, rights. `encryption` says
    that all headers behind it are encrypted. `strength` is strong or weak where the block says that
    something is encrypted. `split` says that a part stands in another volume.
    """

    role: Role
    start: int
    data: int
    end: int
    name: bytes = b""
    strength: str = ""
    split: bool = False
    is_right: bool = True  # its check value
    lock: Lock | None = None  # of what is encrypted, where the block says enough to prove a password
    has_inner_comment: bool = False  # packed into the header itself, as version 2 did


def first_is_right(block: Block | None) -> bool:
    """Say whether an archive begins with this header."""
    return block is not None and block.role in {"main", "encryption"} and block.is_right


def blocks(block_at: Callable[[int], Block | None], position: int) -> Iterator[Block]:
    """Yield headers from `position` to the end, to what encrypts the rest, or to one that cannot be read."""
    while (block := block_at(position)) is not None:
        yield block
        if block.role in {"end", "encryption"}:
            return
        position = block.end
