import pickle

from smtp_gateway.sealing.errors import SealingFailed


def test_the_reason_survives_the_way_back_from_a_worker_process() -> None:
    assert str(pickle.loads(pickle.dumps(SealingFailed("font missing")))) == "font missing"  # noqa: S301 - our own octets
