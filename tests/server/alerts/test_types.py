from server.alerts.types import AlertState


def test_the_states_are_a_line() -> None:
    assert list(AlertState) == ["waiting", "sending", "sent"]
