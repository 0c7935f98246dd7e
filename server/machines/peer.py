"""Who is at the other end of a TLS connection: uvicorn's protocol, with the verified certificate.

uvicorn does not tell the application about client certificates. This subclass hands it over in the
form of the ASGI TLS extension: `scope["extensions"]["tls"]["client_cert_chain"]`, PEM, empty
when the client showed none. The chain was verified by the TLS layer against our authority; a
header of the request can never stand in for it.
"""

import asyncio
import ssl
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from uvicorn.protocols.http.h11_impl import H11Protocol

from server.authority import common_name

Scope = dict[str, Any]


class PeerProtocol(H11Protocol):
    """HTTP/1.1 whose requests know the certificate of the connection they came by."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Wrap the application so that each request of this connection carries the certificate."""
        super().connection_made(transport)
        session = transport.get_extra_info("ssl_object")
        raw = session.getpeercert(binary_form=True) if session is not None else None
        chain = [ssl.DER_cert_to_PEM_cert(raw)] if raw else []
        inner = self.app

        async def with_peer(scope: Any, receive: Any, send: Any) -> None:  # noqa: ANN401 - uvicorn's types
            extensions = {**scope.get("extensions", {}), "tls": {"client_cert_chain": chain}}
            await inner({**scope, "extensions": extensions}, receive, send)

        self.app = with_peer


def peer_of(scope: Scope) -> tuple[str, Ed25519PublicKey] | None:
    """Return name and key of the device that showed its certificate; None when none was shown.

    Raises:
        ValueError: the certificate has no single common name, or its key is not Ed25519.
    """
    chain = scope.get("extensions", {}).get("tls", {}).get("client_cert_chain", [])
    if not chain:
        return None
    certificate = x509.load_pem_x509_certificate(chain[0].encode())
    key = certificate.public_key()
    if not isinstance(key, Ed25519PublicKey):
        raise ValueError("not the certificate of a device")  # noqa: TRY004 - wrong content, not a wrong type
    return common_name(certificate), key
