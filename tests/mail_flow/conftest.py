"""A real Postfix around a real gateway: submission, content_filter, gateway, re-injection, mailbox."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.postfix_instance import PostfixInstance
from tests.smtp_gateway.gateway_process import GatewayProcess


@dataclass
class Chain:
    """Both, running."""

    postfix: PostfixInstance
    gateway: GatewayProcess


@pytest.fixture(params=["native", "aiosmtpd"])
async def chain(tmp_path: Path, request: pytest.FixtureRequest) -> AsyncIterator[Chain]:
    postfix = PostfixInstance()
    gateway = GatewayProcess(tmp_path / "state", postfix.reinjection, listener=request.param)
    facts = await gateway.start()
    try:
        await asyncio.to_thread(postfix.start, int(str(facts["smtp"]).rpartition(":")[2]))
        yield Chain(postfix, gateway)
    finally:
        await asyncio.to_thread(postfix.stop)
        await gateway.stop()
