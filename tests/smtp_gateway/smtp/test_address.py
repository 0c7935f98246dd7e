"""Paths and parameters: kept as written, or refused; never repaired."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smtp_gateway.smtp.address import AddressRefused, MailPath, Parameter, parse


@pytest.mark.parametrize(
    ("argument", "raw", "mailbox", "domain"),
    [
        (b"TO:<wang@x.example>", b"wang@x.example", b"wang@x.example", "x.example"),
        (b"to: <Wang@X.Example.>", b"Wang@X.Example.", b"Wang@X.Example.", "x.example"),
        (b"TO:<@r1,@r2.example:a@x.example>", b"@r1,@r2.example:a@x.example", b"a@x.example", "x.example"),
        (b'TO:<"q s\\"@"@x.example>', b'"q s\\"@"@x.example', b'"q s\\"@"@x.example', "x.example"),
        (b"TO:<a@[192.0.2.1]>", b"a@[192.0.2.1]", b"a@[192.0.2.1]", "[192.0.2.1]"),
        (b"TO:<postmaster>", b"postmaster", b"postmaster", ""),
        ("TO:<王@例.cn>".encode(), "王@例.cn".encode(), "王@例.cn".encode(), "例.cn"),
    ],
)
def test_paths_are_kept_as_written(argument: bytes, raw: bytes, mailbox: bytes, domain: str) -> None:
    path, parameters = parse(argument, b"TO")
    assert (path.raw, path.mailbox, path.domain, parameters) == (raw, mailbox, domain, ())


def test_the_null_sender_and_parameters() -> None:
    path, parameters = parse(b"FROM:<> SIZE=10 Envid=QQ+3Dx SMTPUTF8", b"FROM")
    assert path == MailPath(b"")
    assert parameters == (
        Parameter("SIZE", b"10", b"SIZE=10"),
        Parameter("ENVID", b"QQ+3Dx", b"Envid=QQ+3Dx"),
        Parameter("SMTPUTF8", b"", b"SMTPUTF8"),
    )


@pytest.mark.parametrize(
    "argument",
    [
        b"", b"TO", b"FROM:<a@b>", b"TO:a@b", b"TO:<a@b", b"TO:<a@b>SIZE=1", b"TO:<a b@c>", b"TO:<a(x)@b>",
        b"TO:<a@b c>", b"TO:<a@>", b"TO:<@b>", b"TO:<a@b..c>", b"TO:<a@b@c>", b'TO:<"a@b>',
        b"TO:<=?utf-8?q?x?=@b>",
        b"TO:<a@b> SIZE=1 size=2", b"TO:<a@b> =x", b"TO:<a@b> X=", b"TO:<" + b"a" * 2000 + b"@b>",
    ],
)  # fmt: skip
def test_what_would_need_repair_is_refused(argument: bytes) -> None:
    with pytest.raises(AddressRefused) as refused:
        parse(argument, b"TO")
    assert refused.value.reply[:3] == b"501"


@given(st.binary(max_size=60))
def test_no_octets_make_it_fail_otherwise_or_let_a_line_end_through(octets: bytes) -> None:
    try:
        path, parameters = parse(b"TO:<" + octets, b"TO")
    except AddressRefused:
        return
    for part in (path.raw, *(parameter.raw for parameter in parameters)):
        assert not set(part) & set(b"\r\n\x00<>") - (set(b"<>") if part.startswith(b'"') else set())
