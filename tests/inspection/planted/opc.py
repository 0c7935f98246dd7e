"""Packages with one more part, as programs write them that no Python library imitates."""

import io
import zipfile
from collections.abc import Callable, Mapping

from tests.inspection.planted.numbers import filled


def package(members: Mapping[str, bytes], *, stored: tuple[str, ...] = ()) -> bytes:
    """A ZIP package of these members; those `stored` are not compressed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in members.items():
            method = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            target.writestr(name, content, compress_type=method)
    return buffer.getvalue()


def members(content: bytes) -> dict[str, bytes]:
    """All members of a package."""
    with zipfile.ZipFile(io.BytesIO(content)) as source:
        return {info.filename: source.read(info) for info in source.infolist()}


def with_parts(content: bytes, parts: Mapping[str, bytes]) -> bytes:
    """The package with these parts added or replaced."""
    return package({**members(content), **parts})


def inserted(content: bytes, name: str, before: bytes, text: bytes) -> bytes:
    """The package with `text` put before the last `before` of one part."""
    parts = members(content)
    head, mark, tail = parts[name].rpartition(before)
    assert mark, name
    return package({**parts, name: head + text + mark + tail})


def parts_of(base: Callable[[], bytes], name: str, template: str) -> Callable[[str], bytes]:
    """A maker that adds one part from a template."""
    return lambda number: with_parts(base(), {name: filled(template, number)})


def fragments_of(
    base: Callable[[], bytes], name: str, before: bytes, template: str
) -> Callable[[str], bytes]:
    """A maker that puts a filled template into a part."""
    return lambda number: inserted(base(), name, before, filled(template, number))
