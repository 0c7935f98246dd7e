"""What all subcommands share."""

import argparse

import pytest

from agent.commands import base


def test_words_and_data_do_not_mix(capsys: pytest.CaptureFixture[str]) -> None:
    base.say("words")
    base.give({"名": 1})
    captured = capsys.readouterr()
    assert captured.err == "words\n"
    assert captured.out == '{"名": 1}\n'


@pytest.mark.parametrize(
    ("variable", "given"), [("/x/agent.toml", "/x/agent.toml"), ("", base.DEFAULT_SETTINGS)]
)
def test_the_settings_file_can_be_named_by_the_environment(
    monkeypatch: pytest.MonkeyPatch, variable: str, given: str
) -> None:
    if variable:
        monkeypatch.setenv("ASHSEAL_AGENT_SETTINGS", variable)
    else:
        monkeypatch.delenv("ASHSEAL_AGENT_SETTINGS", raising=False)
    parser = argparse.ArgumentParser()
    base.add_settings(parser)
    assert parser.parse_args([]).settings == given
