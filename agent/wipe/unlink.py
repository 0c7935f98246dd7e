"""The end of a file that was overwritten: cut to nothing, its name removed, the directory synced."""

import os

HARD_LINK_APPEARED = "hard-link-appeared"


def unlink(directory: int, name: bytes) -> tuple[str, ...]:
    """Remove `name` from the open `directory`, durably; done before counts too.

    Returns the residual risks that showed: another name that the file got in the meantime.

    Raises:
        OSError: the medium failed.
    """
    try:
        descriptor = os.open(name, os.O_RDWR | os.O_NOFOLLOW | os.O_CLOEXEC, dir_fd=directory)
    except FileNotFoundError:
        return ()
    try:
        os.ftruncate(descriptor, 0)
        os.fsync(descriptor)
        os.unlink(name, dir_fd=directory)
        os.fsync(directory)
        return (HARD_LINK_APPEARED,) if os.fstat(descriptor).st_nlink else ()
    finally:
        os.close(descriptor)
