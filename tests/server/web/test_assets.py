import gzip
import hashlib

import pytest

from server.errors import NotFound
from server.web.assets import asset_url, assets, find


def test_every_asset_is_named_by_its_content() -> None:
    for name, asset in assets().items():
        assert hashlib.sha256(asset.plain).hexdigest().startswith(asset.digest)
        assert gzip.decompress(asset.compressed) == asset.plain
        assert asset_url(name) == f"/assets/{asset.digest}/{name}"


def test_what_a_page_needs_is_there_and_a_manifest_is_not_served() -> None:
    assert {"tabler.min.css", "htmx.min.js", "icons.svg", "console.css", "console.js", "logo.svg"} <= set(
        assets()
    )
    assert not any(name.endswith((".toml", ".txt")) for name in assets())


def test_an_older_state_of_an_asset_is_not_found() -> None:
    digest = assets()["console.css"].digest
    assert find(digest, "console.css").name == "console.css"
    for wrong in (("0" * 12, "console.css"), (digest, "console.js"), (digest, "../menu.py")):
        with pytest.raises(NotFound):
            find(*wrong)
