from server.destruction.types import RecordFilter, Verification


def test_only_one_verdict_is_good() -> None:
    assert [verdict for verdict in Verification if verdict is Verification.VERIFIED] == [
        Verification.VERIFIED
    ]
    assert len(Verification) == 4


def test_an_empty_filter_narrows_nothing() -> None:
    wanted = RecordFilter()
    assert not any(getattr(wanted, name) for name in wanted.__struct_fields__)
