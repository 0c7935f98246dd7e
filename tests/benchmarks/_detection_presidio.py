"""Run by an environment of its own: text on stdin, `{"seconds", "findings", "recognisers"}` on stdout.

Presidio as it comes, English and all countries, pattern recognisers only: no language model is loaded.
"""

import inspect
import json
import sys
import time

import tldextract
from presidio_analyzer import PatternRecognizer, predefined_recognizers

# It would ask the net for a list of domains; the one it brings along will do.
tldextract.extract = tldextract.TLDExtract(suffix_list_urls=())
LINES = 200  # a message's worth at a time, as its users call it


def _recognisers() -> list[PatternRecognizer]:
    found = []
    for _, each in inspect.getmembers(predefined_recognizers, inspect.isclass):
        if issubclass(each, PatternRecognizer) and each is not PatternRecognizer:
            found.append(each())
    return found


def main() -> None:
    lines = sys.stdin.buffer.read().decode().splitlines(keepends=True)
    pieces = ["".join(lines[start : start + LINES]) for start in range(0, len(lines), LINES)]
    recognisers = _recognisers()
    begin = time.process_time()
    findings = sum(
        len(each.analyze(piece, each.supported_entities) or ()) for piece in pieces for each in recognisers
    )
    answer = {"seconds": time.process_time() - begin, "findings": findings, "recognisers": len(recognisers)}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main()
