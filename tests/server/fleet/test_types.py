from server.fleet.types import EnrolmentToken
from tests.server.support import NOW


def test_a_token_has_a_mute_representation() -> None:
    assert "s3cret" not in repr(EnrolmentToken("s3cret", "gateway", "gw-1", NOW))
