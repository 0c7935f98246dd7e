"""Elements that begin and end, and texts between them: lines, cells and rows."""

from inspection.readers.markup.xml_flow_state import Flow, end, start, take
from inspection.readers.markup.xml_vocabulary import Vocabulary, role_of

VOCABULARY = Vocabulary(
    inline=frozenset({"b"}), breaks={"tab": "\t"}, rows=frozenset({"tr"}), cells=frozenset({"td"}),
    aside=frozenset({"note"}), value="value", deletion="deletion", deleted_at="change", identity=frozenset({"id"}),
)  # fmt: skip


def gathered(document: str, **attributes: str) -> Flow:
    """What is gathered of `<p`, `text`, `p>` …; all elements have the same attributes."""
    flow = Flow(VOCABULARY)

    def asked(name: str) -> str:
        return attributes.get(name, "")

    for piece in document.split():
        if piece.startswith("<"):
            start(flow, role_of(piece[1:], VOCABULARY))
        elif piece.endswith(">"):
            end(flow, role_of(piece[:-1], VOCABULARY), asked, asked)
        else:
            take(flow, piece)
    return flow


def test_what_is_inline_stands_in_the_line_around_it() -> None:
    assert gathered("<p 1 <b 2 b> <tab tab> 3 p> <p p> 4").lines == ["12\t3"]


def test_cells_are_joined_to_rows_and_notes_stand_apart() -> None:
    flow = gathered("<tr <td <p 1 p> <p 2 p> td> <td <note <p x p> note> td> <td 3 td> tr>")
    assert flow.lines == ["x", "1 2\t\t3"]


def test_a_number_that_is_stored_is_read_beside_the_one_that_is_shown() -> None:
    flow = gathered("<tr <td 5% td> tr>", value="0.05")
    assert (flow.lines, flow.stored) == (["5%"], ["0.05"])


def test_what_was_deleted_stands_where_it_was() -> None:
    flow = gathered("<deletion <p 2 p> deletion> <p 1 <change change> 3 p>", id="7")
    assert (flow.lines, flow.stored) == (["2", "13"], ["123"])


def test_a_cell_without_a_row_is_a_line() -> None:
    assert gathered("<td <p 1 p> td>").lines == ["1"]
