from datetime import timedelta

import pytest

from server.releases.types import Release, ReleaseState
from tests.server.releases.asking import wanted
from tests.server.support import NOW


@pytest.mark.parametrize(
    ("state", "days", "standing"),
    [
        (ReleaseState.SUBMITTED, 1, "submitted"),
        (ReleaseState.SUBMITTED, 8, "over"),
        (ReleaseState.APPROVED, -1, "later"),
        (ReleaseState.APPROVED, 1, "approved"),
        (ReleaseState.APPROVED, 8, "over"),
        (ReleaseState.REJECTED, 8, "rejected"),
        (ReleaseState.WITHDRAWN, 8, "withdrawn"),
    ],
)
def test_how_it_stands_depends_on_the_day(state: ReleaseState, days: int, standing: str) -> None:
    release = Release(1, state, wanted(), "li", 1, NOW)
    assert release.standing(NOW + timedelta(days=days)) == standing
