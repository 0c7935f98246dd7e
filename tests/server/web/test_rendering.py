import pytest
from jinja2 import UndefinedError

from docs.screenshot_data import Filled
from server.web import rendering
from server.web.language import Language
from server.web.visit import FORM_COOKIE, Fields, Visit
from tests.server.web.visitor import Visitor


def said(template: str, language: Language = "en", **values: object) -> str:
    return rendering.environment(language).from_string(template).render(**values)


async def test_what_somebody_typed_is_never_markup(filled: Filled) -> None:
    async with Visitor(filled, "reviewer") as visitor:
        answer = await visitor.get('/incidents?text="><script>alert(1)</script>')
    assert "<script>alert" not in answer.text
    assert "&#34;&gt;&lt;script&gt;alert(1)" in answer.text


def test_a_value_that_was_not_given_is_an_error_and_no_gap() -> None:
    with pytest.raises(UndefinedError):
        said("{{ forgotten }}")


def test_tokens_are_said_in_the_language_of_the_page() -> None:
    assert said("{{ 'refused'|label('outcome') }}", "zh") == "已拒绝"
    assert said("{{ 'refused'|label('outcome') }}", "en") == "Refused"
    assert said("{{ 'of-a-newer-edge'|label('outcome') }}", "zh") == "of-a-newer-edge"


def test_an_empty_token_is_no_word_at_all() -> None:
    """To the empty text gettext answers with the head of the catalogue."""
    assert said("[{{ ''|label('outcome') }}{{ ''|words }}]", "zh") == "[]"


@pytest.mark.parametrize(
    ("key", "value", "shown"),
    [
        ("roles", "audit_admin employee", "审计管理员、员工"),
        ("before", "system_admin", "系统管理员"),
        ("component", "gateway", "邮件网关"),
        ("reason", "gateway", "gateway"),
    ],
)
def test_only_the_tokens_of_an_audit_entry_become_words(key: str, value: str, shown: str) -> None:
    assert said("{{ value|detail(key) }}", "zh", value=value, key=key) == shown


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/home/li/桌面/名单.xlsx", "名单.xlsx"),
        (r"C:\Users\li\名单.xlsx", "名单.xlsx"),
        ("名单.xlsx", "名单.xlsx"),
    ],
)
def test_the_name_of_a_file_of_any_system(path: str, name: str) -> None:
    assert said("{{ path|basename }}", path=path) == name


def test_a_long_address_may_be_broken_before_its_domain_and_is_escaped_all_the_same() -> None:
    assert said("{{ who|soft }}", who="<li>@bank.example") == "&lt;li&gt;<wbr>@bank.example"


@pytest.mark.parametrize(
    ("wanted", "path"),
    [
        ("/incidents?state=open", "/incidents?state=open"),
        ("//evil.example", "/home"),
        ("/\\evil.example", "/home"),
        ("https://evil.example/", "/home"),
        ("/a\r\nSet-Cookie: x=1", "/home"),
        ("", "/home"),
    ],
)
def test_a_link_can_lead_only_to_a_path_of_ours(wanted: str, path: str) -> None:
    assert rendering.local_path(wanted, "/home") == path


def test_a_form_that_was_taken_leads_to_a_page_that_says_so() -> None:
    assert rendering.redirect("/people/2", done="roles").url == "/people/2?done=roles"
    assert rendering.redirect("/drafts/2?document=a", done="saved").url == "/drafts/2?document=a&done=saved"
    assert rendering.redirect("/log-in").url == "/log-in"
    assert rendering.redirect("/log-in").status_code == 303


def test_the_log_in_knows_the_way_back_whole() -> None:
    assert rendering.to_log_in("/incidents?a=1&b=2").url == "/log-in?next=%2Fincidents%3Fa%3D1%26b%3D2"


def test_a_download_is_saved_and_neither_shown_nor_kept() -> None:
    made = rendering.download(b"a,b", "incidents.csv", "text/csv")
    assert made.headers["Content-Disposition"] == 'attachment; filename="incidents.csv"'
    assert made.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("new", [True, False])
def test_the_cookie_of_a_form_is_set_when_the_browser_has_none(filled: Filled, new: bool) -> None:
    visit = Visit(filled.console, None, "en", "/log-in", Fields(), "127.0.0.1", "", "seed", new, False)
    assert [cookie.key for cookie in rendering.form_cookies(visit)] == [FORM_COOKIE] * new
