"""The register of releases in force on a gateway: mail that was approved beforehand (row R28).

    STATE_DIR/releases/register.json    the envelope in force (`wire.release`)

What the console sends is verified before it takes the place of the last good one. While the console is away each
release holds to the end of its own term; without a register nothing is approved. A register that was refused, or
that is older than it may be, is told by `problem`.
"""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from policies.decision.subject import Approval
from policies.finding import Category
from runtime import atomic_file, log
from runtime.keystore import Keystore
from runtime.private_file import make_private_directory
from wire import instant
from wire.errors import WireError
from wire.release import Release, ReleaseRegister, accept, read

_log = log.get(__name__)
_CATEGORIES: Mapping[str, Category] = {category.value: category for category in Category}


class Releases:
    """The register below `state_dir`, verified with the keys of `keystore`; one process offers.

    Making it and `offer` block on the disk, nothing else does.
    """

    def __init__(self, state_dir: Path, keystore: Keystore) -> None:
        self._directory = state_dir / "releases"
        self._path = self._directory / "register.json"
        self._keystore = keystore
        self._current: ReleaseRegister | None = None
        self._by_sender: Mapping[str, tuple[Release, ...]] = {}
        self._refusal = ""
        self._recover()

    @property
    def have(self) -> str:
        """When the register in force was issued, "" without one."""
        return self._current.issued_at if self._current else ""

    def approvals(self, sender: str, now: datetime) -> tuple[Approval, ...]:
        """Return what was approved for an envelope sender and holds at `now` (aware UTC)."""
        return tuple(
            _approval(release)
            for release in self._by_sender.get(sender.lower(), ())
            if instant.parse(release.since) <= now <= instant.parse(release.until)
        )

    def problem(self, now: datetime) -> str:
        """Return what is wrong with the register at `now`, "" when nothing is."""
        if self._refusal:
            return self._refusal
        if self._current and instant.parse(self._current.expires_at) <= now:
            return (
                f"register of releases of {self.have} is older than it may be; "
                "see that this machine reaches its console"
            )
        return ""

    def offer(self, raw: bytes, now: datetime) -> None:
        """Put the register in envelope `raw` in force.

        Raises:
            SignatureInvalid, SchemaRefused, ReleaseRefused: as `wire.release.accept` says; the last good one stays.
            OSError: the disk is full; the last good one stays.
        """
        try:
            register = accept(raw, self._keystore.bundle_keys(), self._current, now)
        except WireError as error:
            self._refuse(error)
            raise
        make_private_directory(self._directory)
        atomic_file.sweep(self._directory)
        atomic_file.write(self._path, raw)
        self._take(register)
        self._refusal = ""
        _log.info("releases-in-force", extra={"issued_at": self.have, "releases": len(register.releases)})

    def _recover(self) -> None:
        try:
            self._take(read(self._path.read_bytes(), self._keystore.bundle_keys()))
        except FileNotFoundError:
            return
        except (OSError, WireError) as error:
            self._refuse(error)

    def _take(self, register: ReleaseRegister) -> None:
        by_sender: dict[str, list[Release]] = {}
        for release in register.releases:
            by_sender.setdefault(release.sender.lower(), []).append(release)
        self._current = register
        self._by_sender = {sender: tuple(found) for sender, found in by_sender.items()}

    def _refuse(self, error: Exception) -> None:
        told = f"register of releases refused: {error}"
        if told != self._refusal:
            _log.error("releases-refused", extra={"reason": str(error), "in_force": self.have})
        self._refusal = told


def _approval(release: Release) -> Approval:
    """Return a release as a decision asks for it; a category that is not known here is not covered."""
    return Approval(
        id=release.id,
        sender=release.sender,
        recipients=tuple(entry if "@" in entry else f"*@{entry}" for entry in release.recipients),
        categories=tuple(_CATEGORIES[name] for name in release.categories if name in _CATEGORIES),
        until=instant.parse(release.until),
    )
