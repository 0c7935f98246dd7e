"""The window: a list of cards that grows and shrinks with the questions, and closes when none is left.

It asks for attention once, stays above other windows, and never blocks them. Closing it answers
nothing.
"""

import sys
from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QGuiApplication, QIcon, QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from agent.prompt import mark, style, texts
from agent.prompt.base import Ask, Choice, Down, Settled, Shown, Withdraw
from agent.prompt.card import Card
from agent.prompt.texts import Language

CLOSE_AFTER_MS = 2500  # how long the last result stays to be read
_TICK_MS = 500
_SETTLED_MS = 150  # until the window system has placed the window
_MARGIN = 24


class Window(QWidget):
    """Shows questions in `language`; `on_answer` gets each choice, `on_shown` where its buttons are."""

    def __init__(
        self,
        language: Language,
        on_answer: Callable[[str, Choice], None],
        on_shown: Callable[[Shown], None] = lambda _shown: None,
    ) -> None:
        super().__init__()
        self._language = language
        self._texts = texts.of(language)
        self._on_answer = on_answer
        self._on_shown = on_shown
        self._cards: dict[str, Card] = {}
        self._headline = QLabel()
        self._inner = QWidget()
        self._build()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._tick)
        self._timer.start(_TICK_MS)

    def take(self, message: Down) -> None:
        """Do what the agent says: ask, show a result, or take a question away."""
        if isinstance(message, Ask):
            self._ask(message)
        elif isinstance(message, Settled) and message.id in self._cards:
            self._cards[message.id].settle(message)
            self._refresh()
            QTimer.singleShot(CLOSE_AFTER_MS, lambda: self._remove(message.id))
        elif isinstance(message, Withdraw):
            self._remove(message.id)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """End the process: the person decided to decide later."""
        event.accept()
        QApplication.quit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Escape closes, which answers nothing."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        super().keyPressEvent(event)

    def _build(self) -> None:
        self.setObjectName("window")
        self.setWindowTitle(self._texts.title)
        self.setWindowIcon(QIcon(mark.draw(64)))
        self.setWindowFlag(Qt.WindowType.WindowStaysOnTopHint)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        self._top = self._head()
        whole.addWidget(self._top)
        self._inner.setObjectName("list")
        self._list = QVBoxLayout(self._inner)
        self._list.setContentsMargins(18, 18, 18, 18)
        self._list.setSpacing(14)
        self._list.addStretch()
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(self._inner)
        whole.addWidget(self._scroll)

    def _head(self) -> QFrame:
        head = QFrame()
        head.setObjectName("head")
        across = QHBoxLayout(head)
        across.setContentsMargins(22, 16, 22, 16)
        across.setSpacing(16)
        seal = QLabel()
        seal.setPixmap(mark.draw(48, self.devicePixelRatioF()))
        seal.setAccessibleName("Ashseal")
        across.addWidget(seal)
        lines = QVBoxLayout()
        lines.setSpacing(4)
        across.addLayout(lines, 1)
        self._headline.setObjectName("headline")
        self._headline.setWordWrap(True)
        principle = QLabel(self._texts.principle)
        principle.setObjectName("principle")
        principle.setWordWrap(True)
        lines.addWidget(self._headline)
        lines.addWidget(principle)
        return head

    def _ask(self, message: Ask) -> None:
        self._drop(message.question.id)
        card = Card(message.question, self._language, self._answer)
        self._cards[message.question.id] = card
        self._list.insertWidget(self._list.count() - 1, card)
        if len(self._cards) == 1:
            card.press_by_key(card)
        self._tick()
        card.show()  # only what is shown takes room in the layout
        self._refresh()
        self.show()
        self.raise_()
        QTimer.singleShot(_SETTLED_MS, lambda: self._tell_shown(message.question.id))

    def _answer(self, question: str, choice: Choice) -> None:
        self._on_answer(question, choice)

    def _tell_shown(self, question: str) -> None:
        card = self._cards.get(question)
        if card is None:
            return
        places: dict[str, tuple[int, int]] = {}
        for choice, button in card.buttons.items():
            centre: QPoint = button.mapToGlobal(button.rect().center())
            places[choice] = (centre.x(), centre.y())
        self._on_shown(Shown(question, places))

    def _remove(self, question: str) -> None:
        self._drop(question)
        if not self._cards:
            self.close()
        else:
            self._refresh()

    def _drop(self, question: str) -> None:
        card = self._cards.pop(question, None)
        if card is not None:
            card.hide()
            self._list.removeWidget(card)
            card.deleteLater()

    def _tick(self) -> None:
        now = datetime.now().astimezone()
        for card in self._cards.values():
            card.tick(now)

    def _refresh(self) -> None:
        """Fit headline and height to the cards that are there."""
        count = sum(not card.answered for card in self._cards.values()) or 1
        words = self._texts.headline if count == 1 else self._texts.headline_many.format(count=count)
        self._headline.setText(words)
        self.setFixedWidth(style.WIDTH)
        self._inner.setFixedWidth(style.WIDTH)
        self._list.activate()
        screen = QGuiApplication.primaryScreen().availableGeometry()
        cards = self._list.totalHeightForWidth(style.WIDTH)
        self._inner.setFixedHeight(cards)
        wanted = self._top.heightForWidth(style.WIDTH) + cards
        height = min(wanted, style.HEIGHT_MAX, screen.height() - 60)
        self.setFixedHeight(height)
        corner = QPoint(screen.right() - style.WIDTH - _MARGIN, screen.bottom() - height - 2 * _MARGIN)
        self.move(corner if not self.isVisible() else QPoint(self.x(), min(self.y(), corner.y())))


def application() -> QApplication:
    """Return the one application of this process, in the house's style."""
    found = QApplication.instance()
    app = found if isinstance(found, QApplication) else QApplication(sys.argv[:1])
    app.setStyle("Fusion")  # the same on every desktop, so that the sheet fits
    font = app.font()
    font.setFamilies(style.FONTS)
    app.setFont(font)
    app.setStyleSheet(style.SHEET)
    return app
