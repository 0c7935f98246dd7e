"""One question as a card: name, place, what was found, why, the time left, the two buttons.

The buttons can be reached by Tab and by their letters, carry names and descriptions for screen
readers, and none of them is pressed by a stray Enter: a card never takes the focus to "destroy".
"""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from agent.prompt import texts
from agent.prompt.base import Choice, Found, Question, Settled
from agent.prompt.texts import Language
from wire import instant

_NAME_WIDTH = 520  # pixels; a longer name loses its middle
_GOOD = frozenset({"destroyed", "vaulted", "gone"})


class Card(QFrame):
    """Shows `question`; `on_answer` is called once, with its id and the choice."""

    def __init__(
        self, question: Question, language: Language, on_answer: Callable[[str, Choice], None]
    ) -> None:
        super().__init__()
        self.setObjectName("card")
        self.question = question
        self.answered = False
        self._language = language
        self._texts = texts.of(language)
        self._on_answer = on_answer
        self._due = instant.parse(question.deadline).astimezone()
        self._body = QVBoxLayout(self)
        self._body.setContentsMargins(22, 18, 22, 18)
        self._body.setSpacing(8)
        self._clock = _label("", "clock")
        due = self._due.strftime("%Y-%m-%d %H:%M")
        self._note = _label(self._texts.deadline_note.format(time=due), "quiet", wrap=True)
        self.buttons: dict[Choice, QPushButton] = {}
        self._build()

    def tick(self, now: datetime) -> None:
        """Show the time that is left at `now`."""
        if not self.answered:
            self._clock.setText(texts.remaining((self._due - now).total_seconds(), self._texts))

    def settle(self, settled: Settled) -> None:
        """Show how it ended, in place of the buttons."""
        self.answered = True
        good = settled.result in _GOOD
        words = self._texts.results.get(settled.result, settled.result)
        self._clock.setObjectName("result" if good else "failed")
        self._clock.style().unpolish(self._clock)  # the object name changed: style it anew
        self._clock.style().polish(self._clock)
        self._clock.setText(("✓  " if good else "") + words)
        self._clock.setAccessibleName(words)
        for widget in (self._note, *self.buttons.values()):
            widget.hide()
        if settled.record:
            record = _label(self._texts.record.format(id=settled.record), "quiet")
            self._body.addWidget(record)
            record.show()  # only what is shown takes room in the layout

    def _build(self) -> None:
        question, words = self.question, self._texts
        name = _label("", "name")
        name.ensurePolished()  # only then it has the font of the style sheet
        name.setText(name.fontMetrics().elidedText(question.name, Qt.TextElideMode.ElideMiddle, _NAME_WIDTH))
        name.setToolTip(question.name)
        name.setAccessibleName(question.name)
        self._body.addWidget(name)
        folder = _label(f"{words.folder}  {question.folder}", "quiet", wrap=True)
        self._body.addWidget(folder)
        self._body.addSpacing(4)
        for found in question.found[:6]:
            self._body.addLayout(self._found(found))
        self._body.addSpacing(4)
        why = question.why_zh if self._language == "zh" else question.why_en
        self._body.addWidget(_label(" ".join(why.split()) if self._language == "en" else why, "", wrap=True))
        rule = QFrame()
        rule.setObjectName("rule")
        self._body.addSpacing(6)
        self._body.addWidget(rule)
        self._body.addSpacing(4)
        self._body.addLayout(self._foot())
        self._body.addWidget(self._note)

    def _found(self, found: Found) -> QHBoxLayout:
        """Return a line such as `居民身份证号码  3 处  110105********002X  +1`."""
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(_label(texts.type_name(found.type, self._language), "kind"))
        if found.count > 1:
            line.addWidget(_label(self._texts.times.format(count=found.count), "quiet"))
        for sample in found.samples[:2]:
            line.addWidget(_label(sample, "sample"))
        line.addStretch()
        return line

    def _foot(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(10)
        line.addWidget(self._clock)
        line.addStretch()
        words = self._texts
        if self.question.allow_vault:
            line.addWidget(self._button("vault", words.vault, words.vault_key, words.vault_hint))
        line.addWidget(self._button("destroy", words.destroy, words.destroy_key, words.destroy_hint))
        return line

    def _button(self, choice: Choice, words: str, key: str, hint: str) -> QPushButton:
        button = QPushButton(words)
        button.setObjectName(choice)
        button.setToolTip(f"{hint} (Alt+{key})")
        button.setAccessibleName(f"{words}: {self.question.name}")
        button.setAccessibleDescription(hint)
        button.setAutoDefault(False)
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        button.clicked.connect(lambda: self._choose(choice))
        self.buttons[choice] = button
        return button

    def press_by_key(self, owner: QWidget) -> None:
        """Let Alt+D and Alt+V press this card's buttons while it is the first one of `owner`."""
        for choice, button in self.buttons.items():
            key = self._texts.destroy_key if choice == "destroy" else self._texts.vault_key
            QShortcut(QKeySequence(f"Alt+{key}"), owner).activated.connect(button.click)

    def _choose(self, choice: Choice) -> None:
        if self.answered:
            return
        self.answered = True
        for button in self.buttons.values():
            button.setEnabled(False)
        self._clock.setText(self._texts.working[choice])
        self._on_answer(self.question.id, choice)


def _label(words: str, name: str, *, wrap: bool = False) -> QLabel:
    label = QLabel(words)
    label.setTextFormat(Qt.TextFormat.PlainText)  # a file name may hold what looks like markup
    label.setObjectName(name)
    label.setWordWrap(wrap)
    return label
