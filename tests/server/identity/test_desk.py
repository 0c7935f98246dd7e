from server.identity.desk import digest_of, new_secret


def test_secrets_are_long_random_and_fit_a_url() -> None:
    made = {new_secret() for _ in range(50)}
    assert len(made) == 50
    assert all(len(secret) == 43 and secret.replace("-", "").replace("_", "").isalnum() for secret in made)


def test_only_a_digest_is_stored() -> None:
    assert digest_of("a") == digest_of("a") != digest_of("b")
    assert len(digest_of("\ud800")) == 64
