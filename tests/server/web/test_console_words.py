import re
from pathlib import Path

import server
from server.web import console_words

_ACTION = re.compile(
    r'"((?:audit|document|edm|escrow|fleet|identity|incident|people|policy|record|release)\.[a-z-]+)"'
)


def test_every_action_that_is_audited_has_a_word() -> None:
    areas = (
        "audit",
        "documents",
        "escrow",
        "fleet",
        "identity",
        "incidents",
        "people",
        "policy",
        "destruction",
        "releases",
        "commands",
    )
    folder = Path(next(iter(server.__path__)))
    written = {
        action
        for area in areas
        for file in (folder / area).glob("*.py")
        if file.name != "types.py"
        for action in _ACTION.findall(file.read_text(encoding="utf-8"))
    }
    assert len(written) > 20
    assert written - set(console_words.AUDIT_ACTION) == set()
