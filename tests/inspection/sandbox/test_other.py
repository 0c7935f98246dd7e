"""Without Landlock and seccomp: the limit of memory if the system has one, and no claim beyond it."""

from tests.inspection.sandbox.child import told


def test_the_limit_of_memory_holds() -> None:
    said = told(
        """
        from inspection.sandbox import other
        fences = other.enter(Limits(address_space=512 << 20))
        tell([fences, outcome(lambda: bytes(600 << 20)), outcome(lambda: bytes(10 << 20))])
        """
    )
    assert said == [["rlimits"], "MemoryError", "allowed"]


def test_where_there_are_no_limits_none_is_claimed() -> None:
    said = told(
        """
        sys.modules["resource"] = None
        from inspection.sandbox import other
        tell(other.enter(Limits()))
        """
    )
    assert said == []
