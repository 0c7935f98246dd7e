"""Why a file is not destroyed: the tokens, and the exception that carries one."""

import errno


class Refusal(Exception):
    """The file must be kept; `reason` is a token that stands in the record."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


OUTSIDE_ROOTS = "outside-roots"
SYMBOLIC_LINK = "symbolic-link"
VANISHED = "vanished"
REPLACED = "replaced"
CHANGED = "changed"
HARD_LINKS = "hard-links"
NOT_A_FILE = "not-a-regular-file"
OTHER_FILE_SYSTEM = "other-file-system"
NO_PERMISSION = "no-permission"
READ_ONLY = "read-only-file-system"
SHARED_EXTENTS = "shared-extents"
VAULT_FAILED = "vault-failed"
UNSUPPORTED = "unsupported-system"

_BY_ERRNO = {
    errno.ENOENT: VANISHED,
    errno.ENOTDIR: REPLACED,
    errno.ELOOP: SYMBOLIC_LINK,
    errno.EXDEV: OTHER_FILE_SYSTEM,
    errno.EACCES: NO_PERMISSION,
    errno.EPERM: NO_PERMISSION,
    errno.EROFS: READ_ONLY,
    errno.ENOSYS: UNSUPPORTED,
    errno.ESTALE: VANISHED,
}


def from_error(error: OSError) -> Refusal:
    """Return the refusal that an error of a system call on the way to the file means."""
    return Refusal(
        _BY_ERRNO.get(error.errno or 0, f"error-{errno.errorcode.get(error.errno or 0, 'unknown')}")
    )
