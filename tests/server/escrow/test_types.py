from server.escrow.types import OpenedPassword


def test_the_password_is_not_in_the_representation() -> None:
    assert "s3cret" not in repr(OpenedPassword("esc-1", "s3cret", ()))
