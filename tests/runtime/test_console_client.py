"""The edge enrols once, asks, tells and sends over mutual TLS, and knows "later" from "no"."""

import asyncio
import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest

from runtime.console_client import ConsoleClient, device_name
from runtime.errors import ConsoleRefused, ConsoleUnreachable, KeystoreError
from runtime.keystore import Keystore
from runtime.settings import ConsoleLink
from tests.runtime.conftest import make_incident
from tests.runtime.small_console import SmallConsole, until
from wire.event_batch import encode_event
from wire.heartbeat import Heartbeat

HEARTBEAT = Heartbeat("gw-1", "gateway", "0.1.0", "2026-01-31T08:00:00Z", 7, 3, "ok")
Connect = Callable[[ConsoleLink, Keystore], ConsoleClient]


@pytest.fixture
def connect() -> Iterator[Connect]:
    made: list[ConsoleClient] = []

    def connect(link: ConsoleLink, keystore: Keystore) -> ConsoleClient:
        made.append(ConsoleClient(link, keystore, "gateway"))
        return made[-1]

    yield connect
    for client in made:
        client.close()


@pytest.fixture
def client(connect: Connect, settings: ConsoleLink, enrolled: Keystore) -> ConsoleClient:
    """Gateway `gw-1`, enrolled."""
    return connect(settings, enrolled)


def token_of(settings: ConsoleLink) -> str | None:
    """Return what is left of the token, None when the file is gone."""
    file = Path(settings.token_file)
    return file.read_text() if file.exists() else None


async def test_a_token_buys_a_certificate_once(
    connect: Connect, settings: ConsoleLink, keystore: Keystore, console: SmallConsole
) -> None:
    client = connect(settings, keystore)
    assert await client.enrol_if_needed()
    assert keystore.enrolled
    assert token_of(settings) is None
    assert not await client.enrol_if_needed()
    assert console.requests.count("/v1/enrol") == 1
    assert (await client.heartbeat(HEARTBEAT)).policy_version == 0


async def test_a_token_in_a_directory_of_others_is_emptied(
    connect: Connect, settings: ConsoleLink, keystore: Keystore, monkeypatch: pytest.MonkeyPatch
) -> None:
    unlink = Path.unlink

    def not_ours(path: Path, *, missing_ok: bool = False) -> None:
        if path == Path(settings.token_file):
            raise PermissionError(13, "Permission denied")
        unlink(path, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "unlink", not_ours)
    await connect(settings, keystore).enrol_if_needed()
    assert token_of(settings) == ""


async def test_a_refused_token_is_told_and_nothing_is_kept(
    connect: Connect, settings: ConsoleLink, keystore: Keystore, console: SmallConsole
) -> None:
    console.tokens.clear()
    with pytest.raises(ConsoleRefused, match="403 the token is unknown or used") as caught:
        await connect(settings, keystore).enrol_if_needed()
    assert caught.value.status == 403
    assert "token-1" not in str(caught.value)
    assert not keystore.enrolled


async def test_without_a_token_it_says_which_setting_is_missing(
    connect: Connect, settings: ConsoleLink, keystore: Keystore
) -> None:
    with pytest.raises(ConsoleRefused, match="token_file names no token"):
        await connect(msgspec.structs.replace(settings, token_file=""), keystore).enrol_if_needed()
    with pytest.raises(ConsoleRefused, match="none: the secret cannot be read"):
        await connect(msgspec.structs.replace(settings, token_file="none"), keystore).enrol_if_needed()


async def test_a_certificate_for_another_key_is_not_taken_and_the_token_stays(
    connect: Connect, settings: ConsoleLink, keystore: Keystore, console: SmallConsole, tmp_path: Path
) -> None:
    other = Keystore(tmp_path / "other").device_key().public_key()
    console.raw_answer = msgspec.json.encode(console.enrol_reply("gw-1", other))
    with pytest.raises(KeystoreError, match="another key"):
        await connect(settings, keystore).enrol_if_needed()
    assert token_of(settings) == "token-1\n"


async def test_only_a_newer_bundle_is_fetched(client: ConsoleClient, console: SmallConsole) -> None:
    assert await client.fetch_bundle(0, 0) is None
    console.bundle = (4, b"envelope")
    assert await client.fetch_bundle(3, 5) == b"envelope"
    assert await client.fetch_bundle(4, 0) is None


async def test_a_question_is_held_until_there_is_an_answer_and_holds_up_nothing_else(
    client: ConsoleClient, console: SmallConsole
) -> None:
    asking = asyncio.create_task(client.fetch_bundle(0, 20))
    await until(lambda: console.requests)
    reply = await client.heartbeat(HEARTBEAT)
    assert dt.datetime.fromisoformat(reply.now).tzinfo is not None
    assert not asking.done()
    console.bundle = (1, b"envelope")
    assert await asyncio.wait_for(asking, 10) == b"envelope"
    assert console.heartbeats == [HEARTBEAT]


async def test_events_arrive_signed_and_whole(client: ConsoleClient, console: SmallConsole) -> None:
    raw = encode_event(make_incident("a"))
    reply = await client.send_events([raw])
    assert reply.accepted == ("a",)
    assert console.committed == {"a": raw}


@pytest.mark.parametrize(("status", "error"), [
    (503, ConsoleUnreachable), (500, ConsoleUnreachable), (429, ConsoleUnreachable),
    (400, ConsoleRefused), (403, ConsoleRefused), (404, ConsoleRefused), (302, ConsoleRefused),
])  # fmt: skip
async def test_later_is_not_no(
    client: ConsoleClient, console: SmallConsole,
    status: int, error: type[Exception],
) -> None:  # fmt: skip
    console.status = status
    with pytest.raises(error, match=f"{status} told to say so"):
        await client.heartbeat(HEARTBEAT)


@pytest.mark.parametrize(
    "answer", [b"", b"null", b"[]", b'{"accepted": 1}', b"\xff", b'{"accepted":["a b"]}']
)
async def test_an_answer_that_does_not_fit_counts_as_none(
    client: ConsoleClient, console: SmallConsole, answer: bytes
) -> None:
    console.raw_answer = answer
    with pytest.raises(ConsoleUnreachable, match="does not fit"):
        await client.send_events([b"{}"])


async def test_close_ends_what_is_under_way(client: ConsoleClient, console: SmallConsole) -> None:
    asking = asyncio.create_task(client.fetch_bundle(0, 20))
    await until(lambda: console.requests)
    client.close()
    with pytest.raises(ConsoleUnreachable):
        await asyncio.wait_for(asking, 10)
    with pytest.raises(ConsoleUnreachable, match="closed"):
        await client.heartbeat(HEARTBEAT)


def test_a_machine_without_a_name_takes_the_hosts(settings: ConsoleLink) -> None:
    assert device_name(settings) == "gw-1"
    assert device_name(ConsoleLink())
