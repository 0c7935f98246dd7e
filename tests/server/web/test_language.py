import pytest

from server.web.language import LANGUAGES, choose, translations
from tests.server.web.surfer import Surfer


@pytest.mark.parametrize(
    ("cookie", "accept", "language"),
    [
        ("en", "zh-CN", "en"),
        ("zh", "en", "zh"),
        (None, "en-GB,en;q=0.9,zh;q=0.5", "en"),
        (None, "fr, zh-TW;q=0.8", "zh"),
        (None, "fr", "zh"),
        ("<script>", "en", "en"),
        (None, None, "zh"),
    ],
)
def test_the_language_is_the_cookies_then_the_browsers_then_chinese(
    cookie: str | None, accept: str | None, language: str
) -> None:
    assert choose(cookie, accept) == language


def test_plurals_are_found_in_both_languages() -> None:
    for language in LANGUAGES:
        words = translations(language)
        for number in (0, 1, 2):
            shown = words.ngettext("%(num)s event", "%(num)s events", number)
            assert (
                shown
                == {"zh": "%(num)s 条", "en": "%(num)s event" if number == 1 else "%(num)s events"}[language]
            )


def test_the_switch_changes_the_language_and_stays_on_the_page(surfer: Surfer) -> None:
    page = surfer.open("/incidents?state=open", "reviewer", "zh")
    assert page.locator("html").get_attribute("lang") == "zh-CN"
    assert page.title() == "事件 · 封烬"
    page.get_by_role("button", name="English").click()
    page.wait_for_url("**/incidents?state=open")
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.title() == "Incidents · Ashseal"
    page.goto(surfer.url + "/records")
    assert page.get_by_role("heading", level=1).inner_text() == "Destruction records"
