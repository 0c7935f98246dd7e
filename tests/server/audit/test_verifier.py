import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from server.audit import checkpoint, store, verifier
from server.audit.export import render
from server.audit.tree import Frontier, leaf_hash
from server.authz import Role
from tests.server.support import NOW, Rig, someone

AUDITOR = someone("auditor", Role.AUDIT_ADMIN)


def grow(rig: Rig, number: int) -> None:
    with rig.console.database.write() as connection:
        for i in range(number):
            rig.console.audit.record(connection, "li", "policy.approve", f"draft {i}")


@pytest.fixture
def export(rig: Rig, tmp_path: Path) -> Path:
    grow(rig, 20)
    path = tmp_path / "audit.jsonl"
    path.write_bytes(rig.console.audit.export(AUDITOR))
    return path


def test_an_export_holds(export: Path) -> None:
    found = verifier.verify_file(export)
    assert found.size == 21
    assert len(found.root) == 64


def drop(number: int) -> Callable[[list[bytes]], list[bytes]]:
    return lambda lines: lines[:number] + lines[number + 1 :]


@pytest.mark.parametrize(
    "tamper",
    [
        pytest.param(lambda lines: [line.replace(b"draft 3", b"draft 4") for line in lines], id="edited"),
        pytest.param(drop(5), id="deleted"),
        pytest.param(drop(-1 % 22), id="last-deleted"),
        pytest.param(lambda lines: lines[:-3], id="truncated"),
        pytest.param(lambda lines: lines[:1], id="emptied"),
        pytest.param(
            lambda lines: [*lines, lines[-1].replace(b'"sequence":20', b'"sequence":21')], id="added"
        ),
        pytest.param(lambda lines: [*lines[:4], lines[5], lines[4], *lines[6:]], id="exchanged"),
        pytest.param(
            lambda lines: [
                *lines[:4],
                lines[5].replace(b'"sequence":4', b'"sequence":3'),
                lines[4].replace(b'"sequence":3', b'"sequence":4'),
                *lines[6:],
            ],
            id="exchanged-and-renumbered",
        ),
        pytest.param(
            lambda lines: [lines[0].replace(b"\\n21\\n", b"\\n20\\n"), *lines[1:-1]], id="head-changed"
        ),
        pytest.param(
            lambda lines: [lines[0].replace(b"ashseal-audit-export-1", b"x"), *lines[1:]], id="no-export"
        ),
        pytest.param(lambda lines: [*lines, b"{"], id="no-json"),
    ],
)
def test_every_kind_of_tampering_is_detected(
    export: Path, tamper: Callable[[list[bytes]], list[bytes]], capsys: pytest.CaptureFixture[str]
) -> None:
    export.write_bytes(b"\n".join(tamper(export.read_bytes().splitlines())) + b"\n")
    with pytest.raises(verifier.AuditBroken):
        verifier.verify_file(export)
    assert verifier.main([str(export)]) == 1
    assert json.loads(capsys.readouterr().out)["ok"] is False


def test_a_log_rewritten_with_another_key_is_detected_by_the_right_key(
    rig: Rig, export: Path, tmp_path: Path
) -> None:
    right = tmp_path / "right.pem"
    public = rig.console.audit._key.public_key()
    right.write_bytes(public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
    assert verifier.main([str(export), "--key", str(right)]) == 0
    rig.console.audit._key = Ed25519PrivateKey.generate()
    grow(rig, 1)
    rig.console.audit.problem = ""
    export.write_bytes(rig.console.audit.export(AUDITOR))
    assert verifier.main([str(export)]) == 0  # it fits itself, which proves little
    assert verifier.main([str(export), "--key", str(right)]) == 1


def test_a_witness_notices_a_log_cut_back_and_signed_anew(rig: Rig, export: Path, tmp_path: Path) -> None:
    """Whoever has the key and the database can cut the log's end off; only who saw more can tell."""
    witness = tmp_path / "seen.txt"
    witness.write_text(json.loads(export.read_bytes().splitlines()[0])["checkpoint"])
    grow(rig, 3)
    export.write_bytes(rig.console.audit.export(AUDITOR))
    assert verifier.main([str(export), "--witness", str(witness)]) == 0
    with rig.console.database.read() as connection:
        kept = list(store.bodies(connection))[:10]
    frontier = Frontier()
    for _, body in kept:
        frontier.append(leaf_hash(body))
    key = rig.console.audit._key
    note = checkpoint.sign(10, frontier.root(), key)
    head = store.Head(10, frontier.root(), b"", note, NOW)
    export.write_bytes(render(head, kept, key.public_key()))
    assert verifier.main([str(export)]) == 0
    assert verifier.main([str(export), "--witness", str(witness)]) == 1


def test_it_runs_alone_as_one_file(export: Path, tmp_path: Path) -> None:
    alone = tmp_path / "elsewhere" / "verify.py"
    alone.parent.mkdir()
    shutil.copy(Path(verifier.__file__), alone)
    done = subprocess.run([sys.executable, "-I", str(alone), str(export)], capture_output=True, check=False)
    assert done.returncode == 0
    assert json.loads(done.stdout)["size"] == 21


def test_what_cannot_be_read_is_told_apart(tmp_path: Path) -> None:
    assert verifier.main([str(tmp_path / "missing")]) == 3
