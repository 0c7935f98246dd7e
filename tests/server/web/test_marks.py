from server.web.marks import N_


def test_a_mark_changes_nothing() -> None:
    assert N_("Mail") == "Mail"
