import pytest

from server.errors import Invalid
from server.identity import passwords

OWN = ("zhang.wei", "张伟", "zhang.wei")


@pytest.mark.parametrize(
    "good", ["Winter-Garten 7 Kranich", "密码要够长才行呀十二三四", "correct horse battery"]
)
def test_long_and_own_passwords_pass(good: str) -> None:
    passwords.check_rule(good, OWN)


@pytest.mark.parametrize(
    "bad",
    [
        "",
        "short-1A!",
        "aaaaaaaaaaaaaaaa",
        "ababababababab",
        "zhangwei-2026-xx",
        "Zhang.Wei 2026 Q",
        "Password1234",
        "123456789012",
        "x" * 257,
    ],
)
def test_short_repeated_and_guessable_ones_are_refused(bad: str) -> None:
    with pytest.raises(Invalid) as refused:
        passwords.check_rule(bad, OWN)
    assert not bad or bad not in refused.value.en


def test_a_hash_is_argon2id_and_matches_its_password_alone() -> None:
    stored = passwords.hash_of("Winter-Garten 7 Kranich")
    assert stored.startswith("$argon2id$")
    assert passwords.matches(stored, "Winter-Garten 7 Kranich")
    assert not passwords.matches(stored, "winter-garten 7 kranich")


def test_without_a_stored_hash_nothing_matches() -> None:
    assert not passwords.matches(None, "nobody has this password")
    assert not passwords.matches("not a hash", "x")
