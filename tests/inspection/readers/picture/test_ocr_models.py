"""The networks of the wheel: the shapes that the readers rely on, on one thread, telling nobody."""

import subprocess
import sys

import numpy as np

from inspection.readers.picture import ocr
from tests.inspection.readers.pictures import models


def test_shapes_and_characters() -> None:
    blank = np.full((64, 96, 3), 255, np.uint8)
    assert models().detector(blank).shape == (1, 64, 96)
    steps = models().recogniser(blank[:48])
    assert steps.shape[1] == len(models().characters)
    assert models().turn(np.full((48, 192, 3), 255, np.uint8)).shape == (2,)


def test_characters_begin_with_none_and_end_with_the_space() -> None:
    characters = models().characters
    assert (characters[0], characters[-1]) == ("", " ")
    assert {"0", "9", "X", "身", "份"} <= set(characters)


def test_no_thread_is_started() -> None:
    """What runs when the fences go up would stand outside of them; onnxruntime's usage reports have a thread."""
    program = (
        f"import os\nfrom {ocr.__name__} import turn_on\nturn_on()\nprint(len(os.listdir('/proc/self/task')))"
    )
    command = [sys.executable, "-c", program]
    shown = subprocess.run(
        command, env={"OPENBLAS_NUM_THREADS": "1"}, capture_output=True, check=True, text=True
    )
    assert shown.stdout.strip() == "1"
