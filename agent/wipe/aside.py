"""Moving a file out of everybody's reach before anything is done to it, and back.

A name can be swapped between a look and a deed. So the file is renamed, never copied, into a
directory with mode 0700 that belongs to the agent, on the same file system; what arrived there is
compared with the plan, and only there it is overwritten. The new name is the intent's id, so that
after a crash the file is found again; and the old name, which may itself tell about a client, is
gone from the view of others at once.
"""
# Raw octet paths and open directories have no Path:
# ruff: noqa: PTH102, PTH116, PTH118, PTH119, PTH120

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from agent.destruction import Intent
from agent.wipe import refusal, syscalls
from agent.wipe.fingerprint import fingerprint
from agent.wipe.refusal import Refusal

ASIDE = ".ashseal-aside"  # below a root whose file system is not the state directory's
_DIRECTORY = os.O_RDONLY | os.O_DIRECTORY
_RETURN_TRIES = 100


@contextmanager
def opened(opener: int) -> Iterator[int]:
    """Close the descriptor at the end."""
    try:
        yield opener
    finally:
        os.close(opener)


def open_root(root: bytes) -> int:
    """Open a configured root.

    Raises:
        Refusal: it is gone or became a symbolic link.
    """
    try:
        return os.open(root, _DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
    except OSError as error:
        raise refusal.from_error(error) from None


def relative(root: bytes, path: bytes) -> bytes:
    """Return `path` relative to `root`.

    Raises:
        Refusal: it is not beneath it.
    """
    prefix = root.rstrip(b"/") + b"/"
    inner = path[len(prefix) :]
    if not path.startswith(prefix) or not inner or b".." in inner.split(b"/"):
        raise Refusal(refusal.OUTSIDE_ROOTS)
    return inner


def open_parent(root: int, inner: bytes) -> int:
    """Open the directory that holds `inner`, strictly beneath the open `root`.

    Raises:
        Refusal: a step of the way is missing, a symbolic link, or on another file system.
    """
    try:
        return syscalls.open_beneath(root, os.path.dirname(inner) or b".", _DIRECTORY)
    except OSError as error:
        raise refusal.from_error(error) from None


def check(descriptor: int, intent: Intent, key: bytes | None) -> None:
    """Compare an open file with the plan: kind, identity, one name only and, with a `key`, content.

    Raises:
        Refusal: it is not the planned file, or must not be destroyed.
    """
    status = os.fstat(descriptor)
    if stat.S_ISLNK(status.st_mode):
        raise Refusal(refusal.SYMBOLIC_LINK)
    if (status.st_dev, status.st_ino) != (intent.dev, intent.inode):
        raise Refusal(refusal.REPLACED)
    if not stat.S_ISREG(status.st_mode):
        raise Refusal(refusal.NOT_A_FILE)
    if status.st_nlink > 1:
        raise Refusal(refusal.HARD_LINKS)
    if key is not None and (
        status.st_size != intent.size or fingerprint(descriptor, key) != intent.fingerprint
    ):
        raise Refusal(refusal.CHANGED)


def move(intent: Intent, key: bytes, state_dir: Path) -> bytes:
    """Move the planned file aside and return the directory it is in now; done before counts too.

    Raises:
        Refusal: it is not there, not the planned file, or cannot be moved.
    """
    if found := _moved_before(intent, state_dir):
        return found
    name = os.path.basename(intent.path)
    with opened(open_root(intent.root)) as root:
        inner = relative(intent.root, intent.path)
        with opened(open_parent(root, inner)) as parent:
            _look(parent, name, intent, key)
            return _rename(parent, name, intent, state_dir)


def _look(parent: int, name: bytes, intent: Intent, key: bytes) -> None:
    """Check the file under its own name: O_PATH first, so that no FIFO or device is really opened."""
    try:
        with opened(os.open(name, os.O_PATH | os.O_NOFOLLOW | os.O_CLOEXEC, dir_fd=parent)) as handle:
            check(handle, intent, None)
            with opened(os.open(f"/proc/self/fd/{handle}", os.O_RDONLY | os.O_CLOEXEC)) as content:
                check(content, intent, key)
    except OSError as error:
        raise refusal.from_error(error) from None


def _rename(parent: int, name: bytes, intent: Intent, state_dir: Path) -> bytes:
    for directory in _places(intent, state_dir):
        with opened(open_aside(directory)) as aside:
            try:
                syscalls.rename_new(parent, name, aside, intent.id.encode())
            except OSError as error:
                if error.errno == errno.EXDEV:
                    continue  # the same device by another mount: try the next place
                raise refusal.from_error(error) from None
            os.fsync(aside)
            os.fsync(parent)
            return directory
    raise Refusal(refusal.OTHER_FILE_SYSTEM)


def _places(intent: Intent, state_dir: Path) -> list[bytes]:
    own = os.fsencode(state_dir / "aside")
    near = intent.root.rstrip(b"/") + b"/" + ASIDE.encode()
    return [own, near] if os.stat(state_dir).st_dev == intent.dev else [near]


def _moved_before(intent: Intent, state_dir: Path) -> bytes | None:
    for directory in _places(intent, state_dir):
        try:
            status = os.stat(os.path.join(directory, intent.id.encode()), follow_symlinks=False)
        except OSError:
            continue
        if (status.st_dev, status.st_ino) == (intent.dev, intent.inode):
            return directory
    return None


def open_aside(directory: bytes) -> int:
    """Make and open an aside directory; somebody else's, or one that others may enter, is refused.

    Raises:
        Refusal: the directory cannot be trusted or made.
    """
    try:
        with suppress(FileExistsError):
            os.mkdir(directory, 0o700)
        descriptor = os.open(directory, _DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
    except OSError as error:
        raise refusal.from_error(error) from None
    status = os.fstat(descriptor)
    if status.st_uid != os.geteuid() or status.st_mode & 0o077:
        os.close(descriptor)
        raise Refusal(refusal.NO_PERMISSION)
    return descriptor


def put_back(intent: Intent) -> str:
    """Give a file that was moved aside its own place again; return "" or where it went instead.

    Raises:
        Refusal: the root is gone; the file stays aside.
    """
    if not intent.aside:
        return ""
    with opened(open_aside(intent.aside)) as aside:
        if not present(aside, intent):
            return ""
        with opened(open_root(intent.root)) as root:
            inner = relative(intent.root, intent.path)
            try:
                parent = open_parent(root, inner)
            except Refusal:
                parent = os.dup(root)  # its folder is gone: the root is the nearest place
            with opened(parent):
                return _return_to(parent, os.path.basename(inner), aside, intent)


def present(aside: int, intent: Intent) -> bool:
    """Tell whether the file is still in the open aside directory."""
    try:
        os.stat(intent.id.encode(), dir_fd=aside, follow_symlinks=False)
    except FileNotFoundError:
        return False
    return True


def _return_to(parent: int, name: bytes, aside: int, intent: Intent) -> str:
    for number in range(_RETURN_TRIES):
        free = name if number == 0 else name + b".returned-%d" % number
        try:
            syscalls.rename_new(aside, intent.id.encode(), parent, free)
        except FileExistsError:
            continue
        os.fsync(parent)
        os.fsync(aside)
        return "" if free == name else "returned under a new name beside it"
    raise Refusal(refusal.OTHER_FILE_SYSTEM)
