from server.replay.rows import Row, Shape
from server.replay.schema import COLUMNS


def test_the_columns_of_a_file_are_the_fields_of_what_is_written() -> None:
    assert tuple(COLUMNS["rows"]) == Row.__struct_fields__
    assert tuple(COLUMNS["shapes"]) == Shape.__struct_fields__
