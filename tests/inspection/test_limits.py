"""The limits travel to a worker, and agree with one another and with the sizes promised."""

import msgspec
import pytest

from inspection.limits import MEBIBYTE, Limits


def test_they_arrive_at_a_worker_as_they_were() -> None:
    limits = Limits(seconds=1.5, members=7)
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(limits), type=Limits) == limits


def test_an_unknown_limit_is_refused_and_none_changes() -> None:
    with pytest.raises(msgspec.ValidationError, match="unknown field `memory`"):
        msgspec.json.decode(b'{"memory": 1}', type=Limits)
    with pytest.raises(AttributeError):
        Limits().depth = 1_000  # type: ignore[misc]


def test_the_kernel_ends_a_spinning_worker_before_the_parent_loses_patience() -> None:
    assert Limits().cpu_seconds < Limits().seconds


def test_the_largest_mail_fits_in_every_budget() -> None:
    limits, mail = Limits(), 64 * MEBIBYTE
    assert limits.output >= 4 * mail
    assert limits.address_space >= 4 * limits.output
    assert limits.window < mail
