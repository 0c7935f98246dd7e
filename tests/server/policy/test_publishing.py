import threading

import pytest

from server.authz import Role
from server.errors import Conflict
from server.policy.publishing import merged
from tests.server.support import NOW, Rig, document, someone
from wire import instant
from wire.bundle import accept
from wire.signature import key_id

READER = someone("reader", Role.REVIEWER)


def test_the_first_publication_is_a_signed_bundle_edges_accept(both_rig: Rig) -> None:
    policy = both_rig.console.policy
    assert policy.newest() == 0
    assert policy.publish_first([document()], "local-operator", "setting up") == 1
    public = policy._keys.bundle.public_key()
    bundle = accept(policy.envelope(1), {key_id(public): public}, None, NOW)
    assert (bundle.version, bundle.author, bundle.issued_at) == (1, "local-operator", instant.render(NOW))
    assert bundle.documents == (document(),)
    assert "local-operator policy.publish policy done" in both_rig.audit_actions()


def test_there_is_no_envelope_of_an_unknown_version(rig: Rig) -> None:
    with pytest.raises(LookupError):
        rig.console.policy.envelope(1)


def test_listeners_hear_of_each_version_after_its_commit(rig: Rig) -> None:
    policy, heard = rig.console.policy, []
    policy.on_publish(lambda version: heard.append((version, policy.newest())))
    policy.publish_first([document()], "local-operator", "setting up")
    assert heard == [(1, 1)]


def test_a_bundle_is_signed_anew_at_half_of_its_life(rig: Rig) -> None:
    policy = rig.console.policy
    assert policy.renew() is None
    policy.publish_first([document()], "local-operator", "setting up")
    rig.clock.advance(rig.settings.policy.bundle / 2 - 1)
    assert policy.renew() is None
    rig.clock.advance(1)
    assert policy.renew() == 2
    assert policy.renew() is None
    renewed = policy.version(READER, 2)
    assert renewed.documents == policy.version(READER, 1).documents
    assert renewed.expires_at > policy.version(READER, 1).expires_at


def test_two_publishers_never_share_a_number(both_rig: Rig) -> None:
    made: list[int] = []

    def publish() -> None:
        for _ in range(20):
            try:
                made.append(both_rig.console.policy.publish_first([document()], "demo", "at once"))
            except Conflict:
                continue
            return

    threads = [threading.Thread(target=publish) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(made) == [1, 2, 3, 4]


def test_a_restored_console_goes_on_above_what_devices_enforce(rig: Rig) -> None:
    policy = rig.console.policy
    policy.publish_first([document()], "demo", "first")
    policy._reported = lambda _: 41
    assert policy.publish_first([document()], "demo", "after a restore") == 42
    policy._reported = lambda _: 2**52  # a device that lies
    assert policy.publish_first([document()], "demo", "next") == 43
    policy._reported = lambda _: 7
    assert policy.publish_first([document()], "demo", "next") == 44


def test_changes_of_different_documents_go_together() -> None:
    base = [document("a", "one"), document("b", "two"), document("c", "three")]
    wanted = [document("A", "one"), document("b", "two")]
    current = [document("a", "one"), document("B", "two"), document("c", "three"), document("n", "new")]
    assert merged(base, wanted, current) == (document("n", "new"), document("A", "one"), document("B", "two"))


def test_changes_of_the_same_document_do_not() -> None:
    base, ours, theirs = [document("a")], [document("b")], [document("c")]
    with pytest.raises(Conflict, match="small"):
        merged(base, ours, theirs)
    assert merged(base, ours, ours) == tuple(ours)
