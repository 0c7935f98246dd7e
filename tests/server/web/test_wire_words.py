from policies.finding import Category, Grade
from policies.inspected import InspectionVerdict
from policies.taxonomy import ENTITY_TYPES
from server.web import wire_words
from server.web.language import translations


def test_every_token_an_edge_sends_has_a_word() -> None:
    assert set(ENTITY_TYPES) <= set(wire_words.TYPE)
    assert set(Category) <= set(wire_words.CATEGORY)
    assert set(Grade) <= set(wire_words.GRADE)
    assert set(InspectionVerdict) <= set(wire_words.INSPECTION)


def test_types_and_grades_are_told_apart_in_chinese() -> None:
    chinese = translations("zh").gettext
    types = [chinese(words) for words in wire_words.TYPE.values()]
    assert len(set(types)) == len(types)
    assert [chinese(wire_words.GRADE[grade]) for grade in Grade] == ["一般", "敏感", "重点保护"]


def test_the_outcomes_of_the_design_have_words() -> None:
    outcomes = {
        "passed",
        "sealed-smime",
        "sealed-openpgp",
        "sealed-pdf",
        "redacted",
        "held",
        "refused",
        "deferred",
    }
    assert outcomes | {"destroyed", "vaulted", "kept", "prompted"} <= set(wire_words.OUTCOME)
