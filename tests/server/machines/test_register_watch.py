"""Machines that ask get the newest register, whoever registered a document."""

import pytest

from server.machines import register_watch
from server.machines.register_watch import RegisterWatch
from tests.server.documents.made import made
from tests.server.support import Rig


async def test_before_the_first_register_there_is_none(rig: Rig) -> None:
    assert await RegisterWatch(rig.console.documents).newer("full", "") is None


async def test_who_has_it_gets_none_until_there_is_a_newer_one(
    rig: Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(register_watch, "LOOK_SECONDS", 0.0)
    documents = rig.console.documents
    documents.renew()
    watch, have = RegisterWatch(documents), documents.built_at()
    assert await watch.newer("edge", "") == documents.octets("edge")
    assert await watch.newer("full", have) is None
    documents.register([made("a")], author="zhao", reason="a new contract")
    assert await watch.newer("full", have) == documents.octets("full")


async def test_the_database_is_not_asked_for_each_machine(rig: Rig) -> None:
    documents = rig.console.documents
    documents.renew()
    watch, have = RegisterWatch(documents), documents.built_at()
    assert await watch.newer("full", have) is None
    documents.register([made("a")], author="zhao", reason="a new contract")
    assert await watch.newer("full", have) is None
