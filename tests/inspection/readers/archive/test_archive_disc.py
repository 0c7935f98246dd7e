"""Disc images: all trees over the same files, each file once."""

import io

import pycdlib
import pytest

from policies.inspected import InspectionVerdict
from tests.inspection.readers.packed import packed
from tests.inspection.samples import ID, Reading

TEXT = f"客户身份证 {ID} 结束\n".encode()


def disc(*, rock_ridge: bool = True, joliet: bool = True, joliet_only: bytes = b"") -> bytes:
    image = pycdlib.PyCdlib()
    image.new(
        rock_ridge="1.09" if rock_ridge else None, joliet=3 if joliet else None, pub_ident_str="THE PUBLISHER"
    )
    names = {"rr_name": "rock.txt"} if rock_ridge else {}
    names |= {"joliet_path": "/客户表.txt"} if joliet else {}
    image.add_fp(io.BytesIO(TEXT), len(TEXT), "/PLAIN.TXT;1", **names)
    if rock_ridge:
        image.add_symlink("/LINK.;1", "link", "/link/target")
    if joliet_only:
        extra = {"rr_name": "x"} if rock_ridge else {}
        image.add_fp(io.BytesIO(joliet_only), len(joliet_only), "/X.;1", joliet_path="/x", **extra)
        image.rm_hard_link(iso_path="/X.;1")
    buffer = io.BytesIO()
    image.write_fp(buffer)
    image.close()
    return buffer.getvalue()


@pytest.mark.parametrize("rock_ridge", [True, False])
@pytest.mark.parametrize("joliet", [True, False])
def test_names_of_all_trees_and_contents_once(rock_ridge: bool, joliet: bool) -> None:
    reading = Reading(disc(rock_ridge=rock_ridge, joliet=joliet))
    assert (reading.verdict, reading.walk.reason) == (InspectionVerdict.INSPECTED, "")
    assert reading.primary.count(ID) == 1
    for name, there in (
        ("PLAIN.TXT", True),
        ("rock.txt", rock_ridge),
        ("/link/target", rock_ridge),
        ("客户表.txt", joliet),
    ):
        assert (name in reading.primary) == there
    assert "THE PUBLISHER" in reading.primary


def test_a_file_that_only_one_tree_shows_is_read() -> None:
    assert "in one tree only" in Reading(disc(joliet_only=b"in one tree only")).primary


def test_what_stands_before_and_behind_the_volumes_is_read() -> None:
    image = packed("iso9660", {"a.txt": TEXT})
    reading = Reading(b"before the first descriptor".ljust(32768, b"\0") + image[32768:] + b"behind the last")
    assert "behind the last" in reading.primary
    assert "before the first descriptor" in reading.text


def test_a_cut_image_is_told_and_its_strings_are_read() -> None:
    content = disc()
    at = content.index(TEXT)
    reading = Reading(content[: at + len(TEXT)])
    assert reading.found_or_told(ID)
    assert ID in reading.text


def test_files_are_read_once_and_what_no_tree_shows_by_its_strings() -> None:
    image = packed("iso9660", {"a.txt": TEXT, "b.bin": bytes(range(32, 127)) * 100})
    assert Reading(image).text.count(ID) == 1
    blank = (
        image.index(TEXT) + 2048 - image.index(TEXT) % 2048 - 100
    )  # in the last sector of the file, behind it
    assert not image[blank : blank + 100].strip(b"\0")
    hidden = image[:blank] + b"in the slack of a sector" + image[blank + 24 :]
    assert "in the slack of a sector" in Reading(hidden).text
