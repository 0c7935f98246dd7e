"""How many sets of labels a text may have around its fields."""

import pytest

from policies.detection import detect
from policies.prefilter import TooDense
from policies.tables import label_sets
from policies.tables.label_sets import NEVER_DENSE, LabelSets


def test_the_same_labels_count_once_and_too_many_sets_end_the_text() -> None:
    sets = LabelSets(length=1000)
    for place in range(2 * NEVER_DENSE):
        sets.take(("姓名", "月供"), place)
    for place in range(NEVER_DENSE - 1):
        sets.take(("姓名", f"月供{place}"), place)
    with pytest.raises(TooDense) as dense:
        sets.take(("姓名",), NEVER_DENSE)
    assert dense.value.place < NEVER_DENSE


def test_a_longer_text_may_have_more() -> None:
    sets = LabelSets(length=1 << 20)
    for place in range(NEVER_DENSE + 1):
        sets.take(("姓名", f"月供{place}"), place)


def test_what_stands_before_a_text_becomes_too_dense_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(label_sets, "NEVER_DENSE", 64)
    record = "姓名：张三\n{}{}月收入：9000\n"
    text = "".join(record.format(chr(0x5000 + i % 97), chr(0x6000 + i // 97)) for i in range(400))
    with pytest.raises(TooDense) as dense:
        detect(text)
    assert 0 < dense.value.place < len(text)
    assert {span.type for span in dense.value.found} >= {"NAME", "INCOME"}
