"""The gateway's settings: one TOML table a struct. Sizes in octets, durations in seconds."""

import ipaddress
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from runtime.settings import ConsoleLink, InspectionWorkers, LogOutput, MetricsListen, PolicySource, Port

Seconds = Annotated[float, Meta(gt=0, le=864_000)]
Positive = Annotated[int, Meta(ge=1, le=2**31 - 1)]
_WIDEST_PREFIX = 7  # bits; fc00::/7 is the widest network that is anybody's own


def _is_the_world(network: str) -> bool:
    """Return whether a network is wider than any of one's own; what is no network at all is told elsewhere."""
    try:
        return ipaddress.ip_network(network, strict=False).prefixlen < _WIDEST_PREFIX
    except ValueError:
        return False


class GatewayTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who this gateway is and where it keeps its state."""

    state_dir: str  # directory of spool, journal and keys; made with mode 0700
    instance: str = "ashseal"  # name in Received: fields; each gateway of a site has its own
    hostname: str = ""  # name in the greeting and to the next hop; "" takes the host's name


class Listen(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where mail comes in, from whom, and how much of it."""

    host: str = "127.0.0.1"  # address to listen on
    port: Port = 2525  # 0 takes a free port, written to ready.json
    allowed_clients: list[str] = msgspec.field(default_factory=lambda: ["127.0.0.0/8", "::1/128"])
    # addresses and networks whose mail is taken; everybody else gets 550 5.7.1
    listener: Literal["native", "aiosmtpd"] = "native"  # which of the two SMTP servers listens
    max_size: Positive = 64 * 1024 * 1024  # of one message
    max_recipients: Positive = 1000  # of one message; more get 452
    max_connections: Positive = 500  # at once; more get 421
    read_timeout: Seconds = 300.0  # without a single octet from the client
    commit_deadline: Seconds = 240.0  # from the end of a message to our decision; later is a 451

    def __post_init__(self) -> None:
        """Refuse to serve the whole world: the relay is never an open one."""
        for network in self.allowed_clients:
            if _is_the_world(network):
                raise ValueError(
                    f"allowed_clients: {network} makes an open relay; "
                    "name the networks of your own mail servers"
                )


class UpstreamTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The next mail server. Time limits are those of RFC 5321 §4.5.3.2 unless set."""

    host: str = "127.0.0.1"  # name or address
    port: Port = 10026  # its SMTP port
    connect_timeout: Seconds = 30.0  # for the connection and the greeting, each
    command_timeout: Seconds = 300.0  # for each reply but the last
    block_timeout: Seconds = 180.0  # for each block of the message
    final_timeout: Seconds = 600.0  # for the reply to the whole message
    idle_connections: Annotated[int, Meta(ge=0, le=100)] = 8  # kept open for the next mail
    idle_seconds: Seconds = 10.0  # how long one is kept


class Queue(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Delivery of what was committed: sealed copies, notices, retries."""

    first_retry: Seconds = 15.0  # after the first failure; doubles each time
    longest_retry: Seconds = 3600.0  # between two attempts
    lifetime: Seconds = 432_000.0  # five days, then the sender gets the mail back
    parallel: Annotated[int, Meta(ge=1, le=64)] = 4  # deliveries at once


class Sealing(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Certificates of recipients, and the identity that signs before sealing."""

    certificates_dir: str = ""  # recipients' certificates (PEM or DER); "" seals into PDF only
    signing_certificate_file: str = ""  # the gateway's own S/MIME certificate
    signing_key_file: str = ""  # its private key (PEM)


class Notices(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Mail that the gateway writes itself."""

    sender: str = "ashseal@localhost"  # From: of notices and bounces; the envelope sender is empty
    language: Literal["auto", "zh", "en"] = "auto"  # auto: the language of the mail itself
    console_public_url: str = ""  # where people reach the console, for the link to a password


class ExactMatch(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Exact-match indexes of clients."""

    files: tuple[str, ...] = ()  # what `ashseal-console edm build` wrote; a replaced file is read anew


class GatewaySettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All settings of `ashseal-gateway`."""

    gateway: GatewayTable
    listen: Listen = Listen()
    upstream: UpstreamTable = UpstreamTable()
    queue: Queue = Queue()
    console: ConsoleLink = ConsoleLink()
    sealing: Sealing = Sealing()
    notices: Notices = Notices()
    inspection: InspectionWorkers = InspectionWorkers()
    exact_match: ExactMatch = ExactMatch()
    metrics: MetricsListen = MetricsListen()
    policy: PolicySource = PolicySource()
    log: LogOutput = LogOutput()
