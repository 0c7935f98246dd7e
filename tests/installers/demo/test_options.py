from pathlib import Path

import pytest

from installers.demo.options import parse


def test_the_defaults_are_the_documented_addresses():
    chosen = parse([])
    assert (chosen.smtp, chosen.console, chosen.demo, chosen.stay) == (
        "127.0.0.1:2525",
        "127.0.0.1:8443",
        True,
        True,
    )


def test_demo_only_uses_free_ports_so_that_two_runs_do_not_meet():
    chosen = parse(["--demo-only"])
    assert (chosen.smtp, chosen.console, chosen.stay) == ("127.0.0.1:0", "127.0.0.1:0", False)


@pytest.mark.parametrize(
    ("arguments", "remedy"),
    [
        (["--demo-only", "--no-demo"], "not allowed with"),
        (["--smtp", "2525"], "give HOST:PORT"),
        (["--upstream", "127.0.0.1:99999"], "give HOST:PORT"),
        (["--policy", "nowhere.yaml"], "no such file"),
    ],
)
def test_wrong_usage_names_the_remedy_and_exits_with_2(arguments, remedy, capsys):
    with pytest.raises(SystemExit) as ended:
        parse(arguments)
    assert ended.value.code == 2
    assert remedy in capsys.readouterr().err


def test_a_policy_file_is_taken(tmp_path: Path):
    policy = tmp_path / "own.yaml"
    policy.write_text("schema: 1\n")
    assert parse(["--policy", str(policy)]).policy == str(policy)
