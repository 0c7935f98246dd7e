"""A gateway on one event loop, for each of the two listeners, and a signing identity made once."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

import pytest

from smtp_gateway.sealing.identity import SigningIdentity, create_identity
from tests.smtp_gateway.rig import Rig

RigMaker = Callable[..., Rig]


@pytest.fixture(scope="session")
def identity(tmp_path_factory: pytest.TempPathFactory) -> SigningIdentity:
    return create_identity(tmp_path_factory.mktemp("identity"), "ashseal@bank.example", datetime.now(UTC))


@pytest.fixture
def rig(tmp_path: Path, identity: SigningIdentity) -> RigMaker:
    """Return what makes a rig; it is an asynchronous context manager."""
    return lambda **options: Rig(tmp_path / "state", identity, **options)


@pytest.fixture(params=["native", "aiosmtpd"])
def either(request: pytest.FixtureRequest, rig: RigMaker) -> RigMaker:
    """Makes a rig with each of the two listeners in turn."""
    kind: Literal["native", "aiosmtpd"] = request.param

    def make(**options: Any) -> Rig:
        return rig(listener=kind, **options)

    return make
