"""A process that takes over a bundle and is killed before or after one of its durable steps."""

import os
import signal
from datetime import UTC, datetime
from pathlib import Path

from runtime.bundle_store import BundleStep, BundleStore
from runtime.keystore import Keystore

NOW = datetime(2026, 2, 1, tzinfo=UTC)

_advance = BundleStore.advance


def main(state_dir: Path, envelope: Path, fatal: BundleStep, when: str) -> None:
    """Die `before` or `after` the step, or `never`."""

    def advance(self: BundleStore, step: BundleStep, raw: bytes) -> None:
        if when == "before" and step is fatal:
            os.kill(os.getpid(), signal.SIGKILL)
        _advance(self, step, raw)
        if when == "after" and step is fatal:
            os.kill(os.getpid(), signal.SIGKILL)

    BundleStore.advance = advance  # type: ignore[method-assign]
    BundleStore(state_dir, Keystore(state_dir)).offer(envelope.read_bytes(), NOW)
