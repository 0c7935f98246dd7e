import pytest

from server import errors


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        (errors.NotLoggedIn, 401),
        (errors.Forbidden, 403),
        (errors.NotFound, 404),
        (errors.Conflict, 409),
        (errors.Invalid, 422),
    ],
)
def test_each_refusal_speaks_both_languages_and_has_its_status(
    kind: type[errors.ConsoleError], status: int
) -> None:
    error = kind("不行", "no")
    assert (error.zh, error.en, str(error), error.status) == ("不行", "no", "no", status)


def test_refusals_without_words_have_some() -> None:
    for error in (errors.Forbidden(), errors.NotFound()):
        assert error.zh
        assert error.en
