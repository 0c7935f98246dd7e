"""People with certificates, a gateway with an identity, and openssl as the recipient's program."""

from collections.abc import Callable
from pathlib import Path

import pytest

from runtime.clock import HeldClock
from smtp_gateway.key_directory import KeyDirectory
from smtp_gateway.sealing.context import SealingContext
from smtp_gateway.sealing.identity import SigningIdentity, create_identity
from tests.smtp_gateway.sealing.people import NOW, People, Person
from tests.smtp_gateway.sealing.programs import run


@pytest.fixture(scope="session")
def people(tmp_path_factory: pytest.TempPathFactory) -> People:
    return People(tmp_path_factory.mktemp("certificates"), tmp_path_factory.mktemp("keys"))


@pytest.fixture(scope="session")
def li(people: People) -> Person:
    return people.add("li@client.example")


@pytest.fixture(scope="session")
def chen(people: People) -> Person:
    return people.add("chen@client.example", curve=True)


@pytest.fixture(scope="session")
def identity(tmp_path_factory: pytest.TempPathFactory) -> SigningIdentity:
    return create_identity(tmp_path_factory.mktemp("gateway"), "gateway@bank.example", NOW)


@pytest.fixture
def context(people: People, li: Person, identity: SigningIdentity) -> SealingContext:
    return SealingContext(KeyDirectory(people.directory), identity, clock=HeldClock(NOW))


@pytest.fixture
def decrypt(tmp_path: Path) -> Callable[[Path, Person], bytes]:
    """Open an enveloped mail with openssl; its octets as they are inside."""

    def opened(sealed: Path, person: Person) -> bytes:
        out = tmp_path / "decrypted.eml"
        run("openssl", "cms", "-decrypt", "-binary", "-in", sealed, "-out", out, "-inkey", person.key)
        return out.read_bytes()

    return opened


@pytest.fixture
def verify(tmp_path: Path, identity: SigningIdentity) -> Callable[[bytes], bytes]:
    """Verify a multipart/signed entity with openssl; the signed part as it is inside."""

    def verified(signed: bytes) -> bytes:
        source, out = tmp_path / "signed.eml", tmp_path / "verified.eml"
        source.write_bytes(signed)
        trust = (
            "-CAfile",
            identity.certificate_file,
            "-attime",
            str(int(NOW.timestamp())),
            "-purpose",
            "any",
        )
        run("openssl", "cms", "-verify", "-in", source, "-out", out, *trust)
        return out.read_bytes()

    return verified
