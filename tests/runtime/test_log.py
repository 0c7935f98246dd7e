"""The log is JSON lines, says events and facts, and holds back what may be client data."""

import json
import logging
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runtime import log
from runtime.log import JsonLines

CARD = "6222021234567890123"
RESIDENT_ID = "11010519491231002X"


@pytest.fixture(autouse=True)
def _restored() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    levels = {name: logging.getLogger(name).level for name in log.CHATTY}
    yield
    for handler in set(root.handlers) - set(handlers):
        handler.close()
    root.handlers = handlers
    root.setLevel(level)
    for name, old in levels.items():
        logging.getLogger(name).setLevel(old)
    logging.raiseExceptions = True


def rendered(**extra: object) -> dict[str, object]:
    record = logging.makeLogRecord({"name": "smtp_gateway.queue", "msg": "delivered", **extra})
    value = json.loads(JsonLines("gateway").format(record))
    assert isinstance(value, dict)
    return value


def test_a_line_says_when_who_what_and_its_facts(tmp_path: Path) -> None:
    file = tmp_path / "gateway.log"
    log.setup("gateway", "DEBUG", file)
    log.get("smtp_gateway.queue").info("delivered", extra={"queue_id": "q1", "octets": 2048, "重试": True})
    line = json.loads(file.read_text())
    assert line.pop("at").startswith("20")
    assert line == {
        "level": "info",
        "component": "gateway",
        "logger": "smtp_gateway.queue",
        "event": "delivered",
        "queue_id": "q1",
        "octets": 2048,
        "重试": True,
    }


def test_standard_error_is_where_the_log_goes_without_a_file(capsys: pytest.CaptureFixture[str]) -> None:
    log.setup("agent")
    log.get("agent").info("started")
    log.get("agent").debug("unseen")
    captured = capsys.readouterr()
    assert captured.out == ""
    assert json.loads(captured.err)["event"] == "started"


def test_set_up_twice_a_line_comes_once(tmp_path: Path) -> None:
    log.setup("agent", file=tmp_path / "old.log")
    log.setup("agent", file=tmp_path / "new.log")
    log.get("agent").info("started")
    assert (tmp_path / "old.log").read_text() == ""
    assert len((tmp_path / "new.log").read_text().splitlines()) == 1


@pytest.mark.parametrize("name", ["mail.log", "mail.debug", "sqlalchemy.engine", "asyncio"])
def test_libraries_that_tell_what_passes_through_them_are_quiet_at_debug(tmp_path: Path, name: str) -> None:
    log.setup("gateway", "DEBUG", tmp_path / "log")
    logging.getLogger(name).debug("DATA line %s", CARD)
    logging.getLogger(name).info("parameters %s", CARD)
    assert (tmp_path / "log").read_text() == ""


@pytest.mark.parametrize(
    "text",
    [
        CARD,
        "6222 0212 3456 7890 123",
        "6222-0212-3456-7890",
        RESIDENT_ID,
        "13800138000",
        "卡号６２２２０２１２３４５６７８９０。",
    ],
)
def test_long_runs_of_digits_are_replaced_wherever_they_stand(text: str) -> None:
    digits = "".join(character for character in text if character.isdigit())
    for line in (
        rendered(msg=f"found {text}"),
        rendered(fact=text),
        rendered(fact={"list": [text], text: 1}),
        rendered(fact=Path("/home") / text),
    ):
        told = json.dumps(line, ensure_ascii=False).split("logger")[1]
        assert digits not in "".join(character for character in told if character.isdigit())
        assert "[digits]" in told


def test_dates_digests_and_addresses_stay_legible() -> None:
    facts = ["2026-01-31T08:00:00.123456Z", "ab12345678901234cd", "192.168.10.20:2525", "id-20260131-1"]
    assert rendered(facts=facts)["facts"] == facts


def test_an_object_that_is_no_plain_data_appears_as_its_type() -> None:
    assert rendered(fact=ValueError(CARD), raw=CARD.encode())["fact"] == "<ValueError>"
    assert rendered(raw=CARD.encode())["raw"] == "<bytes>"


def test_an_exception_is_told_by_type_and_place_not_by_its_words() -> None:
    try:
        int(f"secret {CARD[:5]}")
    except ValueError:
        line = rendered(exc_info=sys.exc_info())
    assert line["error"] == "ValueError"
    assert "test_log.py" in str(line["raised_at"])
    assert "secret" not in json.dumps(line)


@given(st.text())
def test_any_text_is_one_line_of_json(text: str) -> None:
    record = logging.makeLogRecord({"msg": "named", "file": text})
    line = JsonLines("agent").format(record)
    assert len(line.splitlines()) == 1 or not line.isascii()
    assert "\n" not in line
    assert "\r" not in line
    line.encode("utf-8")
    json.loads(line)
