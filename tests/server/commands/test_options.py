import pytest

from server.commands.options import answer, say


def test_answers_go_to_stdout_and_words_to_stderr(capsys: pytest.CaptureFixture[str]) -> None:
    answer({"名": 1})
    say("words")
    out = capsys.readouterr()
    assert (out.out, out.err) == ('{"名":1}\n', "words\n")
