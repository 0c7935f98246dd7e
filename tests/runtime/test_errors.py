"""What goes wrong around a process has one base, and a refusal keeps its status."""

import pytest

from runtime import errors


@pytest.mark.parametrize(
    "leaf", [errors.SettingsError, errors.KeystoreError, errors.ConsoleUnreachable, errors.ConsoleRefused]
)
def test_each_leaf_is_a_runtime_fault_of_its_own(leaf: type[errors.RuntimeFault]) -> None:
    assert leaf.__bases__ == (errors.RuntimeFault,)


def test_a_refusal_says_its_status_unless_the_console_was_never_asked() -> None:
    assert str(errors.ConsoleRefused(403, "the token is used")) == "403 the token is used"
    assert errors.ConsoleRefused(403, "").status == 403
    assert str(errors.ConsoleRefused(0, "no token")) == "no token"
