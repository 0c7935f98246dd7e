from server.incidents.types import Filter, IncidentState


def test_an_empty_filter_narrows_nothing() -> None:
    wanted = Filter()
    assert not any(getattr(wanted, name) for name in wanted.__struct_fields__)


def test_states_are_what_the_database_holds() -> None:
    assert [state.value for state in IncidentState] == ["open", "assigned", "closed"]
