"""Documents to register, made of text that nothing else has."""

from policies.fingerprint.register import kept_of
from server.documents.types import NewDocument
from tests.policies.fingerprint.test_register import prose


def made(name: str, category: str = "contract", *, seed: int = 1) -> NewDocument:
    """Return a document of some 900 characters."""
    kept = kept_of(prose(seed, 900))
    return NewDocument(name, category, kept.letters, kept.grams.astype("<u8").tobytes(), f"{seed:064}")
