import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from server.audit import checkpoint

KEY = Ed25519PrivateKey.generate()
ROOT = bytes(range(32))


def test_a_note_says_what_was_signed() -> None:
    note = checkpoint.sign(7, ROOT, KEY)
    assert note.startswith("ashseal-audit\n7\n")
    assert checkpoint.verify(note, KEY.public_key()) == (7, ROOT)


@pytest.mark.parametrize(
    "change",
    [
        lambda note: note.replace("\n7\n", "\n8\n"),
        lambda note: note.replace("ashseal-audit\n7", "other-log\n7"),
        lambda note: note.replace("\n\n", "\n"),
        lambda note: note[:-12] + "AAAAAAAAAAA\n",
        lambda note: note[:0],
    ],
)
def test_a_changed_note_is_refused(change) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(ValueError, match=r"checkpoint|padding|base64|data"):
        checkpoint.verify(change(checkpoint.sign(7, ROOT, KEY)), KEY.public_key())


def test_another_key_is_refused() -> None:
    with pytest.raises(ValueError, match="another key"):
        checkpoint.verify(checkpoint.sign(7, ROOT, KEY), Ed25519PrivateKey.generate().public_key())
