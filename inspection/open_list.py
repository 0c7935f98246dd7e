"""An exact-match index, or the register of documents, open in the parent, to be handed to workers.

Apart from `exact_lists`, so that a parent does not load what only a worker needs.
"""

import os

from inspection import channel


class OpenList:
    """A verified file; it owns the descriptor, which is closed with the last reference to it."""

    def __init__(self, file: channel.ListFile | channel.RegisterFile, fd: int) -> None:
        self.file = file
        self.fd = fd

    def __del__(self) -> None:
        """Close the descriptor."""
        os.close(self.fd)
