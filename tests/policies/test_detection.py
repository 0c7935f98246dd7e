"""Detection as a whole: offsets, overlaps, order, thresholds, linear cost, hostile input."""

import subprocess
import sys
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policies.detection import detect, normal_value, prepare
from policies.finding import ACT_CONFIDENCE
from policies.prefilter import TooDense

VALUES = {
    "RESIDENT_ID": ("11010519491231002X", "110105 19491231 002x", "１１０１０５１９４９１２３１００２Ｘ"),
    "BANK_CARD": ("6222021234567890128", "6222 0212 3456 7890 128", "62220212345\u200b67890128"),
    "MOBILE": ("13800138000", "138-0013-8000", "+86 13800138000", "１３８００１３８０００"),
    "EMAIL": ("li@example.com", "ｌｉ＠example.com"),
}
FILLER = st.text(st.sampled_from("客户资料，。请查收 abc\n\t：\u200b（）"), max_size=30)


@pytest.fixture(scope="module", autouse=True)
def prepared() -> None:
    """The first text would pay for all that is compiled once, and no example has that much time."""
    prepare()


@settings(max_examples=50)
@given(
    st.lists(
        st.sampled_from([(kind, value) for kind, values in VALUES.items() for value in values]).flatmap(
            lambda pair: st.tuples(FILLER, st.just(pair))
        ),
        min_size=1,
        max_size=6,
    )
)
def test_every_value_is_found_where_it_was_written(parts: list[tuple[str, tuple[str, str]]]) -> None:
    text, expected = "", []
    for filler, (kind, value) in parts:
        text += filler + "。"
        expected.append((len(text), len(text) + len(value), kind))
        text += value + "。"
    found = [(span.start, span.end, span.type) for span in detect(text) if span.type in VALUES]
    assert found == expected


@settings(max_examples=100)
@given(st.text(max_size=200), st.floats(0, 1))
def test_spans_are_ordered_disjoint_and_inside(text: str, least: float) -> None:
    end = 0
    for span in detect(text, min_confidence=least):
        assert end <= span.start < span.end <= len(text)
        assert span.confidence >= least
        assert span.reasons
        end = span.end


def test_of_many_names_beside_documents_each_is_found() -> None:
    line = "授权委托李梅（身份证号：11010519491231002X），身份证见附件。\n"
    assert [span.type for span in detect(line * 9)] == ["NAME", "RESIDENT_ID"] * 9


@given(FILLER, st.sampled_from(["13800138000", "密码：sunshine", "4111112222333344", "11010519491231002X"]))
def test_a_higher_threshold_only_takes_spans_away(filler: str, value: str) -> None:
    text = filler + value
    low = {
        (span.start, span.end)
        for span in detect(text, min_confidence=0.1)
        if span.confidence >= ACT_CONFIDENCE
    }
    assert low == {(span.start, span.end) for span in detect(text)}


@pytest.mark.alone
@pytest.mark.parametrize(
    "piece",
    [
        "1",
        "１",
        "1 ",
        "密码：",
        "password is ",
        "姓名\t",
        "@a",
        "张三先生",
        "+86138",
        "\t",
        "(",
        "13800138000 ",
        "用",
        "6222 ",
    ],
)
def test_cost_is_linear_on_hostile_text(piece: str) -> None:
    def seconds(size: int) -> float:
        text = piece * (size // len(piece))
        times = []
        for _ in range(
            3
        ):  # the least of three: a collection of the whole process's garbage is not the text's cost
            begin = process_time()
            detect(text)
            times.append(process_time() - begin)
        return min(times)

    short, long = seconds(2_000), seconds(16_000)
    assert long < 8 * 4 * short + 0.05  # eight times the text; quadratic would be 64 times the time


@pytest.mark.parametrize("soup", ["密码：Abc@1234 ", "a@b.c", "姓名\t手机\t"])
def test_what_stands_before_a_soup_of_hits_is_kept(soup: str) -> None:
    before = "客户 13800138000。\n" + "请查收附件。\n" * 1_000
    with pytest.raises(TooDense) as dense:
        detect(before + soup * 30_000)
    assert dense.value.found[0].type == "MOBILE"
    assert len(before) < dense.value.place < len(before) + 150_000
    assert ("@" in soup) == (dense.value.found[-1].start > len(before))


def test_after_preparing_nothing_is_imported_opened_or_compiled() -> None:
    """A worker that has fenced itself in could do none of it."""
    script = """
import re, sys
from policies import detection, lazily
from tests.corpus.dev.corpus import samples
texts = [sample.text for sample in samples(seed=3, count=150)]
texts += ["".join(texts[:60]), "\\n\\n".join(texts[60:])]
detection.prepare(detection.prepare())
def forbid(event, arguments):
    if event in ("import", "open", "compile", "subprocess.Popen", "os.listdir"):
        sys.stderr.write(f"{event} {arguments[0]!r}\\n")
        ended.append(event)
ended = []
re.compile = re._compile = lambda *_: ended.append("re.compile")
sys.addaudithook(forbid)
found = sum(len(detection.detect(text)) for text in texts)
print(found, ended)
"""
    answer = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=120
    )
    found, _, ended = answer.stdout.partition(" ")
    assert int(found) > 100
    assert ended.strip() == "[]", answer.stderr


def test_lone_surrogates_and_nothing() -> None:
    assert detect("") == []
    assert [span.start for span in detect("\ud800\udfff 13800138000 \ud800")] == [3]


@pytest.mark.parametrize(
    ("kind", "written", "normal"),
    [
        ("RESIDENT_ID", "110105 19491231-002x", "11010519491231002X"),
        ("BANK_CARD", "6222 0212\u200b 3456", "622202123456"),
        ("MOBILE", "（+86）138 0013 8000", "13800138000"),
        ("MOBILE", "0086-13800138000", "13800138000"),
        ("EMAIL", "Li@Example.com", "li@example.com"),
        ("NAME", "张 三", "张三"),
        ("NAME", "John Smith", "John Smith"),
        ("PASSWORD", "Ａbc 12", "Abc 12"),
    ],
)
def test_normal_values(kind: str, written: str, normal: str) -> None:
    assert normal_value(kind, written) == normal


def test_a_business_mail_with_a_signature_holds_nothing_but_the_signature() -> None:
    text = (
        "王总：\n\n您好！关于三季度的合作方案，请见附件。合同编号 HT20240311-88213，金额 1,299,000.00 元，"
        "订单号 202403118821344551，请于 2024-03-31 前回复。密码政策另行通知。\n\n"
        "李建国 | 客户经理\n电话：010-88886666 转 8021\n手机：138 0013 8000\n邮箱：li.jianguo@bank.example\n"
        "地址：北京市西城区金融大街1号\n"
    )
    found = [(span.type, text[span.start : span.end]) for span in detect(text)]
    assert [pair for pair in found if pair[0] != "NAME"] == [
        ("LANDLINE", "010-88886666 转 8021"),
        ("MOBILE", "138 0013 8000"),
        ("EMAIL", "li.jianguo@bank.example"),
        ("ADDRESS", "北京市西城区金融大街1号"),
    ]
