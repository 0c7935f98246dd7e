"""Parts by span, compared with the standard library's parser and on damaged messages."""

import email
import email.policy
import mmap
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smtp_gateway.sealing.mime_parts import DEPTH_MAX, PARTS_MAX, read_parts
from tests.smtp_gateway.sealing import samples


def contents(mail: bytes) -> list[tuple[str, bytes]]:
    return [(part.media_type, part.content(mail)) for part in read_parts(mail)[1]]


def nested(depth: int) -> bytes:
    inner = b"Content-Type: text/plain\r\n\r\ndeep\r\n"
    for level in range(depth):
        mark = f"b{level}".encode()
        inner = (
            b"Content-Type: multipart/mixed; boundary="
            + mark
            + b"\r\n\r\n--"
            + mark
            + b"\r\n"
            + inner
            + b"--"
            + mark
            + b"--\r\n"
        )
    return inner


def test_leaves_are_those_of_the_standard_library() -> None:
    mail = samples.multipart(
        samples.text_part(samples.TEXT, "gbk"),
        samples.attachment("客户对账单.xlsx", samples.SHEET),
        b"Content-Type: text/plain\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\na=3Db=\r\nc\r\n",
    )
    parsed = email.message_from_bytes(mail, policy=email.policy.SMTP)
    expected = [(part.get_content_type(), part.get_payload(decode=True)) for part in parsed.iter_parts()]
    assert contents(mail) == expected


def test_a_memory_map_is_read_like_octets(tmp_path: Path) -> None:
    path = tmp_path / "mail.eml"
    path.write_bytes(samples.statement())
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        found = [(part.media_type, part.content(data)) for part in read_parts(data)[1]]
    assert found == contents(samples.statement())


@pytest.mark.parametrize(
    ("header", "name"),
    [
        (f'Content-Disposition: attachment; filename="{samples.word("对账单.pdf", "gbk")}"', "对账单.pdf"),
        ("Content-Disposition: attachment; filename*=utf-8''%E5%AF%B9%E8%B4%A6%E5%8D%95.pdf", "对账单.pdf"),
        (
            "Content-Disposition: attachment; filename*0*=gbk''%B6%D4%D5%CB;\r\n filename*1*=%B5%A5.pdf",
            "对账单.pdf",
        ),
        ('Content-Disposition: attachment; filename="对账单.pdf"', "对账单.pdf"),
        ('Content-Type: application/pdf; name="a.pdf"', "a.pdf"),
        ("Content-Type: application/pdf", ""),
    ],
)
@pytest.mark.parametrize("charset", ["utf-8", "gbk"])
def test_file_names_as_mail_programs_write_them(header: str, name: str, charset: str) -> None:
    mail = samples.multipart(header.encode(charset) + b"\r\n\r\nx\r\n")
    (part,) = read_parts(mail)[1]
    assert part.filename == name
    assert part.is_attachment is (bool(name))


@pytest.mark.parametrize(
    ("encoded", "content"),
    [
        (b"aGVsbG8=", b"hello"),
        (b"aGVsbG8", b"hello"),
        (b"aGV\r\n sbG8=\r\n", b"hello"),
        (b"a", b"a"),
        (b"", b""),
    ],
)
def test_base64_that_is_damaged_gives_what_can_be_read(encoded: bytes, content: bytes) -> None:
    assert contents(b"Content-Transfer-Encoding: BASE64\r\n\r\n" + encoded) == [("text/plain", content)]


def test_a_cut_off_multipart_gives_what_is_there() -> None:
    mail = samples.multipart(samples.text_part("one"), b"Content-Type: text/plain\r\n\r\ntwo", close=False)
    assert contents(mail) == [("text/plain", b"one"), ("text/plain", b"two")]


@pytest.mark.parametrize("kind", ["multipart/mixed", "multipart/mixed; boundary=absent"])
def test_a_multipart_without_parts_is_one_leaf(kind: str) -> None:
    mail = samples.head(Content_Type=kind) + b"\r\n--other\r\nbody"
    assert [content for _, content in contents(mail)] == [b"--other\r\nbody"]


def test_depth_and_number_are_limited_and_nothing_is_lost() -> None:
    assert contents(nested(DEPTH_MAX)) == [("text/plain", b"deep")]
    (leaf,) = contents(nested(DEPTH_MAX + 3))
    assert b"deep" in leaf[1]
    many = samples.multipart(*[samples.text_part("x")] * (PARTS_MAX + 1))
    assert len(contents(many)) == 1


def test_alternatives_are_numbered() -> None:
    inner = samples.multipart(
        samples.text_part("a"), samples.text_part("b", subtype="html"), subtype="alternative"
    )
    outer = inner.replace(b"limit", b"inner").partition(b"MIME-Version: 1.0\r\n")[2]
    mail = samples.multipart(outer, samples.text_part("c"))
    assert [part.alternative for part in read_parts(mail)[1]] == [1, 1, 0]


@given(st.binary(max_size=200))
def test_any_octets_give_parts(data: bytes) -> None:
    mail = b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n" + data + b"\r\n--b--\r\n"
    assert read_parts(mail)[1]
    assert all(part.content(mail) is not None for part in read_parts(mail)[1])
