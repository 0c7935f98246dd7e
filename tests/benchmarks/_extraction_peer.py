"""Run by an environment of its own: `_extraction_peer.py kreuzberg|xberg`, a path a line on stdin.

Answers a JSON line a path, `{"seconds", "characters", "numbers"}` or `{"error"}`: seconds of processor, all
threads, and what looks like an identity number. Plain text, no cache, no recognition of pictures.
"""

import json
import re
import sys
import time
from collections.abc import Callable

_NUMBER = re.compile("[0-9]{17}[0-9X]")


def _kreuzberg() -> Callable[[str], str]:
    import kreuzberg  # noqa: PLC0415 - one of the two is installed

    config = kreuzberg.ExtractionConfig(use_cache=False, ocr=None)
    return lambda path: str(kreuzberg.extract_file_sync(path, config=config).content)


def _xberg() -> Callable[[str], str]:
    import asyncio  # noqa: PLC0415 - one of the two is installed
    import inspect  # noqa: PLC0415

    import xberg  # noqa: PLC0415

    config = xberg.ExtractionConfig(disable_ocr=True, use_cache=False)
    loop = asyncio.new_event_loop()

    async def waited(answer: object) -> object:
        return await answer  # type: ignore[misc]

    def extract(path: str) -> str:
        given = xberg.ExtractInput(kind=xberg.ExtractInputKind.URI, uri=path)
        answer = xberg.extract(given, config)
        if inspect.isawaitable(answer):
            answer = loop.run_until_complete(waited(answer))
        if not answer.results:
            raise ValueError(str(answer.errors)[:200])
        return "\n".join(each.content for each in answer.results)

    return extract


def main() -> None:
    extract = {"kreuzberg": _kreuzberg, "xberg": _xberg}[sys.argv[1]]()
    for line in sys.stdin:
        begin = time.process_time()
        try:
            text = extract(line.rstrip("\n"))
            seconds = time.process_time() - begin
            numbers = sorted(set(_NUMBER.findall(text)))
            answer = {"seconds": seconds, "characters": len(text.strip()), "numbers": numbers}
        except Exception as error:  # noqa: BLE001 - whatever it says of a file is its answer
            answer = {"error": f"{type(error).__name__}: {error}"[:200]}
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
