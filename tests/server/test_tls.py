import ssl
from pathlib import Path

import msgspec
import pytest
from cryptography import x509

from runtime.clock import Clock
from runtime.errors import SettingsError
from server import tls
from server.settings import TlsSettings
from tests.server.support import Rig


def test_the_certificate_names_all_of_the_consoles_names(rig: Rig) -> None:
    anywhere = "0.0.0.0"  # noqa: S104 - in a setting, nothing listens here
    public = "https://c.example:8443"
    console = msgspec.structs.replace(rig.settings.console, host=anywhere, public_url=public)
    settings = msgspec.structs.replace(
        rig.settings, console=console, tls=TlsSettings(names=("alt.example", "10.0.0.1"))
    )
    assert tls.names_of(settings) == ("10.0.0.1", "127.0.0.1", "alt.example", "c.example", "localhost")
    tls.issue_certificate(settings, rig.console.authority, Clock())
    pem = (Path(console.state_dir) / "keys" / "server.pem").read_bytes()
    leaf, root = x509.load_pem_x509_certificates(pem)
    leaf.verify_directly_issued_by(root)
    names = leaf.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert "alt.example" in names.get_values_for_type(x509.DNSName)
    assert (Path(console.state_dir) / "keys" / "server.key").stat().st_mode & 0o777 == 0o600


def test_machines_speak_tls_1_3_and_our_certificates_alone(rig: Rig) -> None:
    tls.issue_certificate(rig.settings, rig.console.authority, Clock())
    context = tls.machines_context(rig.settings, rig.console.authority)
    assert context.minimum_version is ssl.TLSVersion.TLSv1_3
    assert context.verify_mode is ssl.CERT_OPTIONAL
    assert len(context.get_ca_certs()) == 1
    assert tls.pages_context(rig.settings).minimum_version is ssl.TLSVersion.TLSv1_2


def test_a_given_certificate_is_used_and_a_wrong_one_named(rig: Rig, tmp_path: Path) -> None:
    certificate, key = rig.console.authority.issue_server(["pages.example"], Clock().now())
    (tmp_path / "c.pem").write_bytes(certificate)
    (tmp_path / "k.pem").write_bytes(key)
    given = TlsSettings(certificate_file=str(tmp_path / "c.pem"), key_file=str(tmp_path / "k.pem"))
    tls.pages_context(msgspec.structs.replace(rig.settings, tls=given))
    (tmp_path / "k.pem").write_bytes(b"nonsense")
    with pytest.raises(SettingsError, match=r"k\.pem"):
        tls.pages_context(msgspec.structs.replace(rig.settings, tls=given))
