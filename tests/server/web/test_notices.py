from docs.screenshot_data import Filled
from server.web.notices import NOTICES, notice_of
from tests.server.web.visitor import Visitor


def test_a_link_can_name_only_our_own_notices() -> None:
    assert notice_of("saved") == NOTICES["saved"]
    assert notice_of("<b>pay here</b>") == ""


async def test_a_notice_is_shown_once_at_the_top(filled: Filled) -> None:
    async with Visitor(filled, "reviewer") as visitor:
        shown = (await visitor.get("/incidents/mail-000?done=commented")).text
        other = (await visitor.get("/incidents/mail-000?done=<b>pay</b>")).text
    assert 'role="status">Your remark was added.' in shown
    assert "pay" not in other.split("</nav>")[1]
