"""What is kept of a document can be tried out, so it stands in no log."""

from tests.server.documents.made import made


def test_a_new_document_does_not_show_what_is_kept_of_it() -> None:
    one = made("a", seed=3)
    assert repr(one) == f"<NewDocument {one.letters} letters>"
