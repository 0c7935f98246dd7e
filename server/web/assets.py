"""Style sheets, scripts and pictures: read once, served with a name that changes with the content.

What is not ours is under `vendor/`, listed in `vendor/MANIFEST.toml` with licence and SHA-256.
A page links `/assets/<digest>/<name>`, so a browser may keep an asset for ever and never has a
stale one. Assets are compressed when they are loaded, not at each request.
"""

import gzip
import hashlib
from functools import cache
from importlib import resources

import msgspec

from server.errors import NotFound

MEDIA_TYPES = {
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml",
}
_FOLDERS = ("vendor", "static")
_DIGEST_LENGTH = 12


class Asset(msgspec.Struct, frozen=True):
    """One file as it is sent; `digest` is the beginning of its SHA-256."""

    name: str
    media_type: str
    digest: str
    plain: bytes
    compressed: bytes


@cache
def assets() -> dict[str, Asset]:
    """Return all assets by file name."""
    files = (file for folder in _FOLDERS for file in (resources.files("server.web") / folder).iterdir())
    loaded = (_load(file.name, file.read_bytes()) for file in files if _suffix(file.name) in MEDIA_TYPES)
    return {asset.name: asset for asset in loaded}


def _load(name: str, content: bytes) -> Asset:
    digest = hashlib.sha256(content).hexdigest()[:_DIGEST_LENGTH]
    return Asset(name, MEDIA_TYPES[_suffix(name)], digest, content, gzip.compress(content, 9, mtime=0))


def _suffix(name: str) -> str:
    return name.rpartition(".")[2]


def asset_url(name: str) -> str:
    """Return the path of an asset for a template.

    Raises:
        KeyError: there is no such asset.
    """
    return f"/assets/{assets()[name].digest}/{name}"


def find(digest: str, name: str) -> Asset:
    """Return the asset that a page linked.

    Raises:
        NotFound: no such asset, or another state of it.
    """
    asset = assets().get(name)
    if asset is None or asset.digest != digest:
        raise NotFound
    return asset
