"""A private Postfix on loopback, made for one test and gone after it. Needs root, as Postfix does.

    clients -> submission port -> content_filter (the gateway) -> re-injection port -> mailbox files

The settings are those of the integration guide: a transport of its own towards the gateway with
XFORWARD and without line folding, and a re-injection port that filters nothing again and takes no
bare newline for a line end, not even from loopback.
"""

import mailbox
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from email.message import Message
from pathlib import Path

_MAIN = """
compatibility_level = 3.6
queue_directory = {root}/queue
data_directory = {root}/data
command_directory = /usr/sbin
daemon_directory = {daemons}
mail_owner = postfix
setgid_group = postdrop
maillog_file = {root}/log/mail.log
maillog_file_prefixes = {root}
myhostname = mta.example
mydestination =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mynetworks = 127.0.0.0/8
smtpd_relay_restrictions = permit_mynetworks, reject
smtpd_recipient_restrictions =
smtpd_peername_lookup = no
smtputf8_enable = yes
biff = no
message_size_limit = {size}
mailbox_size_limit = 0
virtual_mailbox_limit = 0
virtual_mailbox_domains = {domains}
virtual_mailbox_base = {root}/mail
virtual_mailbox_maps = regexp:{root}/etc/mailboxes
virtual_uid_maps = static:{uid}
virtual_gid_maps = static:{gid}
virtual_minimum_uid = 1
content_filter = {content_filter}
minimal_backoff_time = 1s
maximal_backoff_time = 2s
queue_run_delay = 1s
bounce_queue_lifetime = 1m
"""
_MASTER = """
127.0.0.1:{submission} inet n - n - - smtpd
127.0.0.1:{reinjection} inet n - n - - smtpd
    -o content_filter=
    -o receive_override_options=no_unknown_recipient_checks,no_header_body_checks
    -o smtpd_authorized_xforward_hosts=127.0.0.0/8
    -o smtpd_forbid_bare_newline=yes
    -o smtpd_forbid_bare_newline_exclusions=
dlp unix - - n - 4 smtp
    -o smtp_send_xforward_command=yes
    -o smtp_data_done_timeout=1200s
    -o disable_dns_lookups=yes
    -o smtp_line_length_limit=0
postlog unix-dgram n - n - 1 postlogd
cleanup unix n - n - 0 cleanup
qmgr unix n - n 1 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
proxymap unix - - n - - proxymap
smtp unix - - n - - smtp
relay unix - - n - - smtp
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
virtual unix - n n - - virtual
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
"""


class PostfixInstance:
    """One instance; ports are chosen at once, so that the gateway can be told before `start`."""

    def __init__(
        self,
        *,
        domains: tuple[str, ...] = ("x.example", "bank.example"),
        people: tuple[str, ...] = ("wang", "li", "victim", "王"),
        size: int = 100 << 20,
    ) -> None:
        self.root = Path(tempfile.mkdtemp(prefix="postfix-"))
        self.root.chmod(0o755)  # Postfix' own user walks through it
        self.submission, self.reinjection = _free_ports(2)
        self._domains = domains
        self._people = people
        self._size = size

    def start(self, filter_port: int = 0) -> None:
        """Write the configuration and start; mail from the submission port goes to `filter_port`, if any."""
        user = pwd.getpwnam("nobody")
        for name in ("etc", "queue", "data", "log", "mail"):
            (self.root / name).mkdir(exist_ok=True)
        shutil.chown(self.root / "data", "postfix")
        os.chown(self.root / "mail", user.pw_uid, user.pw_gid)
        main = _MAIN.format(
            root=self.root,
            daemons=_default("daemon_directory"),
            size=self._size,
            domains=", ".join(self._domains),
            uid=user.pw_uid,
            gid=user.pw_gid,
            content_filter=f"dlp:[127.0.0.1]:{filter_port}" if filter_port else "",
        )
        (self.root / "etc/main.cf").write_text(main)
        ports = {"submission": self.submission, "reinjection": self.reinjection}
        (self.root / "etc/master.cf").write_text(_MASTER.format(**ports))
        # One line a person: virtual(8) takes no substitution, so that no mail chooses its file.
        boxes = "".join(f"/^{name}@/ {name}\n" for name in self._people)
        (self.root / "etc/mailboxes").write_text(boxes, encoding="utf-8")
        self._postfix("start")
        self._await_port(self.submission)

    def stop(self) -> None:
        """Stop it and remove all that it made."""
        try:
            self._postfix("abort")
        finally:
            shutil.rmtree(self.root, ignore_errors=True)

    def mailbox(self, local_part: str) -> bytes:
        """Return the mailbox file (mbox) of one of its people, b'' when there is none."""
        path = self.root / "mail" / local_part
        return path.read_bytes() if path.exists() else b""

    def mails(self, local_part: str) -> list[Message]:
        """Return the mails in a mailbox, oldest first."""
        box = mailbox.mbox(self.root / "mail" / local_part, create=False)
        try:
            return list(box)
        finally:
            box.close()

    def wait_for(self, local_part: str, text: bytes, seconds: float = 20.0) -> bytes:
        """Wait until `text` is in a mailbox; return the mailbox.

        Raises:
            TimeoutError: it did not come; the error shows the log.
        """
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if text in (box := self.mailbox(local_part)):
                return box
            time.sleep(0.05)
        raise TimeoutError(self.log())

    def log(self) -> str:
        """Return the log."""
        path = self.root / "log/mail.log"
        return path.read_text(errors="replace") if path.exists() else ""

    def queued(self) -> int:
        """Return how many messages are in its queue."""
        folders = ("incoming", "active", "deferred", "maildrop")
        return sum(1 for name in folders for one in (self.root / "queue" / name).rglob("*") if one.is_file())

    def left_in_queue(self, seconds: float = 10.0) -> int:
        """Return the same when it has had time to take out what it delivered: a file goes after the delivery."""
        end = time.monotonic() + seconds
        while self.queued() and time.monotonic() < end:
            time.sleep(0.05)
        return self.queued()

    def _postfix(self, command: str) -> None:
        subprocess.run(
            ["/usr/sbin/postfix", "-c", str(self.root / "etc"), command],
            check=command == "start", capture_output=True, timeout=60,
        )  # fmt: skip

    def _await_port(self, port: int, seconds: float = 20.0) -> None:
        end = time.monotonic() + seconds
        while True:
            try:
                with socket.create_connection(("127.0.0.1", port), 1.0):
                    return
            except OSError:
                if time.monotonic() > end:
                    raise TimeoutError(self.log()) from None
                time.sleep(0.05)


def _default(name: str) -> str:
    """Return what the installed Postfix says, such as where its programs are."""
    return subprocess.run(
        ["/usr/sbin/postconf", "-d", "-h", name], check=True, capture_output=True, text=True
    ).stdout.strip()


def _free_ports(count: int) -> list[int]:
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [int(one.getsockname()[1]) for one in sockets]
    for one in sockets:
        one.close()
    return ports
