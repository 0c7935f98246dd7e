"""All three flows at DEBUG, with both listeners: no client data and no secret reaches a log."""

import base64
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from installers.demo import samples_run
from installers.demo.collecting import FIRST_PASSWORD, Collector
from installers.demo.people import SENDER
from installers.demo.samples import mails
from installers.demo.samples.synthetic import NAMES, mobiles, resident_ids
from installers.demo.visitor import Visitor
from tests.end_to_end.conftest import Product, started

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

SEEDED = (*resident_ids(40), *mobiles(40), *NAMES, mails.PASSWORD)
IN_A_DRAFT = "WangXiaoming-11010519491231002X"


@pytest.fixture(scope="module", params=["native", "aiosmtpd"])
def used(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator[Product]:
    """The product after all samples went through it, a password was read and a policy was changed."""
    debug = '\n[log]\nlevel = "DEBUG"\n'
    with started(tmp_path_factory.mktemp("used"), more_settings=debug, listener=request.param) as product:
        with closing(Collector(product.where, product.token(SENDER.name))) as collector:
            seen = samples_run.run(product.where, collector)
        assert all(one.ok for one in seen), [one for one in seen if not one.ok]
        write_a_draft(product)
        yield product


def write_a_draft(product: Product) -> None:
    with closing(Visitor(product.where.console, product.where.authority)) as author:
        author.log_in_first(product.token("author"), FIRST_PASSWORD)
        _, page = author.get("/policies")
        _, page = author.submit("/policies/drafts", page)
        text = f"rules: [{IN_A_DRAFT}: {{"
        status, page = author.submit("/policies/drafts/1/save", page, document="bank", text=text)
    assert status == 200
    assert IN_A_DRAFT in page


def logs(product: Product) -> dict[Path, bytes]:
    found = {path: path.read_bytes() for path in product.where.var.rglob("*.log")}
    assert {path.stem for path in found} >= {"console", "gateway", "agent"}
    assert b'"level":"debug"' in b"".join(found.values()), "nothing was written at DEBUG"
    return found


def test_no_seeded_value_is_in_any_log(used: Product) -> None:
    for path, log in logs(used).items():
        for value in (*SEEDED, IN_A_DRAFT):
            for written in spellings(value):
                assert written not in log, f"{value} in {path.name}"


def test_no_secret_of_the_product_is_in_any_log(used: Product) -> None:
    secrets = [login.token.encode() for login in used.running.logins] + [FIRST_PASSWORD.encode()]
    keys = [one for path in used.where.var.rglob("*.key") for one in key_spellings(path.read_bytes())]
    assert keys
    for path, log in logs(used).items():
        for secret in secrets + keys:
            assert secret not in log, path.name


def key_spellings(key: bytes) -> list[bytes]:
    """A line of a PEM file, or a raw key as hexadecimal digits and base64."""
    if key.startswith(b"-----BEGIN"):
        return [key.splitlines()[1]]
    return [key.hex().encode(), base64.b64encode(key)[:20]]


def spellings(value: str) -> list[bytes]:
    """The value as text of two charsets, escaped, and the sure middle of its base64 forms."""
    raw = [value.encode(), value.encode("gb18030"), value.encode("unicode_escape")]
    shifted = [base64.b64encode(b"x" * shift + value.encode())[4:-4] for shift in range(3)]
    return raw + [one for one in shifted if len(one) >= 8]
