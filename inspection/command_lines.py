r"""`ashseal-inspect --jsonl`: spans of texts, line in, line out, in the same order.

Offsets are code points of the decoded text. A text may hold half a surrogate pair, as escaped
by JSON (`"\ud800"`) or written as it is; it is one code point like any other.
"""

import json
from codecs import BOM_UTF8
from typing import IO, BinaryIO

from policies.detection import detect
from policies.finding import ACT_CONFIDENCE
from policies.prefilter import TooDense

_DONE, _NOT_INSPECTED = 0, 3


class _BadLine(Exception):
    """A line that is no request; the text says what is wrong with it, and quotes nothing."""


def run(source: BinaryIO, sink: IO[str], min_confidence: float | None) -> int:
    """Answer each line of `source` on `sink`; return 0, or 3 if a line was bad."""
    least = ACT_CONFIDENCE if min_confidence is None else min_confidence
    code = _DONE
    for number, line in enumerate(source, 1):
        try:
            answer = _answer(line, least)
        except _BadLine as error:
            code = _NOT_INSPECTED
            answer = json.dumps({"id": None, "line": number, "error": str(error)})
        sink.write(answer + "\n")
        sink.flush()
    return code


def _answer(line: bytes, least: float) -> str:
    identifier, text = _request(line)
    try:
        spans = detect(text, min_confidence=least)
    except TooDense as error:
        raise _BadLine(f"uninspectable: density, from code point {error.place} on") from error
    except Exception as error:
        raise _BadLine(f"detection failed: {error.__class__.__name__}") from error
    shown = [
        {"start": span.start, "end": span.end, "type": span.type, "confidence": round(span.confidence, 4)}
        for span in spans
    ]
    try:
        return json.dumps({"id": identifier, "spans": shown}, allow_nan=False)
    except (ValueError, RecursionError) as error:  # JSON has no NaN and no infinity; Python reads both
        raise _BadLine('an "id" that JSON cannot give back') from error


def _request(line: bytes) -> tuple[object, str]:
    try:
        request = json.loads(line.removeprefix(BOM_UTF8).decode("utf-8", "surrogatepass"))
    except UnicodeDecodeError as error:
        raise _BadLine("not UTF-8") from error
    except (ValueError, RecursionError) as error:
        raise _BadLine("not a JSON value") from error
    if not isinstance(request, dict) or not isinstance(request.get("text"), str) or "id" not in request:
        raise _BadLine('not an object with "id" and a string "text"')
    return request["id"], request["text"]
