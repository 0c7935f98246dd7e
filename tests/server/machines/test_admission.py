import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from server.errors import Forbidden
from server.machines.admission import Admission, admit
from tests.server.events import Device, escrowed, mail_incident
from wire import canonical
from wire.errors import SchemaRefused, SignatureInvalid
from wire.event_batch import BATCH_MAX, KIND, encode_event
from wire.signature import sign

GATEWAY = Device()
ESCROW = escrowed(X25519PrivateKey.generate().public_key())


def admitted(raw: bytes, device: Device = GATEWAY) -> Admission:
    return admit(raw, device.name, device.key.public_key(), device.component)


def test_sound_events_are_admitted_with_their_digest() -> None:
    found = admitted(GATEWAY.batch(mail_incident("a"), ESCROW))
    assert [one.id for one in found.admitted] == ["a", "esc-1"]
    assert found.refused == ()
    assert len({one.digest for one in found.admitted}) == 2


@pytest.mark.parametrize(
    "poison",
    [
        encode_event(mail_incident("bad")).replace(
            b'"finding_count":1', b'"finding_count":99999999999999999999'
        ),
        encode_event(mail_incident("bad")).replace(b'"finding_count":1', b'"finding_count":-1'),
        encode_event(mail_incident("bad")).replace(b'"severity":"high"', b'"severity":"huge"'),
        encode_event(mail_incident("bad")).replace(b'"rule":', b'"unknown":1,"rule":'),
        encode_event(mail_incident("bad", occurred_at="2026-02-31T00:00:00Z")),
        encode_event(mail_incident("bad", reason="x" * 2000)),
        b'{"type":"other","id":"bad"}',
    ],
)
def test_a_poison_event_is_refused_by_its_id_and_touches_no_other(poison: bytes) -> None:
    found = admitted(GATEWAY.batch(mail_incident("a"), poison, mail_incident("b")))
    assert [one.id for one in found.admitted] == ["a", "b"]
    assert [one.id for one in found.refused] == ["bad"]
    assert found.refused[0].reason


def test_an_event_without_an_id_is_named_by_its_place() -> None:
    found = admitted(GATEWAY.batch(b"[]", b'{"id":7}'))
    assert [one.id for one in found.refused] == ["unreadable-0", "unreadable-1"]


def test_a_batch_of_another_key_or_device_or_changed_on_the_way_is_refused() -> None:
    raw = GATEWAY.batch(mail_incident())
    with pytest.raises(SignatureInvalid):
        admitted(Device().batch(mail_incident()))
    with pytest.raises(Forbidden):
        admitted(GATEWAY.batch(mail_incident(), device="gw-2"))
    envelope = msgspec.json.decode(raw)
    envelope["payload"] = msgspec.json.decode(GATEWAY.batch(mail_incident("x")))["payload"]
    with pytest.raises(SignatureInvalid):
        admitted(msgspec.json.encode(envelope))
    with pytest.raises(SignatureInvalid):
        admitted(sign("policy-bundle", b"{}", GATEWAY.key))


def test_what_is_no_batch_is_refused() -> None:
    for payload in (b"", b"{}", canonical.encode({"schema": 2, "device": "gw-1", "events": []})):
        with pytest.raises(SchemaRefused):
            admitted(sign(KIND, payload, GATEWAY.key))
    with pytest.raises(SchemaRefused):
        admitted(GATEWAY.batch(*[mail_incident(f"e{i}") for i in range(BATCH_MAX + 1)]))


def test_an_id_that_stands_twice_counts_once() -> None:
    same = admitted(GATEWAY.batch(mail_incident("a"), mail_incident("a")))
    assert (len(same.admitted), same.refused) == (1, ())
    different = admitted(GATEWAY.batch(mail_incident("a"), mail_incident("a", rule="other")))
    assert (len(different.admitted), len(different.refused)) == (1, 1)


def test_each_component_sends_its_own_kinds_alone() -> None:
    agent = Device("ws-1", "agent")
    assert [one.reason for one in admitted(agent.batch(ESCROW), agent).refused] == [
        "only gateways escrow passwords"
    ]
    assert (
        admitted(GATEWAY.batch(GATEWAY.record())).refused[0].reason == "only agents send destruction records"
    )
    assert len(admitted(agent.batch(agent.record(), mail_incident()), agent).admitted) == 2
