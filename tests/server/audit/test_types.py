from server.audit.types import AuditFilter


def test_an_empty_filter_narrows_nothing() -> None:
    wanted = AuditFilter()
    assert not any(getattr(wanted, name) for name in wanted.__struct_fields__)
