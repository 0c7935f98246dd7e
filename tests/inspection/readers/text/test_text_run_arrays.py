"""What expressions define as runs of text is what comparing all places at once finds."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspection.readers.text import text_run_arrays, text_runs
from tests.inspection.samples import ID

# Octets at the edges of the classes, and texts in the charsets that are looked for.
PIECES = st.one_of(
    st.binary(max_size=9),
    st.lists(st.sampled_from(b"\0\1\t\n 0?@NZ~\x7f\x9f\xa0\xa1\xb0\xee\xf7\xf8\xfe\xff"), max_size=12).map(
        bytes
    ),
    st.text("Card 证件\u3000\u3040\uffef\U0001f600", max_size=9).map(lambda text: text.encode("utf-16-le")),
    st.text("Card 证件", max_size=9).map(lambda text: text.encode("gb18030")),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(PIECES, max_size=12).map(b"".join))
def test_arrays_find_what_expressions_find(data: bytes) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(text_runs, "_SMALL", len(data))
        assert [each.text for each in text_runs.both(data, ())] == [
            runs.decode(charset, "replace")
            for runs, charset in zip(text_run_arrays.runs(data), ("gb18030", "utf-16-le"), strict=True)
            if runs
        ]


def test_runs_at_the_very_edges() -> None:
    assert text_run_arrays.runs(ID.encode() + b"\1") == (ID.encode(), b"")
    assert text_run_arrays.runs(b"\1" + ID.encode("utf-16-le"))[1] == ID.encode("utf-16-le")
    assert text_run_arrays.runs(b"") == (b"", b"")
