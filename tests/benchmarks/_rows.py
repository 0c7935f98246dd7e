"""One JSON line a row: the form in which every benchmark speaks."""

import json
import sys

printed: list[dict[str, object]] = []  # all rows of this run


def emit(bench: str, case: str, value: float, unit: str, **more: object) -> bool:
    """Print one row; `aim` and `holds` say whether the figure is good enough. Returns `holds`."""
    row: dict[str, object] = {"bench": bench, "case": case, "value": value, "unit": unit}
    row |= {"yardstick": None, "yardstick_value": None, "ratio": None, "aim": None, "holds": True}
    row |= {"runs": 1, "spread": 0.0} | more
    printed.append(row)
    sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")
    sys.stdout.flush()
    return bool(row["holds"])
