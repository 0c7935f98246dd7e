"""What a session says that it can do."""

from smtp_gateway.smtp.options import SessionOptions


def test_the_offers_begin_with_the_name_and_promise_only_what_is_kept() -> None:
    offers = SessionOptions("g.example", size_max=1000).offers()
    assert offers[0] == "g.example"
    assert set(offers[1:]) == {
        "PIPELINING",
        "SIZE 1000",
        "8BITMIME",
        "SMTPUTF8",
        "ENHANCEDSTATUSCODES",
        "CHUNKING",
        "DSN",
        "XFORWARD NAME ADDR PORT PROTO HELO IDENT SOURCE",
    }


def test_a_25_mb_attachment_fits_unless_the_settings_say_less() -> None:
    offered = next(offer for offer in SessionOptions("g").offers() if offer.startswith("SIZE "))
    assert int(offered.removeprefix("SIZE ")) == 64 * 1024 * 1024 > 25_000_000 * 78 / 57  # as base64 lines


def test_smtputf8_is_not_offered_when_the_next_hop_lacks_it() -> None:
    with_it, without = SessionOptions("g").offers(), SessionOptions("g", utf8=False).offers()
    assert [offer for offer in with_it if offer not in without] == ["SMTPUTF8"]
