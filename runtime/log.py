"""The log: one JSON object a line, an event name and its facts.

    _log = log.get(__name__)
    _log.info("message-refused", extra={"queue_id": queue_id, "rule": "password-disclosed"})

gives `{"at": …, "level": "info", "component": "gateway", "logger": …, "event": "message-refused", …}`.
Found values, passwords and message text are never given to the log. Below that rule lies a net: a
run of eleven or more digits in a text (the length of a mobile number; cards and identity numbers
are longer) is replaced, objects that are no plain data appear as their type, and an exception as
its type and where it was raised. Libraries that log what passes through them are held at WARNING.
"""

import json
import logging
import logging.handlers
import re
import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path

# aiosmtpd writes every DATA line and SQLAlchemy every parameter at DEBUG or INFO; asyncio prints
# callbacks with their arguments; the others are talkative.
CHATTY = (
    "aiosmtplib",
    "aiosqlite",
    "asyncio",
    "fontTools",
    "hpack",
    "httpcore",
    "httpx",
    "mail.debug",
    "mail.error",
    "mail.log",
    "pikepdf",
    "PIL",
    "reportlab",
    "sqlalchemy",
    "uvicorn.access",
    "watchdog",
)

_OWN_FIELDS = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}
_DIGIT_RUN = re.compile(r"(?<![0-9A-Za-z])\d(?:[ -]?\d){10,}[Xx]?(?![0-9A-Za-z])")
_REDACTED = "[digits]"


def setup(component: str, level: str = "INFO", file: Path | str | None = None) -> None:
    """Send this process's log as JSON lines to `file`, or to standard error.

    Calling it again replaces what the first call set up. `level` is a name such as `DEBUG`.

    Raises:
        OSError: `file` cannot be opened for appending.
    """
    handler = logging.handlers.WatchedFileHandler(file, encoding="utf-8") if file else _stderr()
    handler.setFormatter(JsonLines(component))
    root = logging.getLogger()
    for old in list(root.handlers):
        if isinstance(old.formatter, JsonLines):
            root.removeHandler(old)
            old.close()
    root.addHandler(handler)
    root.setLevel(level)
    logging.raiseExceptions = False  # a log that cannot be written must not write elsewhere
    for name in CHATTY:
        logging.getLogger(name).setLevel(logging.WARNING)


def get(name: str) -> logging.Logger:
    """Return the logger of a module; give its `__name__`."""
    return logging.getLogger(name)


class JsonLines(logging.Formatter):
    """Renders a record as one line of JSON; see the module for what it leaves out."""

    def __init__(self, component: str) -> None:
        super().__init__()
        self._component = component

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as a JSON object without a line break."""
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "component": self._component,
            "logger": record.name,
            "event": _safe(record.getMessage()),
        }
        line |= {key: _safe(value) for key, value in vars(record).items() if key not in _OWN_FIELDS}
        if record.exc_info and record.exc_info[1] is not None:
            line |= _exception(record.exc_info[1])
        text = json.dumps(line, ensure_ascii=False, separators=(",", ":"))
        return text.encode("utf-8", "backslashreplace").decode()


def _stderr() -> logging.Handler:
    return logging.StreamHandler(sys.stderr)


def _exception(error: BaseException) -> dict[str, object]:
    """Return where `error` came from; its text stays out, for it may quote what was being read."""
    frames = traceback.extract_tb(error.__traceback__)[-8:]
    places = [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
    return {"error": type(error).__name__, "raised_at": places}


def _safe(value: object) -> object:
    """Return `value` as plain data that JSON can carry, long runs of digits replaced."""
    if isinstance(value, str):
        return _DIGIT_RUN.sub(_REDACTED, value)
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, dict):
        return {str(_safe(str(key))): _safe(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_safe(inner) for inner in value]
    if isinstance(value, Path):
        return _safe(str(value))
    return f"<{type(value).__name__}>"
