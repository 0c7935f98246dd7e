"""Where the demonstration keeps its state, and the settings of each component."""

import getpass
import json
import socket
from dataclasses import dataclass
from pathlib import Path

from installers.demo.identities import create_identity
from installers.demo.options import Options
from installers.demo.people import BANK_DOMAIN, PARTNER, SENDER

MACHINES_PORT = 8444
LEFTOVER_SECONDS = 5


class PortTaken(Exception):
    """An address is in use; the message names it."""


@dataclass(frozen=True, slots=True)
class Places:
    """Folders and addresses of one demonstration; addresses are `host:port`."""

    var: Path
    smtp: str
    console: str
    machines: str
    next_hop: str
    own_next_hop: bool
    agent_path: Path

    @property
    def mailbox(self) -> Path:
        """Where our own next hop files mail."""
        return self.var / "mailbox"

    @property
    def partner_certificate(self) -> Path:
        """The certificate that the gateway knows of the partner."""
        return self.var / "certificates" / f"{PARTNER.address}.pem"

    @property
    def partner_key(self) -> Path:
        """The partner's private key, with which the demonstration opens what was sealed."""
        return self.var / "partner" / "key.pem"

    @property
    def authority(self) -> Path:
        """The certificate of the console's own authority (PEM)."""
        return self.var / "console" / "authority.pem"

    def settings(self, component: str) -> Path:
        """Return the settings file of `console`, `gateway` or `agent`."""
        return self.var / f"{component}.toml"

    def ready(self, component: str) -> Path:
        """Return the file in which a component says that it listens."""
        return self.var / component / "ready.json"


def choose(options: Options, var: Path) -> Places:
    """Return folders and free addresses.

    Raises:
        PortTaken: an address that was asked for is in use.
    """
    console = _address(options.console)
    machines_port = MACHINES_PORT if console.endswith(":8443") else 0
    machines = _address(f"{console.rpartition(':')[0]}:{machines_port}")
    next_hop = options.upstream or _address("127.0.0.1:0")
    agent_path = (options.agent_path or var / "workstation").resolve()
    smtp = _address(options.smtp)
    return Places(var, smtp, console, machines, next_hop, not options.upstream, agent_path)


def lay_out(places: Places, *, desktop: bool) -> None:
    """Create the folders, the demonstration's keys and the settings files."""
    for folder in (
        places.mailbox,
        places.partner_certificate.parent,
        places.partner_key.parent,
        places.var / "logs",
    ):
        folder.mkdir(parents=True, exist_ok=True)
    for component in ("console", "gateway", "agent"):
        (places.var / component).mkdir(mode=0o700, exist_ok=True)
    places.agent_path.mkdir(parents=True, exist_ok=True)
    if not places.partner_key.exists():
        create_identity(PARTNER.address, places.partner_certificate, places.partner_key)
        signer = places.var / "gateway"
        create_identity(f"seal@{BANK_DOMAIN}", signer / "signing.pem", signer / "signing.key")
    for component, text in _settings(places, desktop=desktop).items():
        places.settings(component).write_text(text, encoding="utf-8")


def _settings(places: Places, *, desktop: bool) -> dict[str, str]:
    return {
        "console": _console(places),
        "gateway": _gateway(places),
        "agent": _agent(places, desktop=desktop),
    }


def _console(places: Places) -> str:
    host, port = _split(places.console)
    machines_host, machines_port = _split(places.machines)
    mail_host, mail_port = _split(places.next_hop)
    return f"""\
[console]
state_dir = {_quote(places.var / "console")}
host = {_quote(host)}
port = {port}
machines_host = {_quote(machines_host)}
machines_port = {machines_port}
public_url = "https://{places.console}"
demo = true

[alerts.email]
host = {_quote(mail_host)}
port = {mail_port}
sender = "ashseal@{BANK_DOMAIN}"
recipients = ["compliance@{BANK_DOMAIN}"]

[metrics]
host = "127.0.0.1"
port = 0
"""


def _gateway(places: Places) -> str:
    host, port = _split(places.smtp)
    mail_host, mail_port = _split(places.next_hop)
    state = places.var / "gateway"
    return f"""\
[gateway]
instance = "demo-gateway"
state_dir = {_quote(state)}

[listen]
host = {_quote(host)}
port = {port}

[upstream]
host = {_quote(mail_host)}
port = {mail_port}

[console]
{_link(places, "gateway")}
[sealing]
certificates_dir = {_quote(places.partner_certificate.parent)}
signing_certificate_file = {_quote(state / "signing.pem")}
signing_key_file = {_quote(state / "signing.key")}

[notices]
sender = "ashseal@{BANK_DOMAIN}"
console_public_url = "https://{places.console}"

[metrics]
host = "127.0.0.1"
port = 0
"""


def _agent(places: Places, *, desktop: bool) -> str:
    return f"""\
[agent]
state_dir = {_quote(places.var / "agent")}
roots = [{_quote(places.agent_path)}]
deadline_seconds = {600 if desktop else LEFTOVER_SECONDS}
prompt = "{"desktop" if desktop else "none"}"
steward = "branch-steward"
persons = {{ {_quote(getpass.getuser())} = "{SENDER.name}" }}

[console]
{_link(places, "agent")}
[metrics]
host = "127.0.0.1"
port = 0
"""


def _link(places: Places, component: str) -> str:
    return f"""\
url = "https://{places.machines}"
ca_file = {_quote(places.authority)}
token_file = {_quote(places.var / component / "enrolment-token")}
device = "demo-{component}"
"""


def _quote(value: object) -> str:
    return json.dumps(str(value), ensure_ascii=False)  # a JSON string is a TOML basic string


def _split(address: str) -> tuple[str, int]:
    host, _, port = address.rpartition(":")
    return host, int(port)


def _address(wanted: str) -> str:
    """Return `wanted` with a free port in place of 0, or refuse a taken one."""
    host, port = _split(wanted)
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host.strip("[]"), port))
        except OSError as error:
            raise PortTaken(
                f"{wanted} cannot be used: {error.strerror}; end who listens there or choose another"
            ) from None
        return f"{host}:{probe.getsockname()[1]}"
