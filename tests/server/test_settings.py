import pytest

from runtime.errors import SettingsError
from runtime.settings import parse
from server.settings import ServerSettings


def read(text: str) -> ServerSettings:
    return parse(text.encode(), ServerSettings, name="console.toml")


def test_the_state_directory_alone_is_enough() -> None:
    found = read('[console]\nstate_dir = "var"')
    assert (found.console.port, found.console.machines_port) == (8443, 8444)
    assert not found.console.demo


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[console]\nstate_dir = "var"\nprot = 1', "did you mean `port`"),
        ('[console]\nstate_dir = "var"\nport = 70000', "port"),
        ("[console]\n", "state_dir"),
        ('[console]\nstate_dir = "var"\n[tls]\ndevice_certificate_days = 13', "14"),
        ('[console]\nstate_dir = "var"\n[alerts.email]\npassword = "x"', "password_file"),
        ('[console]\nstate_dir = "var"\n[session]\nattempts = 0', "attempts"),
    ],
)
def test_mistakes_are_named(text: str, said: str) -> None:
    with pytest.raises(SettingsError, match=said):
        read(text)
