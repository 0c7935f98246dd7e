"""The console's settings, one struct for each table of the TOML file.

Durations are in seconds, sizes in octets. Secrets stand in files of their own.
"""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from runtime.settings import LogOutput, MetricsListen, Port

Positive = Annotated[int, Meta(ge=1, le=10**9)]
Severity = Literal["info", "low", "medium", "high", "critical"]


class ConsoleSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where the console keeps its state and where it listens."""

    state_dir: str  # keys, SQLite database, ready.json; only the console's account may read it
    host: str = "127.0.0.1"  # address the pages are served on
    port: Port = 8443  # 0 takes a free port, written to ready.json
    machines_host: str = "127.0.0.1"  # address gateways and agents connect to
    machines_port: Port = 8444  # 0 takes a free port, written to ready.json
    public_url: str = ""  # how people reach the pages, `https://console.example`; "" = host and port
    database_url: str = ""  # `postgresql+psycopg://…`; "" = SQLite file in state_dir
    database_password_file: str = ""  # file with the password of database_url's user
    demo: bool = False  # allows `publish --demo`, which passes over the second person; never at work


class TlsSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Certificates. The console's own authority issues what is not given here."""

    certificate_file: str = ""  # certificate chain (PEM) of the pages; "" = issued by the own authority
    key_file: str = ""  # its private key (PEM)
    names: tuple[str, ...] = ()  # further host names or addresses for the issued certificates
    device_certificate_days: Annotated[int, Meta(ge=14, le=3650)] = 397  # life of a device's certificate


class SessionSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How long people stay logged in, and when log-in is locked."""

    idle: Positive = 900  # without activity a session ends after this
    longest: Positive = 36_000  # a session ends after this in any case
    setup: Positive = 900  # time to finish the set-up after the one-time token was used
    token: Positive = 259_200  # life of a one-time token
    attempts: Positive = 5  # wrong log-ins in a row before an account is locked
    lock: Positive = 900  # how long it stays locked
    client_attempts: Positive = 50  # wrong attempts from one address within `lock` before it is refused


class PolicySettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The life of signed bundles."""

    bundle: Positive = 15_552_000  # a bundle expires after this; it is signed anew at half of it


class EmailSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Alert mail. Without a host and recipients nothing is sent; alerts are kept."""

    host: str = ""  # SMTP server
    port: Port = 25  # its port
    security: Literal["none", "starttls", "tls"] = "none"  # how the connection is secured
    ca_file: str = ""  # authority of the server's certificate (PEM); "" = the system's
    user: str = ""  # log-in name; "" = no log-in
    password_file: str = ""  # file with its password
    sender: str = ""  # address alerts come from
    recipients: tuple[str, ...] = ()  # addresses alerts go to
    timeout: Positive = 20  # for each step of a conversation


class AlertSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which incidents alert, and how much mail that may be."""

    email: EmailSettings = EmailSettings()
    severity: Severity = "high"  # least severity that alerts
    gather: Annotated[int, Meta(ge=0, le=86_400)] = 5  # wait this long for like incidents before sending
    window: Positive = 600  # like incidents within this share the next mail
    per_hour: Positive = 60  # mails an hour at most; the rest wait
    language: Literal["zh", "en", "both"] = "both"  # of the mails


class ExactMatch(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Exact-match indexes with which the console confirms what workstations thought possible."""

    files: tuple[str, ...] = ()  # what `ashseal-console edm build` wrote for gateways; not the edge form
    per_hour: Positive = 1000  # possible matches of one device looked up in an hour; above that an alert


class DocumentSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The register of documents that gateways and agents know again."""

    age_max: Positive = 604_800  # when a register counts as stale at an edge; built anew at half of it


class ReleaseSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Releases: mail with client data that is approved beforehand."""

    term_max: Positive = 2_678_400  # for how long a release may hold at most
    age_max: Positive = 604_800  # when the register counts as stale at a gateway; signed anew at half of it


class ServerSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file."""

    console: ConsoleSettings
    tls: TlsSettings = TlsSettings()
    session: SessionSettings = SessionSettings()
    policy: PolicySettings = PolicySettings()
    alerts: AlertSettings = AlertSettings()
    exact_match: ExactMatch = ExactMatch()
    documents: DocumentSettings = DocumentSettings()
    releases: ReleaseSettings = ReleaseSettings()
    metrics: MetricsListen = MetricsListen()
    log: LogOutput = LogOutput()
