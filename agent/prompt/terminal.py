"""The question on a terminal, for sessions without a display.

    python -I -m agent.prompt.terminal --terminal pts/3 --language auto

It speaks with the agent as the window does, and with the person through the terminal's device.
Enter without a letter answers nothing: the deadline stands.
"""

import argparse
import sys
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

import msgspec

from agent.prompt import texts
from agent.prompt.base import Answer, Ask, Choice, Question, Settled, Up, decode_down, encode
from agent.prompt.texts import Language
from wire import instant

_CHOICES: dict[str, Choice] = {"d": "destroy", "v": "vault"}


def render(question: Question, language: Language, now: datetime) -> str:
    """Return the question as lines of text; control characters were taken out by the agent."""
    words = texts.of(language)
    due = instant.parse(question.deadline)
    lines = ["", f"== {words.title}: {words.headline} ==", f"   {question.folder}/{question.name}"]
    for found in question.found:
        shown = ", ".join(found.samples)
        times = words.times.format(count=found.count)
        lines.append(f"   - {texts.type_name(found.type, language)} ({times}): {shown}")
    lines.append("   " + " ".join((question.why_zh if language == "zh" else question.why_en).split()))
    left = texts.remaining((due - now).total_seconds(), words)
    note = words.deadline_note.format(time=due.astimezone().strftime("%Y-%m-%d %H:%M"))
    return "\n".join([*lines, f"   {left}. {note}", ""])


def converse(
    messages: Iterable[bytes],
    terminal: TextIO,
    keyboard: TextIO,
    tell: Callable[[Up], None],
    language: Language,
) -> None:
    """Put each question to the person and pass on what they choose, until the messages end."""
    words = texts.of(language)
    for raw in messages:
        try:
            message = decode_down(raw)
        except (msgspec.DecodeError, UnicodeDecodeError):
            continue
        if isinstance(message, Settled):
            terminal.write(f"   {words.results.get(message.result, message.result)}\n")
        elif isinstance(message, Ask):
            choice = _ask(message.question, terminal, keyboard, language)
            if choice is not None:
                tell(Answer(message.question.id, choice))
            else:
                terminal.write(f"   {words.later}\n")
        terminal.flush()


def _ask(question: Question, terminal: TextIO, keyboard: TextIO, language: Language) -> Choice | None:
    terminal.write(render(question, language, datetime.now(UTC)))
    terminal.write(texts.of(language).answer)
    terminal.flush()
    choice = _CHOICES.get(keyboard.readline().strip().lower())
    return None if choice == "vault" and not question.allow_vault else choice


def main() -> int:
    """Ask on the terminal until the agent has nothing more to ask; 3 when it cannot be opened."""
    parser = argparse.ArgumentParser("agent.prompt.terminal")
    parser.add_argument("--language", default="auto")
    parser.add_argument("--terminal", default="tty", help="device below /dev")
    given = parser.parse_args()

    def tell(message: Up) -> None:
        sys.stdout.buffer.write(encode(message))
        sys.stdout.buffer.flush()

    device = Path("/dev") / given.terminal
    try:
        with device.open("w", encoding="utf-8") as terminal, device.open(encoding="utf-8") as keyboard:
            converse(sys.stdin.buffer, terminal, keyboard, tell, texts.choose(given.language))
    except OSError:
        return 3
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
