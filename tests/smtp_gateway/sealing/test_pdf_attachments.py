"""Embedded files: content, names and kinds as other programs read them."""

from pathlib import Path

import pikepdf

from smtp_gateway.sealing.pdf_attachments import EmbeddedFiles
from tests.smtp_gateway.sealing.programs import run


def embedded(folder: Path, files: dict[str, tuple[str, bytes]]) -> Path:
    path = folder / "out.pdf"
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        tree = EmbeddedFiles(pdf)
        for name, (kind, content) in files.items():
            tree.add(name, kind, content)
        pdf.save(path, compress_streams=False)
    return path


def test_files_come_out_as_they_went_in(tmp_path: Path) -> None:
    files = {
        "对账单.xlsx": ("application/zip", bytes(range(256))),
        "text.txt": ("text/plain", b"the same line\r\n" * 10_000),
        "empty": ("text/plain", b""),
    }
    path = embedded(tmp_path, files)
    for name, (_, content) in files.items():
        assert run("qpdf", f"--show-attachment={name}", path) == content
    assert path.stat().st_size < 10_000


def test_a_kind_that_is_none_becomes_octets(tmp_path: Path) -> None:
    path = embedded(tmp_path, {"a": ("text/x (\x00y", b"x"), "b": ("image/png", b"x")})
    with pikepdf.open(path) as pdf:
        kinds = {name: spec.get_file().mime_type for name, spec in pdf.attachments.items()}
    assert kinds == {"a": "application/octet-stream", "b": "image/png"}
