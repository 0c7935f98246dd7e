"""A connection to the console trusts its authority alone, is bounded, and ends when told."""

import asyncio
import ssl
import time
from pathlib import Path

import pytest

from runtime.errors import ConsoleUnreachable, SettingsError
from runtime.https_connection import HttpsConnection, client_context
from runtime.keystore import Keystore
from tests.runtime.small_console import Authority, SmallConsole, until


def connect(console: SmallConsole, keystore: Keystore, seconds: float = 10.0) -> HttpsConnection:
    return HttpsConnection(console.url, client_context(str(console.ca_file), keystore), seconds)


def test_requests_share_a_connection_and_show_our_certificate(
    console: SmallConsole, enrolled: Keystore
) -> None:
    connection = connect(console, enrolled)
    for _ in range(2):
        answer = connection.request("GET", "/v1/bundle?have=0&wait=0", None, 1000)
        assert (answer.status, answer.body) == (204, b"")
    assert console.connections == 1
    connection.abort()


def test_a_connection_that_the_console_closed_meanwhile_is_made_again(
    console: SmallConsole, enrolled: Keystore
) -> None:
    connection = connect(console, enrolled)
    connection.request("GET", "/v1/bundle?have=0&wait=0", None, 1000)
    console.stop()
    console.start()
    assert connection.request("GET", "/v1/bundle?have=0&wait=0", None, 1000).status == 204
    connection.abort()


def test_a_console_that_is_away_is_unreachable(console: SmallConsole, enrolled: Keystore) -> None:
    connection = connect(console, enrolled)
    console.stop()
    with pytest.raises(ConsoleUnreachable, match="ConnectionRefused"):
        connection.request("GET", "/v1/bundle?have=0&wait=0", None, 1000)


def test_an_answer_that_does_not_come_in_time_is_none(console: SmallConsole, enrolled: Keystore) -> None:
    connection = connect(console, enrolled, seconds=0.2)
    began = time.monotonic()
    with pytest.raises(ConsoleUnreachable, match="TimeoutError"):
        connection.request("GET", "/v1/bundle?have=0&wait=5", None, 1000)
    assert time.monotonic() - began < 4
    assert console.requests == ["/v1/bundle"]


def test_an_answer_without_end_is_cut_off(console: SmallConsole, enrolled: Keystore) -> None:
    console.raw_answer = b"x" * 2000
    connection = connect(console, enrolled)
    with pytest.raises(ConsoleUnreachable, match="more than 1999 octets"):
        connection.request("GET", "/v1/bundle?have=0&wait=0", None, 1999)
    assert len(connection.request("GET", "/v1/bundle?have=0&wait=0", None, 2000).body) == 2000
    connection.abort()


def test_another_authority_is_not_believed(console: SmallConsole, enrolled: Keystore, tmp_path: Path) -> None:
    console.ca_file.write_text(Authority().pem)
    with pytest.raises(ConsoleUnreachable, match="certificate verify failed"):
        connect(console, enrolled).request("GET", "/v1/bundle?have=0&wait=0", None, 1000)
    assert console.requests == []


def test_a_certificate_for_another_host_is_not_believed(console: SmallConsole, enrolled: Keystore) -> None:
    url = console.url.replace("127.0.0.1", "localhost")
    connection = HttpsConnection(url, client_context(str(console.ca_file), enrolled), 10)
    with pytest.raises(ConsoleUnreachable, match="ertificate"):
        connection.request("GET", "/v1/bundle?have=0&wait=0", None, 1000)


async def test_abort_ends_a_request_under_way(console: SmallConsole, enrolled: Keystore) -> None:
    connection = connect(console, enrolled, seconds=60)
    asking = asyncio.to_thread(connection.request, "GET", "/v1/bundle?have=0&wait=20", None, 1000)
    task = asyncio.create_task(asking)
    await until(lambda: console.requests)
    began = time.monotonic()
    connection.abort()
    with pytest.raises(ConsoleUnreachable):
        await task
    assert time.monotonic() - began < 10
    with pytest.raises(ConsoleUnreachable, match="closed"):
        connection.request("GET", "/", None, 1)


def test_only_tls_1_3_is_spoken(console: SmallConsole, keystore: Keystore) -> None:
    context = client_context(str(console.ca_file), keystore)
    assert context.minimum_version is ssl.TLSVersion.TLSv1_3
    assert context.verify_mode is ssl.CERT_REQUIRED
    assert context.check_hostname


@pytest.mark.parametrize("url", ["http://127.0.0.1:1", "127.0.0.1:1", "https://", "https://a/console", ""])
def test_an_address_that_is_none_of_a_console_is_a_settings_error(url: str) -> None:
    with pytest.raises(SettingsError, match=r"\[console\] url"):
        HttpsConnection(url, ssl.create_default_context(), 1)


def test_without_an_authority_nothing_is_believed(keystore: Keystore, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="must name the certificate"):
        client_context("", keystore)
    with pytest.raises(SettingsError, match="no certificate can be read"):
        client_context(str(tmp_path / "none.pem"), keystore)
    (tmp_path / "junk.pem").write_text("junk")
    with pytest.raises(SettingsError, match="no certificate can be read"):
        client_context(str(tmp_path / "junk.pem"), keystore)


def test_after_enrolment_the_authority_it_told_is_enough(console: SmallConsole, enrolled: Keystore) -> None:
    connection = HttpsConnection(console.url, client_context("", enrolled), 10)
    assert connection.request("GET", "/v1/bundle?have=0&wait=0", None, 1000).status == 204
    connection.abort()
