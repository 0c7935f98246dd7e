import numpy as np

from policies.exact_match import layout


def test_a_value_that_too_many_rows_share_is_left_out_and_counted() -> None:
    just, more = np.uint64(5 << 40), np.uint64(6 << 40)
    rows = [just] * layout.SHARED_MAX + [more] * (layout.SHARED_MAX + 1) + [np.uint64(0), np.uint64(7 << 40)]
    laid = layout.primary(np.array(rows, np.uint64))
    assert (laid.entries, laid.left_out) == (layout.SHARED_MAX + 1, layout.SHARED_MAX + 1)


def test_an_empty_column_has_its_offsets_only() -> None:
    laid = layout.primary(np.zeros(3, np.uint64))
    assert (laid.entries, laid.left_out, laid.bits) == (0, 0, 8)
    assert [len(piece) for piece in laid.pieces] == [4 * 257, 0, 0]


def test_a_present_value_is_never_taken_for_an_empty_cell() -> None:
    cut = np.frombuffer(layout.other(np.array([0, 1, 1 << 32, 1 << 63], np.uint64)), "<u4")
    assert cut.tolist() == [0, 1, 1, 1 << 31]
