"""Send the sample mails, drop the sample files, and look at the far end."""

import time
from collections.abc import Callable

from cryptography import x509

from installers.demo import disk, mailboxes
from installers.demo.collecting import Collector
from installers.demo.people import SENDER
from installers.demo.places import Places
from installers.demo.report import Seen
from installers.demo.samples import files, mails
from installers.demo.sending import Reply, send

ARRIVE_SECONDS = 60.0
TRANSIENT, PERMANENT = 400, 500  # RFC 5321 4.2.1


def run(places: Places, collector: Collector | None = None) -> list[Seen]:
    """Return what was seen of every sample.

    With a `collector` the passwords of sealed mails are collected by their sender, and tried.
    """
    dropped = [disk.drop(places, sample) for sample in files.samples()]
    for one in dropped:
        if one.sample.to_vault:
            disk.move_to_vault(places, one)
    certificate = x509.load_pem_x509_certificate(places.partner_certificate.read_bytes())
    sent = [(sample, send(sample, places.smtp)) for sample in mails.samples(certificate)]
    seen = [
        _mail(places, sample, reply, recipient, expected, collector)
        for sample, reply in sent
        for recipient, expected in sample.expected.items()
    ]
    disk.settle(dropped)
    return [*seen, *(_file(places, one) for one in dropped)]


def _mail(  # noqa: PLR0917 - one row of the table
    places: Places,
    sample: mails.MailSample,
    reply: Reply,
    recipient: str,
    expected: str,
    collector: Collector | None,
) -> Seen:
    if reply.code >= PERMANENT:
        actual, detail, ok = _refused(places, sample, reply, recipient)
    else:
        actual, detail, ok = _delivered(places, sample, reply, recipient)
    if actual == "sealed-pdf" and collector is not None:
        detail, ok = _opened(places, sample, recipient, collector)
    return Seen(sample.name, "mail", recipient, expected, actual, ok and actual == expected, detail)


def _refused(places: Places, sample: mails.MailSample, reply: Reply, recipient: str) -> tuple[str, str, bool]:
    """A refusal counts when nothing arrived and the sender was told what to do."""
    if mailboxes.find(places, recipient, sample.message_id):
        return "passed", "refused to the client, but it arrived", False
    if not _within(lambda: mailboxes.find_reference(places, SENDER.address, sample.message_id)):
        return "refused", "the sender got no notice", False
    return "refused", f"{reply.code} {reply.text}"[:100], reply.text.startswith("5.7.1")


def _delivered(
    places: Places, sample: mails.MailSample, reply: Reply, recipient: str
) -> tuple[str, str, bool]:
    if reply.code >= TRANSIENT:
        return "deferred", f"{reply.code} {reply.text}"[:100], True
    arrived = _within(lambda: mailboxes.find(places, recipient, sample.message_id))
    if arrived is None:
        return "deferred", f"answered {reply.code}, but it did not arrive", False
    return (*mailboxes.outcome(places, sample, arrived), True)


def _opened(
    places: Places, sample: mails.MailSample, recipient: str, collector: Collector
) -> tuple[str, bool]:
    """A container counts when its sender's password opens it and stands in no mail."""
    container = mailboxes.container_of(mailboxes.find(places, recipient, sample.message_id) or b"")
    _within(lambda: mailboxes.find_reference(places, SENDER.address, sample.message_id))
    if container is None or not collector.opens(sample.message_id, container):
        return "sealed, but the password that its sender read on the console does not open it", False
    if collector.leaked():
        return "sealed, but its password stands in a mail", False
    return "opens with the password that its sender read on the console", True


def _within(look: Callable[[], bytes | None]) -> bytes | None:
    deadline = time.monotonic() + ARRIVE_SECONDS
    while time.monotonic() < deadline:
        found = look()
        if found is not None:
            return found
        time.sleep(0.05)
    return None


def _file(places: Places, dropped: disk.Dropped) -> Seen:
    sample = dropped.sample
    actual, detail = disk.outcome(places, dropped)
    ok = actual == sample.expected and "but" not in detail
    return Seen(sample.name, "file", None, sample.expected, actual, ok, detail)
