"""Archives that libarchive unpacks: 7z, RAR, cabinets, cpio, ar (Debian packages).

Every member is read by its content, every name and link target as text. Nothing is written and no
link is followed, so names that climb out or are absolute lead nowhere.
"""

from collections.abc import Callable, Iterator

from inspection.content import Content
from inspection.errors import Unreadable
from inspection.readers.archive import archive_member, archive_outline, archive_rar, seven_zip_crypt
from inspection.readers.archive.archive_member import Meter, name_of
from inspection.readers.archive.archive_outline import Outline
from inspection.readers.archive.libarchive_entries import Archive, Entry
from inspection.readers.text import unknown
from inspection.segment import Place, Segment, step
from inspection.walker import Reader, Walk

_STRONG = "strong"  # 7z knows AES-256 only


def _reader(form: str, outlined: Callable[[Content], Outline]) -> Reader:
    def read(content: Content, place: Place, walk: Walk) -> Iterator[Segment]:
        segments = _read(form, outlined, content, place, walk)
        return archive_member.or_strings(segments, content, place, form, walk)

    return read


def _read(
    form: str, outlined: Callable[[Content], Outline], content: Content, place: Place, walk: Walk
) -> Iterator[Segment]:
    outline = outlined(content)
    for reason in outline.reasons:
        walk.refuse(reason)
    for text in outline.comments:
        yield from unknown.strings(text, step(place, "comment", form))
    end = outline.end
    plain = seven_zip_crypt.unlock(content, outline.start, place, walk) if form == "7z" else None
    if plain is not None:
        with walk.holding(len(plain)):
            yield from walk.descend(plain, step(place, "decrypted", form))
    elif outline.hidden_names:
        walk.found_encrypted(place, form, outline.hidden_names, unlocked=_is_unlocked(outline, walk))
    else:
        yield from _packed(outline, form, place, walk)
        with Archive(content, form, outline.start) as archive:
            yield from _members(archive, outline, place, walk)
            end = end if end >= 0 else outline.start + archive.position
    if end < len(content):
        if outline.ends_the_file:
            walk.refuse(f"malformed:{form}")
        yield from archive_member.stray(content, end, len(content), place, walk)


def _is_unlocked(outline: Outline, walk: Walk) -> bool:
    """Say whether a candidate is proved right by the headers, which does not open the members."""
    opens = outline.opens
    return opens is not None and bool(walk.passwords.first(lambda each: opens(each, walk.limits) or None))


def _packed(outline: Outline, form: str, place: Place, walk: Walk) -> Iterator[Segment]:
    """Yield comments and streams, each in an archive of its own."""
    for kind, octets in outline.packed:
        walk.count_member()
        with Archive(octets, form) as archive:
            for _ in archive:
                pieces = Meter(len(octets), walk).bounded(archive.data())
                yield from archive_member.inspect(pieces, step(place, kind, form), walk)


def _members(archive: Archive, outline: Outline, place: Place, walk: Walk) -> Iterator[Segment]:
    """Yield the members in their order; the headers' word on encryption counts where they have one.

    Raises:
        Unreadable: `malformed:<form>` if members were passed over.
    """
    meter, seen, reached, told = Meter(archive.size, walk), 0, 0, outline.strengths
    before = len(walk.encrypted)
    unlocked = any(told or ()) and _is_unlocked(outline, walk)
    for entry in archive:
        walk.count_member()
        inner = step(place, "member", name_of(entry.name))
        yield from archive_member.names(inner, *map(name_of, (entry.name, *entry.links)))
        strength = told[seen] if told and seen < len(told) else _STRONG * entry.is_encrypted
        yield from walk.guard(
            archive.form, _member(archive, entry, strength, inner, meter, unlocked=unlocked)
        )
        seen, reached = seen + 1, archive.position
    if archive.has_encrypted and len(walk.encrypted) == before:
        walk.found_encrypted(place, archive.form, _STRONG)
    skipped = outline.trailer and archive.position - reached > outline.trailer
    if skipped or (told is not None and seen != len(told)):
        raise Unreadable(f"malformed:{archive.form}")


def _member(
    archive: Archive, entry: Entry, strength: str, place: Place, meter: Meter, *, unlocked: bool
) -> Iterator[Segment]:
    if entry.damaged:
        meter.walk.refuse(f"malformed:{archive.form}")
    if strength:
        meter.walk.found_encrypted(place, archive.form, strength, unlocked=unlocked)
    elif not entry.is_directory:
        yield from archive_member.inspect(meter.bounded(archive.data()), place, meter.walk)


seven_zip = _reader("7z", archive_outline.seven_zip)
rar = _reader("rar", archive_rar.outline)
cabinet = _reader("cab", archive_outline.cabinet)
cpio = _reader("cpio", archive_outline.until_trailer)
ar = _reader("ar", archive_outline.until_end)
