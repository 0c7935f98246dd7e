"""What one element is by the vocabulary of its format."""

import pytest

from inspection.readers.markup.xml_vocabulary import Act, Role, Roles, Vocabulary, role_of

VOCABULARY = Vocabulary(
    inline=frozenset({"{urn:text}", "b"}), blocks=frozenset({"p"}), breaks={"tab": "\t"},
    rows=frozenset({"tr"}), cells=frozenset({"td"}), aside=frozenset({"note"}), deletion="del", deleted_at="at",
)  # fmt: skip


@pytest.mark.parametrize(
    ("tag", "role"),
    [
        ("p", Role("p", False, Act.NONE)),
        ("{urn:text}p", Role("p", False, Act.NONE)),
        ("{urn:text}span", Role("span", True, Act.NONE)),
        ("{urn:other}b", Role("b", True, Act.NONE)),
        ("{urn:other}tab", Role("tab", True, Act.BREAK)),
        ("tr", Role("tr", False, Act.ROW)),
        ("td", Role("td", False, Act.CELL)),
        ("note", Role("note", False, Act.ASIDE)),
        ("del", Role("del", False, Act.DELETION)),
        ("at", Role("at", True, Act.DELETED_AT)),
        ("binData", Role("binData", False, Act.FILE)),
    ],
)
def test_an_element_is_one_thing(tag: str, role: Role) -> None:
    assert role_of(tag, VOCABULARY) == role


def test_a_name_is_looked_at_once() -> None:
    asked: list[bytes] = []

    def tag(name: bytes) -> str:
        asked.append(name)
        return name.decode().replace("x:", "{urn:text}")

    roles = Roles(tag, VOCABULARY)
    assert [roles[name] for name in (b"x:b", b"x:p", b"x:b")] == [
        Role("b", True, Act.NONE),
        Role("p", False, Act.NONE),
        Role("b", True, Act.NONE),
    ]
    assert asked == [b"x:b", b"x:p"]
