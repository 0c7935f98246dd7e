"""Whoever reads from the wire catches one base and can tell three reasons apart."""

import pytest

from wire import errors


@pytest.mark.parametrize("leaf", [errors.SignatureInvalid, errors.SchemaRefused, errors.BundleRefused])
def test_each_refusal_is_a_wire_error_of_its_own(leaf: type[errors.WireError]) -> None:
    assert leaf.__bases__ == (errors.WireError,)


def test_a_wire_error_is_not_taken_for_a_programming_error() -> None:
    assert not issubclass(errors.WireError, ValueError | OSError | RuntimeError)
