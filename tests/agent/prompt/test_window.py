"""The window's inside, without a screen: which cards, which words, what size."""

import os

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QScrollArea

from agent.prompt import style
from agent.prompt.base import Ask, Choice, Settled, Shown, Withdraw
from agent.prompt.window import Window, application
from tests.agent.prompt.conftest import make_question

APP = application()


class Room:
    """A window and what came out of it."""

    def __init__(self, language: str = "zh") -> None:
        self.answers: list[tuple[str, Choice]] = []
        self.shown: list[Shown] = []
        self.window = Window(language, lambda *answer: self.answers.append(answer), self.shown.append)  # type: ignore[arg-type]

    def words(self) -> str:
        return "\n".join(label.text() for label in self.window.findChildren(QLabel) if label.isVisible())

    def buttons(self) -> list[QPushButton]:
        return [button for button in self.window.findChildren(QPushButton) if button.isVisible()]


@pytest.fixture
def room() -> Room:
    return Room()


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        (
            "zh",
            [
                "这台电脑上留有含客户信息的文件",
                "谁使用，谁销毁",
                "居民身份证号码",
                "12 处",
                "不得留存",
                "剩余",
            ],
        ),
        (
            "en",
            [
                "A file with client data",
                "Who uses it",
                "Resident ID number",
                "12 times",
                "must not stay",
                "left",
            ],
        ),
    ],
)
def test_it_says_what_was_found_where_why_and_until_when(language: str, expected: list[str]) -> None:
    room = Room(language)
    room.window.take(Ask(make_question()))
    words = room.words()
    for part in [*expected, "私人银行客户名单.xlsx", "/home/wang/桌面", "110105********002X", "2099-03-02"]:
        assert part in words


def test_the_vault_is_offered_only_where_the_policy_allows_it(room: Room) -> None:
    room.window.take(Ask(make_question(allow_vault=False)))
    assert [button.text() for button in room.buttons()] == ["立即销毁"]


def test_what_a_screen_reader_hears(room: Room) -> None:
    room.window.take(Ask(make_question()))
    spoken = {button.accessibleName(): button.accessibleDescription() for button in room.buttons()}
    assert spoken == {
        "移入保管库: 私人银行客户名单.xlsx": "加密存入保管库，并从此处清除。",
        "立即销毁: 私人银行客户名单.xlsx": "覆写并删除文件，无法恢复。",
    }


def test_a_second_press_is_no_second_answer(room: Room) -> None:
    room.window.take(Ask(make_question()))
    vault, destroy = room.buttons()
    destroy.click()
    vault.click()
    destroy.click()
    assert room.answers == [("q1", "destroy")]
    assert "正在销毁" in room.words()


def test_it_grows_with_the_questions_up_to_a_limit_and_scrolls_then(room: Room) -> None:
    heights = []
    for number in range(5):
        room.window.take(Ask(make_question(id=f"q{number}")))
        heights.append(room.window.height())
    assert heights[0] < heights[1] <= heights[4] <= style.HEIGHT_MAX
    assert room.window.width() == style.WIDTH
    [scroll] = room.window.findChildren(QScrollArea)
    inner = scroll.widget()
    assert inner is not None
    assert inner.height() > scroll.height()
    assert "5 个" in room.words()


def test_no_label_is_cut_off(room: Room) -> None:
    long = "loan_applications_final_reviewed_by_branch_office_do_not_delete_customer_identity_numbers.docx"
    room.window.take(Ask(make_question(name=long, folder="/home/wang/" + "deep/" * 40)))
    QApplication.processEvents()
    for label in room.window.findChildren(QLabel):
        if label.isVisible() and label.text():
            needed = label.heightForWidth(label.width()) if label.wordWrap() else label.sizeHint().height()
            assert label.height() >= needed, label.text()
            assert label.wordWrap() or label.width() >= label.sizeHint().width(), label.text()


def test_markup_in_a_name_is_only_text(room: Room) -> None:
    room.window.take(Ask(make_question(name="<b>x</b><img src=a>.txt")))
    assert "<b>x</b><img src=a>.txt" in room.words()


@pytest.mark.parametrize(
    ("result", "words"),
    [
        ("destroyed", "已销毁"),
        ("vaulted", "已移入保管库"),
        ("kept", "未能销毁"),
        ("gone", "已不存在"),
        ("new", "new"),
    ],
)
def test_the_result_takes_the_place_of_the_buttons(room: Room, result: str, words: str) -> None:
    room.window.take(Ask(make_question()))
    room.window.take(Settled("q1", result, "d-77"))
    assert words in room.words()
    assert "d-77" in room.words()
    assert room.buttons() == []


def test_withdrawing_takes_a_card_away_and_the_last_one_the_window(room: Room) -> None:
    room.window.take(Ask(make_question()))
    room.window.take(Ask(make_question(id="q2", name="other.txt")))
    room.window.take(Withdraw("q1"))
    assert "私人银行" not in room.words()
    assert "other.txt" in room.words()
    room.window.take(Withdraw("unknown"))
    room.window.take(Withdraw("q2"))
    assert not room.window.isVisible()


def test_asking_again_replaces_the_question(room: Room) -> None:
    room.window.take(Ask(make_question()))
    room.window.take(Ask(make_question(name="renamed.txt")))
    assert "renamed.txt" in room.words()
    assert len(room.buttons()) == 2
