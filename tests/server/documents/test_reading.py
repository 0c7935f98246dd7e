"""What is kept of a file comes from its text, whatever its format; what was not read is refused."""

import zipfile
from pathlib import Path

import docx
import pytest

from policies.fingerprint.register import kept_of
from server.documents.reading import files_below, names_of, read
from server.documents.types import NewDocument
from server.errors import Invalid
from tests.inspection import samples
from tests.policies.fingerprint.test_register import prose

KEY = b"h" * 32
PARAGRAPHS = [prose(seed, 80) for seed in range(20)]


def word(path: Path) -> Path:
    made = docx.Document()
    for paragraph in PARAGRAPHS:
        made.add_paragraph(paragraph.replace("\n", ""))
    made.save(str(path))
    return path


def read_as(path: Path, *passwords: str) -> NewDocument:
    return read(path, KEY, name="a", category="contract", passwords=passwords)


def test_paragraphs_are_kept_as_one_text(tmp_path: Path) -> None:
    one = read_as(word(tmp_path / "a.docx"))
    assert one.letters == kept_of("\n".join(PARAGRAPHS)).letters
    assert (one.name, one.category, len(one.mark)) == ("a", "contract", 64)


def test_what_cannot_be_read_in_full_is_refused_with_the_reason(tmp_path: Path) -> None:
    path = word(tmp_path / "a.docx")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("word/embeddings/b.docx", samples.word()[:300])
    with pytest.raises(Invalid, match=r"it could not be read in full \(malformed:"):
        read_as(path)


def test_a_file_with_too_little_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("见附件 12,000.00")
    with pytest.raises(Invalid, match="too short to be met again; a document needs some 150 letters"):
        read_as(tmp_path / "a.txt")


def test_a_file_that_is_not_there_is_no_empty_one(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_as(tmp_path / "a.docx")


def test_files_below_a_folder_are_found_in_order_and_links_are_not_followed(tmp_path: Path) -> None:
    for name in ("b/c.txt", "a.txt", "b/a.txt", ".hidden"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    (tmp_path / "z").symlink_to(tmp_path / "a.txt")
    (tmp_path / "y").symlink_to(tmp_path / "b")
    found = [path.relative_to(tmp_path).as_posix() for path in files_below(tmp_path)]
    assert found == [".hidden", "a.txt", "b/a.txt", "b/c.txt"]
    assert list(files_below(tmp_path / "a.txt")) == [tmp_path / "a.txt"]


def test_a_document_is_called_by_its_place_without_ending_unless_two_are_alike(tmp_path: Path) -> None:
    files = [tmp_path / name for name in ("loans/合同.docx", "loans/合同.pdf", "loans/表.docx")]
    assert list(names_of(tmp_path, files).values()) == ["loans/合同.docx", "loans/合同.pdf", "loans/表"]
    assert names_of(files[0], files[:1]) == {files[0]: "合同"}
