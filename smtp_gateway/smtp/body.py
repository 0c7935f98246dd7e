"""The body of one message on its way in, by DATA or by BDAT: content, size limit, failure."""

from smtp_gateway import replies
from smtp_gateway.smtp.data_reader import ChunkReader, DataReader


class Body:
    """One message's octets. Once it has failed, the rest is read and thrown away."""

    def __init__(self, size_max: int) -> None:
        self._size_max = size_max
        self._size = 0
        self._data = DataReader()
        self._chunks: ChunkReader | None = None
        self._left = 0
        self._declared = 0
        self._last = False
        self._ended = False
        self.failure = b""

    @property
    def by_chunks(self) -> bool:
        """Whether a BDAT of this transaction was taken."""
        return self._chunks is not None

    @property
    def chunk_done(self) -> bool:
        """Whether the current chunk was fed to its end."""
        return self._left == 0 and self._ended

    @property
    def hungry(self) -> bool:
        """Whether the current chunk lacks octets."""
        return self._left > 0

    @property
    def chunk_size(self) -> int:
        """Declared octets of the current chunk."""
        return self._declared

    @property
    def last_chunk(self) -> bool:
        """Whether the current chunk ends the message."""
        return self._last

    def fail(self, reply: bytes) -> None:
        """Remember the first reason why this message cannot be taken."""
        self.failure = self.failure or reply

    def begin_chunk(self, size: int, *, last: bool) -> bool:
        """Expect `size` octets; return whether this is the first chunk of the message."""
        first = self._chunks is None
        self._chunks = self._chunks or ChunkReader()
        self._left = self._declared = size
        self._last = last
        self._ended = False
        return first

    def feed_data(self, octets: bytes) -> tuple[bytes, bytes | None]:
        """Take octets of DATA; return what is to be kept, and what follows the end once it came."""
        content, rest = self._data.feed(octets)
        return self._counted(content), rest

    def feed_chunk(self, buffer: bytearray) -> bytes:
        """Take the current chunk's octets from the front of `buffer`; return what is to be kept."""
        taken = bytes(buffer[: self._left])
        del buffer[: len(taken)]
        self._left -= len(taken)
        reader = self._chunks or ChunkReader()
        content = reader.feed(taken)
        self._ended = self._left == 0
        if self._ended and self._last:
            content += reader.finish()
        return self._counted(content)

    def _counted(self, content: bytes) -> bytes:
        self._size += len(content)
        if self._size > self._size_max:
            self.fail(replies.too_large(self._size_max))
        return b"" if self.failure else content
