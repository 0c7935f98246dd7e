from runtime.clock import HeldClock
from server.identity import throttle
from server.identity.throttle import Throttle
from tests.server.support import NOW


def test_too_many_wrong_attempts_wait_for_the_window_to_pass() -> None:
    clock = HeldClock(NOW)
    held = Throttle(3, 60, clock)
    for _ in range(3):
        assert held.allows("a")
        held.count("a")
    assert not held.allows("a")
    assert held.allows("b")
    clock.advance(60)
    assert held.allows("a")


def test_the_number_of_remembered_addresses_is_bounded() -> None:
    held = Throttle(1, 60, HeldClock(NOW))
    for number in range(throttle.CLIENTS_MAX + 5):
        held.count(str(number))
    assert len(held._wrong) == throttle.CLIENTS_MAX
    assert held.allows("0")
    assert not held.allows(str(throttle.CLIENTS_MAX))
