import msgspec
import pytest

from docs.screenshot_data import Filled, mails
from docs.screenshot_mail import add_masked
from server.web.language import Language
from server.web.rule_words import RuleWords, rule_words
from server.web.visit import Fields, Visit
from tests.server.web.policy_changes import draft
from wire.bundle import PolicyDocument
from wire.incident import Incident

REFUSED = mails()[0]


def told(filled: Filled, incident: Incident, name: str = "reviewer", language: Language = "en") -> RuleWords:
    person = filled.person(name)
    visit = Visit(filled.console, person, language, "/", Fields(), "127.0.0.1", "", "seed", False, False)
    return rule_words(visit, incident)


@pytest.mark.parametrize(
    ("language", "beginning"), [("zh", "您的邮件没有发出。"), ("en", "Your mail was not sent.")]
)
def test_a_rule_says_the_clause_it_carries_out_and_what_the_sender_was_told(
    filled: Filled, language: Language, beginning: str
) -> None:
    words = told(filled, REFUSED, language=language)
    assert words.clauses == ("在邮件传送时不能同时发送密码",)
    assert words.notice.startswith(beginning)


def test_the_words_are_those_of_the_version_that_acted(filled: Filled) -> None:
    clause, shorter = "在邮件传送时不能同时发送密码", "密码另行告知"
    made = draft(filled)
    policy, author = filled.console.policy, filled.person("security-a")
    policy.save_document(author, made.id, "bank", made.text_of("bank").replace(clause, shorter))
    policy.submit(author, made.id, "shorter words")
    policy.approve(filled.person("security-b"), made.id)
    assert told(filled, REFUSED).clauses == ("在邮件传送时不能同时发送密码",)
    newer = msgspec.structs.replace(REFUSED, policy_version=2)
    assert told(filled, newer).clauses == ("密码另行告知",)


@pytest.mark.parametrize("change", [{"policy_version": 7}, {"rule": "of-nobody"}, {"policy_version": 0}])
def test_a_rule_that_is_not_known_here_says_nothing(filled: Filled, change: dict[str, object]) -> None:
    assert told(filled, msgspec.structs.replace(REFUSED, **change)) == RuleWords((), "")


def test_it_says_which_rules_of_that_version_mask(filled: Filled) -> None:
    assert told(filled, REFUSED).masking == frozenset()
    add_masked(filled)
    newer = msgspec.structs.replace(REFUSED, policy_version=2)
    assert told(filled, newer).masking == {"identity-is-masked"}
    assert told(filled, msgspec.structs.replace(newer, rule="of-nobody")).masking == {"identity-is-masked"}


def test_who_may_not_read_policies_is_told_nothing_of_them(filled: Filled) -> None:
    assert told(filled, REFUSED, "sysadmin") == RuleWords((), "")


def test_a_version_in_a_language_this_console_no_longer_reads_says_nothing(filled: Filled) -> None:
    with filled.console.database.write() as connection:
        older = PolicyDocument("bank", "schema: 0")
        made = filled.console.policy._publish(connection, (older,), reason="x", author="a", approver="b")
    newer = msgspec.structs.replace(REFUSED, policy_version=made.version)
    assert told(filled, newer) == RuleWords((), "")
