"""Who is served: nobody but those whom the settings name."""

import pytest

from runtime.errors import SettingsError
from smtp_gateway.clients import AllowedClients
from smtp_gateway.settings import Listen


@pytest.mark.parametrize(
    ("networks", "address", "served"),
    [
        (["192.0.2.0/24"], "192.0.2.255", True),
        (["192.0.2.0/24"], "192.0.3.0", False),
        (["192.0.2.10"], "192.0.2.10", True),
        (["192.0.2.10"], "192.0.2.11", False),
        (["2001:db8::/32"], "2001:db8:1::1", True),
        (["2001:db8::/32"], "2001:db9::1", False),
        (["192.0.2.1", "198.51.100.0/24"], "198.51.100.7", True),
        (["192.0.2.0/24"], "::ffff:192.0.2.7", True),  # a socket that listens on both
        (["192.0.2.0/24"], "::ffff:192.0.3.7", False),
        (["fe80::/10"], "fe80::1%eth0", True),
        (["0.0.0.0/0"], "::1", False),
        (["0.0.0.0/0", "::/0"], "", False),
        (["0.0.0.0/0", "::/0"], "/run/a-socket", False),
        ([], "127.0.0.1", False),
    ],
)
def test_who_is_served(networks: list[str], address: str, served: bool) -> None:
    assert AllowedClients(networks).serves(address) is served


@pytest.mark.parametrize(("address", "served"), [("127.0.0.1", True), ("::1", True), ("192.0.2.1", False)])
def test_the_shipped_settings_serve_this_machine_only(address: str, served: bool) -> None:
    assert AllowedClients(Listen().allowed_clients).serves(address) is served


@pytest.mark.parametrize("text", ["mail.example", "192.0.2.1/24", "192.0.2.0/33", "192.0.2.", "", "*"])
def test_a_mistake_is_told_with_a_remedy(text: str) -> None:
    with pytest.raises(SettingsError, match=r"listen\.allowed_clients: .*; write 192\.0\.2\.10 or "):
        AllowedClients(["192.0.2.1", text])
