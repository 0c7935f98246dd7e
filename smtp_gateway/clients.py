"""Which clients are served. Everybody else is told so: an open relay is never a default."""

import ipaddress
from collections.abc import Iterable

from runtime.errors import SettingsError


class AllowedClients:
    """The addresses and networks of `listen.allowed_clients`."""

    def __init__(self, networks: Iterable[str]) -> None:
        """Take the networks as text.

        Raises:
            SettingsError: one of them is neither an address nor a network.
        """
        self._networks = [_network(text) for text in networks]

    def serves(self, address: str) -> bool:
        """Return whether mail of the client at `address` is taken; IPv4 in IPv6 counts as IPv4."""
        try:
            client = ipaddress.ip_address(address.partition("%")[0])
        except ValueError:
            return False
        mapped = getattr(client, "ipv4_mapped", None)
        client = mapped or client
        return any(client in network for network in self._networks)


def _network(text: str) -> ipaddress.IPv4Network | ipaddress.IPv6Network:
    try:
        return ipaddress.ip_network(text)
    except ValueError as error:
        raise SettingsError(f"listen.allowed_clients: {error}; write 192.0.2.10 or 192.0.2.0/24") from None
