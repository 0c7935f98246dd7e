"""Our own texts as a MIME entity, read by the standard library."""

import email
import email.policy

from smtp_gateway.sealing.alternative import alternative, new_boundary


def test_both_texts_arrive_and_lines_end_in_crlf() -> None:
    raw = alternative("第一行\nsecond line\n", "<p>第一行</p>\n")
    assert b"\n" not in raw.replace(b"\r\n", b"")
    message = email.message_from_bytes(raw, policy=email.policy.SMTP)
    plain, html = message.iter_parts()
    assert (message.get_content_type(), plain.get_content_type(), html.get_content_type()) == (
        "multipart/alternative",
        "text/plain",
        "text/html",
    )
    assert plain.get_content() == "第一行\r\nsecond line\r\n"
    assert html.get_content() == "<p>第一行</p>\r\n"
    assert not message.defects


def test_no_boundary_comes_twice() -> None:
    assert len({new_boundary() for _ in range(100)}) == 100
