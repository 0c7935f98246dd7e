"""Chromium on the whole product: from a refused mail to its incident, from a draft to the gateway."""

import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from installers.demo import sending
from installers.demo.samples import mails
from installers.demo.samples.synthetic import NAMES, mobiles, resident_ids
from tests import chromium as chromium_process
from tests.end_to_end.colleague import Colleague
from tests.end_to_end.conftest import Product

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

STRICT = """rules:
  - name: nothing-to-this-client
    scope: {directions: outbound, recipients: client@mail.example}
    when: {entity: RESIDENT_ID}
    then: refuse
    severity: high
    reason: No client data to this address before the dispute is settled.
    notice: {zh: 暂不得向该地址发送客户信息。, en: Send no client data to this address for now.}
"""


@pytest.fixture
def chromium() -> Iterator[Browser]:
    with chromium_process.running() as browser:
        yield browser


def test_a_reviewer_finds_the_refused_mail_and_reads_only_masked_values(
    product: Product, chromium: Browser
) -> None:
    reply = sending.send(product.mail("password-in-subject"), product.where.smtp)
    assert reply.code == 550
    number = reply.text.rpartition("[")[2].rstrip("]\r\n")
    reviewer = Colleague(chromium, product.where.console, product.token("reviewer"))
    _await_text(reviewer, "/incidents", "refused")
    page = reviewer.page
    page.get_by_role("row").filter(has_text="refused").first.get_by_role("link").first.click()
    expect(page.get_by_text(number)).to_be_visible()
    masked = page.locator(".masked").all_inner_texts()
    assert masked
    assert all("*" in value for value in masked)
    text = page.content()
    for secret in (mails.PASSWORD, *resident_ids(5), *mobiles(5), *NAMES):
        assert secret not in text


def test_a_change_reaches_the_gateway_when_a_second_person_has_approved_it(
    product: Product, chromium: Browser
) -> None:
    mail = product.mail("id-in-body")
    assert sending.send(mail, product.where.smtp).code == 250
    before = product.policy_version("gateway")
    author = Colleague(chromium, product.where.console, product.token("author"))
    draft = _submit_a_change(author)
    approver = Colleague(chromium, product.where.console, product.token("approver"))
    page = approver.open(draft)
    expect(page.locator("tr.add").first).to_contain_text("nothing-to-this-client")
    assert product.policy_version("gateway") == before, "taken over before it was approved"
    page.get_by_role("button", name="Approve").click()
    expect(page.get_by_text("in force")).to_be_visible()
    approved = time.monotonic()
    for edge in ("gateway", "agent"):
        while product.policy_version(edge) <= before:
            assert time.monotonic() < approved + 10, f"{edge} has not taken over the policy in 10 s"
            time.sleep(0.05)
    reply = sending.send(mail, product.where.smtp)
    assert reply.code == 550
    assert "No client data to this address" in reply.text

    administrator = Colleague(chromium, product.where.console, product.token("admin"))
    _await_text(administrator, "/devices", f"v{before + 1}", times=2)  # the heartbeats of both edges say so


def _submit_a_change(author: Colleague) -> str:
    """Write the stricter policy in the editor and submit it; return the path of the draft."""
    page = author.open("/policies")
    page.get_by_role("button", name="Change the policy").click()
    editor = page.locator("#text")
    text = editor.input_value()
    editor.fill(text.replace("then: seal", "then: sael", 1))
    expect(page.locator("#check")).to_contain_text("sael")  # the check runs while one types
    editor.fill(text.replace("rules:\n", STRICT, 1))
    expect(page.locator("#check")).to_contain_text("well formed")
    page.get_by_label("Reason for the change").fill("A dispute with this client")
    page.get_by_role("button", name="Save and submit").click()
    expect(page.get_by_text("You wrote this change, so you cannot approve it.")).to_be_visible()
    expect(page.get_by_role("button", name="Approve")).to_have_count(0)
    return page.url.split("?")[0].removeprefix(author.url)


def _await_text(person: Colleague, path: str, text: str, times: int = 1, seconds: float = 30.0) -> None:
    """Reload a page until it shows `text` so often."""
    end = time.monotonic() + seconds
    while _shown(person.open(path), text) < times:
        assert time.monotonic() < end, person.page.inner_text("main")
        time.sleep(0.2)


def _shown(page: Page, text: str) -> int:
    return page.inner_text("main").casefold().count(text.casefold())
