"""Parts of an agent on a temporary directory, closed at the end."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from agent.parts import Parts
from tests.agent.builders import make_parts


@pytest.fixture
def parts(tmp_path: Path) -> Iterator[Parts]:
    made = make_parts(tmp_path)
    yield made
    made.close()
