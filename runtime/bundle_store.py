"""The policy bundle in force on this edge, and how the next one takes its place.

    STATE_DIR/policy/bundle.json      the envelope in force
    STATE_DIR/policy/previous.json    the one before it: the last good one should the first be damaged
    STATE_DIR/policy/next.json        staged, not in force

A new envelope is verified and compiled before anything is written. Then the steps of `BundleStep`
follow, each durable before the next one begins; a kill between any two leaves a bundle in force
that is whole: the old one, or the new one. A bundle that was refused changes nothing: the last good
one stays in force, and `problem` says what happened, for the log, the metrics and the heartbeat.
"""

import os
from collections.abc import Callable
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from policies.language.errors import PolicyInvalid
from policies.language.parser import parse
from policies.model import Policy
from runtime import atomic_file, log
from runtime.keystore import Keystore
from runtime.metrics import Metrics
from runtime.private_file import make_private_directory
from wire import instant
from wire.bundle import PolicyBundle, accept, read
from wire.errors import BundleRefused, WireError

_log = log.get(__name__)


class BundleStep(StrEnum):
    """The durable steps of a take-over, in their order."""

    STAGED = "staged"  # the new envelope is on the disk, under a name of its own
    KEPT = "kept"  # the one in force has a second name, so that it outlives the next step
    IN_FORCE = "in-force"  # the new one has taken its place


class BundleStore:
    """The bundle in force below `state_dir`, verified with the keys of `keystore`.

    Methods block on the disk; `policies`, `version` and `problem` do not. One process writes.
    """

    def __init__(self, state_dir: Path, keystore: Keystore, metrics: Metrics | None = None) -> None:
        self._directory = state_dir / "policy"
        self._keystore = keystore
        self._metrics = metrics or Metrics()
        self._current: PolicyBundle | None = None
        self._policies: tuple[Policy, ...] = ()
        self._local: tuple[Policy, ...] = ()
        self._refusal = ""
        make_private_directory(self._directory)
        self._recover()

    @property
    def current(self) -> PolicyBundle | None:
        """The bundle in force; None before the first one."""
        return self._current

    @property
    def version(self) -> int:
        """The version in force; 0 before the first bundle."""
        return self._current.version if self._current else 0

    def policies(self) -> tuple[Policy, ...]:
        """Return the compiled policies in force, or the local ones before the first bundle."""
        return self._policies if self._current else self._local

    def install_local(self, text: str, *, name: str = "policy") -> tuple[Policy, ...]:
        """Enforce the YAML `text` of a local policy as long as there is no bundle; return it compiled.

        Raises:
            PolicyInvalid: the text is no policy.
        """
        self._local = (parse(text, name=name),)
        return self._local

    def problem(self, now: datetime) -> str:
        """Return what is wrong with the policy in force at `now`, `""` when nothing is."""
        if self._refusal:
            return self._refusal
        if self._current and instant.parse(self._current.expires_at) <= now:
            return f"bundle {self.version} expired at {self._current.expires_at} and is enforced on"
        return ""

    def offer(self, raw: bytes, now: datetime) -> PolicyBundle:
        """Put the bundle in envelope `raw` in force and return it.

        Raises:
            SignatureInvalid, SchemaRefused, BundleRefused: as `wire.bundle.accept` says, or a policy in
                it does not compile here. The last good bundle stays in force; it is logged and counted.
            OSError: the disk is full; the last good bundle stays in force.
        """
        try:
            bundle = accept(raw, self._keystore.bundle_keys(), self._current, now)
            policies = _compile(bundle)
        except WireError as error:
            self._refuse(error)
            raise
        for step in BundleStep:
            self.advance(step, raw)
        self._take(bundle, policies)
        self._refusal = ""
        _log.info("bundle-in-force", extra={"version": bundle.version})
        return bundle

    def advance(self, step: BundleStep, raw: bytes) -> None:
        """Do one durable step of the take-over of envelope `raw`; the only place that writes here."""
        actions: dict[BundleStep, Callable[[], None]] = {
            BundleStep.STAGED: lambda: atomic_file.write(self._path("next"), raw),
            BundleStep.KEPT: self._keep,
            BundleStep.IN_FORCE: self._swap,
        }
        actions[step]()

    def _keep(self) -> None:
        if not self._path("bundle").exists():
            return
        second_name = self._directory / f".previous{atomic_file.LEFTOVER_SUFFIX}"
        second_name.unlink(missing_ok=True)
        os.link(self._path("bundle"), second_name)
        second_name.replace(self._path("previous"))
        atomic_file.sync_directory(self._directory)

    def _swap(self) -> None:
        self._path("next").replace(self._path("bundle"))
        atomic_file.sync_directory(self._directory)

    def _recover(self) -> None:
        """Take over what the last process left: the bundle in force, else the last good one."""
        atomic_file.sweep(self._directory)
        self._path("next").unlink(missing_ok=True)
        for name in ("bundle", "previous"):
            path = self._path(name)
            if not path.exists():
                continue
            try:
                bundle = read(path.read_bytes(), self._keystore.bundle_keys())
                policies = _compile(bundle)
            except (OSError, WireError) as error:
                self._refuse(error)
                continue
            self._take(bundle, policies)
            return

    def _take(self, bundle: PolicyBundle, policies: tuple[Policy, ...]) -> None:
        self._current, self._policies = bundle, policies
        self._metrics.gauge("ashseal_policy_version", bundle.version)

    def _refuse(self, error: Exception) -> None:
        self._refusal = f"bundle refused: {error}"
        self._metrics.count("ashseal_bundle_refused_total", reason=type(error).__name__)
        _log.error("bundle-refused", extra={"reason": str(error), "in_force": self.version})

    def _path(self, name: str) -> Path:
        return self._directory / f"{name}.json"


def _compile(bundle: PolicyBundle) -> tuple[Policy, ...]:
    try:
        return tuple(parse(document.text, name=document.name) for document in bundle.documents)
    except PolicyInvalid as error:
        raise BundleRefused(f"version {bundle.version} does not compile here: {error}") from None
