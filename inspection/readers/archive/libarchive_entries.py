"""libarchive over octets in memory: entries and their content, without a file being opened.

The shared library is loaded when this module is imported, which is before the sandbox closes. Where
it is missing, `AVAILABLE` is false and every archive is `unsupported:<form>`. Names come as the
octets that libarchive gives in a UTF-8 locale: converted where the format says its charset, else raw.
"""

import ctypes
import logging
import os
from collections.abc import Iterator
from contextlib import suppress
from typing import Any, NamedTuple, Self

from inspection.content import Content
from inspection.errors import Unreadable

_SONAME = (
    "libarchive.so.13"  # by its name the loader finds it in 1 ms; the library's own search starts programs
)
_FORMATS = {
    "7z": ("7zip",), "rar": ("rar", "rar5"), "cab": ("cab",), "iso": ("iso9660",), "cpio": ("cpio",),
    "ar": ("ar",), "zip": ("zip_streamable",), "lz4": ("raw",), "compress": ("raw",), "lzip": ("raw",),
}  # fmt: skip
_FILTERS = {"lz4": "lz4", "compress": "compress", "lzip": "lzip"}
_KIND, _DIRECTORY, _SYMLINK = 0o170000, 0o040000, 0o120000
_BUFFER = 256 * 1024
_UNSUPPORTED = ("codec", "nsupported", "not supported", "unavailable", "method")


def _loaded() -> Any:  # noqa: ANN401  # the module has no types
    """Return libarchive-c's functions, or None where the shared library is not installed."""
    logging.getLogger("libarchive").disabled = True  # its warnings quote names of members
    with suppress(OSError):  # it may still be there under another name
        ctypes.CDLL(_SONAME)
        os.environ.setdefault("LIBARCHIVE", _SONAME)
    try:
        from libarchive import ffi  # noqa: PLC0415  # fails where the shared library is missing

        ffi.ffi("read_set_options", [ffi.c_archive_p, ctypes.c_char_p], ctypes.c_int, ffi.check_int)
        ffi.ffi("entry_is_data_encrypted", [ffi.c_archive_entry_p], ctypes.c_int)
        ffi.ffi("read_has_encrypted_entries", [ffi.c_archive_p], ctypes.c_int)
    except (ImportError, OSError, AttributeError, TypeError):
        return None
    return ffi


_ffi = _loaded()
AVAILABLE = _ffi is not None


class Entry(NamedTuple):
    """One entry: its name and the targets of its links as stored octets.

    `damaged` says that its header is, or that octets before it were skipped to find it.
    """

    name: bytes
    links: tuple[bytes, ...]
    is_directory: bool
    is_encrypted: bool
    damaged: bool


class Block(NamedTuple):
    """Octets of an entry where they lie in memory; `start` is their offset in the content, -1 if they were unpacked."""

    start: int
    size: int
    address: int


class Archive:
    """The entries of an archive that begins at octet `start`; use as a context manager.

    Read an entry's `data` before going on to the next. `size` is in octets, as packed.
    """

    def __init__(
        self, content: Content, form: str, start: int = 0, options: bytes = b"", password: bytes = b""
    ) -> None:
        """Open the archive.

        Raises:
            Unreadable: `unsupported:<form>` without the shared library, `malformed:<form>`.
        """
        if not AVAILABLE:
            raise Unreadable(f"unsupported:{form}")
        self.size = len(content) - start
        self.form = form
        self._octets = _Octets(content)
        self._archive = _ffi.read_new()
        self._entry = _ffi.entry_new()
        self._buffer = ctypes.create_string_buffer(_BUFFER)
        try:
            for name in _FORMATS[form]:
                _ffi.get_read_format_function(name)(self._archive)
            if form in _FILTERS:
                _ffi.get_read_filter_function(_FILTERS[form])(self._archive)
            if options:
                _ffi.read_set_options(self._archive, options)
            if password:
                _ffi.read_add_passphrase(self._archive, password)
            _ffi.read_open_memory(self._archive, self._octets.address + start, self.size)
        except _ffi.ArchiveError as error:
            self.close()
            raise self._reason(error) from error

    def __enter__(self) -> Self:
        """Return the archive."""
        return self

    def __exit__(self, *_error: object) -> None:
        """Close it."""
        self.close()

    def close(self) -> None:
        """Give back what the library holds; nothing can be read afterwards."""
        _ffi.entry_free(self._entry)
        _ffi.read_free(self._archive)
        self._octets.release()

    def __iter__(self) -> Iterator[Entry]:
        """Yield the entries in their order.

        Raises:
            Unreadable: `malformed:<form>`, `unsupported:<form>-method`.
        """
        while True:
            try:
                code = _ffi.read_next_header2(self._archive, self._entry)
            except _ffi.ArchiveError as error:
                if error.retcode == _ffi.ARCHIVE_FATAL:
                    raise self._reason(error) from error
                code = error.retcode
            if code == _ffi.ARCHIVE_EOF:
                if _ffi.error_string(self._archive):  # it skipped octets and found the trailer behind them
                    raise Unreadable(f"malformed:{self.form}")
                return
            yield self._current(damaged=code != _ffi.ARCHIVE_OK)

    def data(self) -> Iterator[bytes]:
        """Yield the content of the current entry, holes of sparse files filled with NUL octets.

        Raises:
            Unreadable: `malformed:<form>`, `unsupported:<form>-method`.
        """
        while True:
            try:
                size = _ffi.read_data(self._archive, self._buffer, _BUFFER)
            except _ffi.ArchiveError as error:
                raise self._reason(error) from error
            if size < 0:  # a warning: what follows is not what was packed
                raise Unreadable(f"malformed:{self.form}")
            if size == 0:
                return
            yield ctypes.string_at(self._buffer, size)

    def blocks(self) -> Iterator[Block]:
        """Yield the content of the current entry without copying it; a block is gone when the next one is asked for.

        Raises:
            Unreadable: `malformed:<form>`, `unsupported:<form>-method`.
        """
        address, size, offset = ctypes.c_void_p(), ctypes.c_size_t(), ctypes.c_longlong()
        into = ctypes.byref(address), ctypes.byref(size), ctypes.byref(offset)
        given = 0
        while True:
            try:
                code = _ffi.read_data_block(self._archive, *into)
            except _ffi.ArchiveError as error:
                raise self._reason(error) from error
            if code == _ffi.ARCHIVE_EOF:
                return
            if code < 0 or offset.value != given:  # a warning, or a hole
                raise Unreadable(f"malformed:{self.form}")
            given += size.value
            start = (address.value or 0) - self._octets.address
            within = 0 <= start <= self._octets.size - size.value
            yield Block(start if within else -1, size.value, address.value or 0)

    @property
    def position(self) -> int:
        """Octets consumed from `start`; after the last entry, where formats without a directory end."""
        return int(_ffi.filter_bytes(self._archive, 0))

    @property
    def has_encrypted(self) -> bool:
        """Whether anything met so far was encrypted, the directory included."""
        return int(_ffi.read_has_encrypted_entries(self._archive)) > 0

    def _current(self, *, damaged: bool) -> Entry:
        kind = _ffi.entry_filetype(self._entry) & _KIND
        links = [_ffi.entry_hardlink(self._entry)]
        if kind == _SYMLINK:
            links.append(_ffi.entry_symlink(self._entry))
        return Entry(
            _ffi.entry_pathname(self._entry) or b"",
            tuple(filter(None, links)),
            kind == _DIRECTORY,
            bool(_ffi.entry_is_data_encrypted(self._entry)),
            damaged,
        )

    def _reason(self, error: Any) -> Unreadable:  # noqa: ANN401
        said = str(error.msg)
        unsupported = any(word in said for word in _UNSUPPORTED)
        return Unreadable(f"unsupported:{self.form}-method" if unsupported else f"malformed:{self.form}")


class _PyBuffer(ctypes.Structure):
    """`Py_buffer` of the C interface."""

    _fields_ = (
        ("buf", ctypes.c_void_p), ("obj", ctypes.c_void_p), ("len", ctypes.c_ssize_t),
        ("itemsize", ctypes.c_ssize_t), ("readonly", ctypes.c_int), ("ndim", ctypes.c_int),
        ("format", ctypes.c_char_p), ("shape", ctypes.c_void_p), ("strides", ctypes.c_void_p),
        ("suboffsets", ctypes.c_void_p), ("internal", ctypes.c_void_p),
    )  # fmt: skip


class _Octets:
    """The address of a content's octets, kept in place until released; a read-only mapping has no other."""

    def __init__(self, content: Content) -> None:
        self._view = _PyBuffer()
        ctypes.pythonapi.PyObject_GetBuffer(ctypes.py_object(content), ctypes.byref(self._view), 0)

    @property
    def address(self) -> int:
        return self._view.buf or 0

    @property
    def size(self) -> int:
        return int(self._view.len)

    def release(self) -> None:
        ctypes.pythonapi.PyBuffer_Release(ctypes.byref(self._view))
