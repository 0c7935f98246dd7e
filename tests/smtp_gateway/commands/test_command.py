"""What a subcommand is: found by its name, with its own options, its own help, and what it does."""

import argparse

import pytest

from smtp_gateway.commands.command import Command, settings_option


@pytest.fixture
def parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("ashseal-gateway")
    commands = parser.add_subparsers(required=True)
    Command("count", "Count the letters.", settings_option, lambda given: len(given.settings)).register(
        commands
    )
    Command("wait", "Do nothing.", lambda _parser: None, lambda _given: 7).register(commands)
    return parser


def test_the_one_that_was_named_is_run(parser: argparse.ArgumentParser) -> None:
    given = parser.parse_args(["count", "--settings", "x.toml"])
    assert given.run(given) == 6
    given = parser.parse_args(["wait"])
    assert given.run(given) == 7


@pytest.mark.parametrize(
    "arguments", [["count"], ["count", "--settings"], ["wait", "--settings", "x"], ["x"]]
)
def test_what_it_does_not_know_or_lacks_is_wrong_usage(
    parser: argparse.ArgumentParser, arguments: list[str]
) -> None:
    with pytest.raises(SystemExit) as end:
        parser.parse_args(arguments)
    assert end.value.code == 2


def test_its_help_says_what_it_does(
    parser: argparse.ArgumentParser, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        parser.parse_args(["count", "--help"])
    shown = capsys.readouterr().out
    assert "Count the letters." in shown
    assert "--settings FILE" in shown
