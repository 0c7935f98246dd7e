"""One kept-alive HTTPS connection to the console: bounded, restartable, and abortable from outside.

`http.client` reads no proxy variables and follows no redirects, which is what is wanted here. A
request that fails on a connection that had been idle is tried once more on a fresh one: the console
may have closed it meanwhile, and everything an edge says may be said twice.
"""

import contextlib
import http.client
import socket
import ssl
import threading
from urllib.parse import urlsplit

import msgspec

from runtime.errors import ConsoleUnreachable, SettingsError
from runtime.keystore import Keystore

CONNECT_SECONDS = 10.0


class Answer(msgspec.Struct, frozen=True):
    """An HTTP answer: its status and its whole body."""

    status: int
    body: bytes


class HttpsConnection:
    """A connection to the host and port of `url`; `seconds` is how long an answer may take.

    Raises:
        SettingsError: `url` is not `https://host:port`.
    """

    def __init__(self, url: str, context: ssl.SSLContext, seconds: float) -> None:
        parts = urlsplit(url)
        if parts.scheme != "https" or not parts.hostname or parts.path.strip("/"):
            raise SettingsError(f"[console] url is `{url}`, expected `https://host:port`")
        self._target = (parts.hostname, parts.port or 443)
        self._context = context
        self._seconds = seconds
        self._connection: http.client.HTTPSConnection | None = None
        self._lock = threading.Lock()
        self._aborted = False

    def request(self, method: str, path: str, body: bytes | None, limit: int) -> Answer:
        """Send a request and return its answer of at most `limit` octets; one thread at a time.

        Raises:
            ConsoleUnreachable: no connection, no (complete) answer in time, or one that is too large.
        """
        with self._lock:
            try:
                return self._exchange_twice(method, path, body, limit)
            except (OSError, http.client.HTTPException) as error:
                self._drop()
                raise ConsoleUnreachable(_name_of(error)) from error
            finally:
                if self._aborted:
                    self._drop()

    def abort(self) -> None:
        """End a request under way in another thread and refuse further ones."""
        self._aborted = True
        connection = self._connection
        if connection is not None and connection.sock is not None:
            with contextlib.suppress(OSError):
                # Not SSLSocket.shutdown: that takes the TLS state away from the thread that reads.
                socket.socket.shutdown(connection.sock, socket.SHUT_RDWR)
        if self._lock.acquire(blocking=False):  # nobody is using it, so nobody else will close it
            self._drop()
            self._lock.release()

    def _exchange_twice(self, method: str, path: str, body: bytes | None, limit: int) -> Answer:
        reused = self._connection is not None
        try:
            return self._exchange(method, path, body, limit)
        except TimeoutError:
            raise
        except (OSError, http.client.HTTPException):
            self._drop()
            if not reused or self._aborted:
                raise
        return self._exchange(method, path, body, limit)

    def _exchange(self, method: str, path: str, body: bytes | None, limit: int) -> Answer:
        connection = self._open()
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        connection.request(method, path, body=body, headers=headers)
        response = connection.getresponse()
        content = response.read(limit + 1)
        if len(content) > limit:
            raise http.client.HTTPException(f"an answer of more than {limit} octets")
        if response.will_close:
            self._drop()
        return Answer(response.status, content)

    def _open(self) -> http.client.HTTPSConnection:
        if self._aborted:
            raise ConnectionAbortedError("this connection was closed")
        if self._connection is None:
            host, port = self._target
            connection = http.client.HTTPSConnection(
                host, port, timeout=CONNECT_SECONDS, context=self._context
            )
            self._connection = connection
            connection.connect()
            connection.sock.settimeout(self._seconds)
        return self._connection

    def _drop(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()


def client_context(ca_file: str, keystore: Keystore) -> ssl.SSLContext:
    """Return a TLS 1.3 context that trusts only the console's authority and shows our certificate.

    The authority is `ca_file`, or what enrolment told when no file is named.

    Raises:
        SettingsError: neither is there, or the file is no certificate.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    try:
        if ca_file:
            context.load_verify_locations(cafile=ca_file)
        elif keystore.enrolled:
            context.load_verify_locations(cadata=keystore.authority_pem())
        else:
            raise SettingsError("[console] ca_file must name the certificate of the console's authority")
    except OSError as error:
        raise SettingsError(f"[console] ca_file {ca_file}: no certificate can be read: {error}") from None
    if keystore.enrolled:
        context.load_cert_chain(keystore.certificate_file(), keystore.device_key_file())
    return context


def _name_of(error: Exception) -> str:
    return f"no answer from the console: {type(error).__name__}: {error}"
