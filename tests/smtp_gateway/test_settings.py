"""The gateway's settings: what the least file means, what no file may say."""

import pytest

from runtime.errors import SettingsError
from runtime.settings import parse
from smtp_gateway.clients import AllowedClients
from smtp_gateway.settings import GatewaySettings

LEAST = '[gateway]\nstate_dir = "/var/lib/ashseal"\n'


def read(more: str = "", text: str = LEAST) -> GatewaySettings:
    return parse((text + more).encode(), GatewaySettings, name="gateway.toml")


def test_the_least_file_is_a_relay_for_this_machine_alone() -> None:
    settings = read()
    assert (settings.listen.host, settings.listen.port) == ("127.0.0.1", 2525)
    clients = AllowedClients(settings.listen.allowed_clients)
    assert all(clients.serves(address) for address in ("127.0.0.1", "127.9.9.9", "::1"))
    assert not any(clients.serves(address) for address in ("10.0.0.1", "192.0.2.1", "2001:db8::1"))
    assert settings.listen.max_size >= 25_000_000 * 4 / 3 * 78 / 76  # an attachment of 25 MB, as base64


def test_a_client_is_answered_in_the_time_that_mail_servers_wait() -> None:
    """RFC 5321 §4.5.3.2: ten minutes for the last reply, and five for any other."""
    settings = read()
    assert settings.listen.commit_deadline < 600
    assert settings.listen.read_timeout >= 300
    upstream = settings.upstream
    assert (upstream.command_timeout, upstream.block_timeout, upstream.final_timeout) == (300, 180, 600)
    assert settings.queue.first_retry < settings.queue.longest_retry < settings.queue.lifetime


@pytest.mark.parametrize("everybody", ["0.0.0.0/0", "::/0", "0.0.0.0/0.0.0.0", "128.0.0.0/1", "10.0.0.1/0"])
def test_no_settings_make_an_open_relay(everybody: str) -> None:
    with pytest.raises(SettingsError) as wrong:
        read(f'[listen]\nallowed_clients = ["127.0.0.1", "{everybody}"]\n')
    assert f"allowed_clients: {everybody} makes an open relay; name the networks" in str(wrong.value)


def test_a_bank_may_serve_all_of_its_own_networks() -> None:
    own = ["10.0.0.0/8", "172.16.0.0/12", "fc00::/7", "192.0.2.10"]
    assert read(f"[listen]\nallowed_clients = {own}\n").listen.allowed_clients == own


def test_nobody_at_all_may_be_served() -> None:
    assert read("[listen]\nallowed_clients = []\n").listen.allowed_clients == []


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ('[listen]\nallowed_client = ["::1"]\n', "`listen.allowed_client`; did you mean `allowed_clients`?"),
        ("[upstream]\nprot = 25\n", "`upstream.prot`; did you mean `port`?"),
        ("[queue]\nlife_time = 5\n", "`queue.life_time`; did you mean `lifetime`?"),
        ('[sealing]\ncertificate_dir = "x"\n', "`sealing.certificate_dir`; did you mean `certificates_dir`?"),
        ('[notices]\nlang = "zh"\n', "`notices.lang`; did you mean `language`?"),
        ("[gatway]\nx = 1\n", "`gatway`; did you mean `gateway`?"),
        ("[listen]\nport = 70000\n", "at `listen.port`"),
        ("[listen]\nmax_size = 0\n", "at `listen.max_size`"),
        ("[listen]\nread_timeout = 0\n", "at `listen.read_timeout`"),
        ('[listen]\nlistener = "smtpd"\n', "at `listen.listener`"),
        ("[upstream]\nidle_connections = -1\n", "at `upstream.idle_connections`"),
        ("[queue]\nparallel = 65\n", "at `queue.parallel`"),
        ('[notices]\nlanguage = "fr"\n', "at `notices.language`"),
    ],
)  # fmt: skip
def test_a_mistake_is_named_with_its_key(more: str, words: str) -> None:
    with pytest.raises(SettingsError) as wrong:
        read(more)
    assert words in str(wrong.value)


def test_where_state_is_kept_must_be_said() -> None:
    with pytest.raises(SettingsError, match="`gateway`"):
        read(text="")
    with pytest.raises(SettingsError, match="`state_dir`"):
        read(text="[gateway]\n")
