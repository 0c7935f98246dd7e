"""The vault: sealed, whole, and of no use to whoever changes or shortens it."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from agent import vault as vaults
from agent.parts import Parts
from agent.vault import CHUNK, Label, Vault, VaultDamaged

LABEL = Label(b"/r/\xff clients.xlsx", 3, "王丽", "wang")
AT = "2026-03-02T09:00:00.000000Z"


@pytest.fixture
def vault(parts: Parts) -> Vault:
    return parts.vault


@pytest.fixture
def plain(tmp_path: Path) -> Iterator[Callable[[bytes], int]]:
    opened: list[int] = []

    def make(content: bytes) -> int:
        (tmp_path / "plain").write_bytes(content)
        opened.append(os.open(tmp_path / "plain", os.O_RDONLY))
        return opened[-1]

    yield make
    for descriptor in opened:
        os.close(descriptor)


def sealed_file(tmp_path: Path) -> Path:
    [path] = (tmp_path / "state" / "vault").iterdir()
    return path


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK + 7])
def test_what_goes_in_comes_out(
    vault: Vault, tmp_path: Path, plain: Callable[[bytes], int], size: int
) -> None:
    content = os.urandom(size)
    vault.seal(plain(content), "d-1", LABEL, AT)
    assert vault.restore("d-1", tmp_path / "out") == LABEL
    assert (tmp_path / "out").read_bytes() == content
    assert (tmp_path / "out").stat().st_mode & 0o777 == 0o600
    assert vault.label("d-1") == LABEL
    [header] = vault.headers()
    assert (header.id, header.sealed_at, header.sealed_to) == ("d-1", AT, "machine")


def pieces(raw: bytes) -> tuple[bytes, list[bytes]]:
    header, _, rest = raw.partition(b"\n")
    found = []
    while rest:
        size = 4 + int.from_bytes(rest[:4], "big")
        found.append(rest[:size])
        rest = rest[size:]
    return header + b"\n", found


def flipped(raw: bytes) -> bytes:
    return raw[:-20] + bytes([raw[-20] ^ 1]) + raw[-19:]


def last_dropped(raw: bytes) -> bytes:
    header, found = pieces(raw)
    return header + b"".join(found[:-1])


def swapped(raw: bytes) -> bytes:
    header, found = pieces(raw)
    return header + b"".join([found[0], found[2], found[1], *found[3:]])


def cut(raw: bytes) -> bytes:
    return raw[:-100]


def label_only(raw: bytes) -> bytes:
    header, found = pieces(raw)
    return header + found[0]


def no_pieces(raw: bytes) -> bytes:
    return pieces(raw)[0]


def other_header(raw: bytes) -> bytes:
    return raw.replace(b'"sealed_at":"2026', b'"sealed_at":"2025')


@pytest.mark.parametrize("damage", [flipped, last_dropped, swapped, cut, label_only, no_pieces, other_header])
def test_a_changed_vault_file_does_not_open_and_leaves_no_half(
    vault: Vault, tmp_path: Path, plain: Callable[[bytes], int], damage: Callable[[bytes], bytes]
) -> None:
    vault.seal(plain(os.urandom(3 * CHUNK)), "d-1", LABEL, AT)
    path = sealed_file(tmp_path)
    path.write_bytes(damage(path.read_bytes()))
    with pytest.raises(VaultDamaged):
        vault.restore("d-1", tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_sealed_to_the_console_this_machine_cannot_open_it(
    parts: Parts, vault: Vault, tmp_path: Path, plain: Callable[[bytes], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    console = X25519PrivateKey.generate()
    monkeypatch.setattr(parts.keystore, "sealing_key", console.public_key)
    vault.seal(plain(b"abc"), "d-1", LABEL, AT)
    assert [header.sealed_to for header in vault.headers()] == ["console"]
    with pytest.raises(VaultDamaged, match="console's key"):
        vault.restore("d-1", tmp_path / "out")
    assert vault.restore("d-1", tmp_path / "out", console) == LABEL


def test_sealing_again_replaces_and_leaves_nothing_beside(
    vault: Vault, tmp_path: Path, plain: Callable[[bytes], int]
) -> None:
    vault.seal(plain(b"first"), "d-1", LABEL, AT)
    vault.seal(plain(b"second"), "d-1", LABEL, AT)
    vault.restore("d-1", tmp_path / "out")
    assert (tmp_path / "out").read_bytes() == b"second"
    assert sealed_file(tmp_path).stat().st_mode & 0o777 == 0o600


def test_a_copy_that_reads_back_otherwise_is_not_taken(
    vault: Vault, tmp_path: Path, plain: Callable[[bytes], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    descriptor = plain(b"first")
    compare = vaults._compare

    def racing(staged: Path, key: bytes, opened: int) -> None:
        (tmp_path / "plain").write_bytes(b"other")
        compare(staged, key, opened)

    monkeypatch.setattr(vaults, "_compare", racing)
    with pytest.raises(VaultDamaged, match="changed"):
        vault.seal(descriptor, "d-1", LABEL, AT)
    assert list((tmp_path / "state" / "vault").iterdir()) == []


def test_nothing_is_overwritten_and_no_path_is_taken_for_an_id(vault: Vault, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine", encoding="utf-8")
    for strange in ("", "../keys/vault", ".hidden", "unknown"):
        with pytest.raises(VaultDamaged):
            vault.restore(strange, tmp_path / "new")


def test_an_existing_target_stays(vault: Vault, tmp_path: Path, plain: Callable[[bytes], int]) -> None:
    vault.seal(plain(b"abc"), "d-1", LABEL, AT)
    (tmp_path / "out").write_text("mine", encoding="utf-8")
    with pytest.raises(FileExistsError):
        vault.restore("d-1", tmp_path / "out")
    assert (tmp_path / "out").read_text(encoding="utf-8") == "mine"


def test_a_stray_file_in_the_vault_is_left_out_of_the_list(vault: Vault, tmp_path: Path) -> None:
    (tmp_path / "state" / "vault" / "stray.vault").write_text("not json\n", encoding="utf-8")
    assert vault.headers() == []
