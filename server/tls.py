"""TLS of the two ports: certificates from the own authority, or given ones for the pages."""

import ssl
from pathlib import Path
from urllib.parse import urlsplit

from runtime import atomic_file
from runtime.clock import Clock
from runtime.errors import SettingsError
from server.assembly import KEYS_DIRECTORY
from server.authority import Authority
from server.settings import ServerSettings

_ANY = {"0.0.0.0", "::", ""}  # noqa: S104 - compared with, never bound
_CERTIFICATE, _KEY = "server.pem", "server.key"


def issue_certificate(settings: ServerSettings, authority: Authority, clock: Clock) -> None:
    """Write a fresh server certificate and key for all names of this console; done at each start."""
    directory = Path(settings.console.state_dir) / KEYS_DIRECTORY
    certificate, key = authority.issue_server(names_of(settings), clock.now())
    atomic_file.write(directory / _KEY, key)
    atomic_file.write(directory / _CERTIFICATE, certificate + authority.certificate_pem)


def names_of(settings: ServerSettings) -> tuple[str, ...]:
    """Return the host names and addresses the console answers to."""
    console = settings.console
    public = urlsplit(console.public_url).hostname or ""
    found = {console.host, console.machines_host, public, "localhost", "127.0.0.1", *settings.tls.names}
    return tuple(sorted(found - _ANY))


def pages_context(settings: ServerSettings) -> ssl.SSLContext:
    """Return the context of the pages' port: TLS 1.2 or newer.

    Raises:
        SettingsError: the given certificate or key cannot be used.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    tls = settings.tls
    if tls.certificate_file:
        _load(context, Path(tls.certificate_file), Path(tls.key_file))
    else:
        _load(context, *_own(settings))
    return context


def machines_context(settings: ServerSettings, authority: Authority) -> ssl.SSLContext:
    """Return the context of the machines' port: TLS 1.3, client certificates of our authority alone.

    A client may show no certificate, for enrolment; a wrong one ends the handshake.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    context.verify_mode = ssl.CERT_OPTIONAL
    context.num_tickets = 0  # a device connects once and stays
    context.load_verify_locations(cadata=authority.certificate_pem.decode())
    _load(context, *_own(settings))
    return context


def _own(settings: ServerSettings) -> tuple[Path, Path]:
    directory = Path(settings.console.state_dir) / KEYS_DIRECTORY
    return directory / _CERTIFICATE, directory / _KEY


def _load(context: ssl.SSLContext, certificate: Path, key: Path) -> None:
    try:
        context.load_cert_chain(certificate, key)
    except (OSError, ssl.SSLError):
        raise SettingsError(f"[tls] {certificate} and {key}: no certificate chain with its key") from None
