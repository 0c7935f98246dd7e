"""The neural networks that find and read text in pictures: PP-OCR, as shipped in the wheel of `rapidocr`.

Only the models of that wheel are used. Its own Python code would load a download client, a
configuration language and three geometry libraries, and take 4 s of processor time to start
against 0.5 s; what it does with the models is in `ocr_detection` and `ocr_recognition`.
Everything runs on the calling thread, because threads made later could not be fenced in.
"""

import importlib.util
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import onnxruntime
from numpy.typing import NDArray

Picture = NDArray[np.uint8]  # height × width × 3: blue, green, red, the order that the models were trained on
Floats = NDArray[np.float32]

_DETECTOR = "PP-OCRv6_det_small.onnx"
_RECOGNISER = "PP-OCRv6_rec_small.onnx"
_TURN = "ch_ppocr_mobile_v2.0_cls_mobile.onnx"


class Model:
    """One network: pictures of one size in, an array out."""

    def __init__(self, path: Path) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.enable_cpu_mem_arena = False  # an arena would keep the memory of the largest picture for good
        options.log_severity_level = 4
        providers = ["CPUExecutionProvider"]
        self._session: Any = onnxruntime.InferenceSession(str(path), options, providers=providers)
        self._input: str = self._session.get_inputs()[0].name

    def __call__(self, picture: Picture) -> Floats:
        """Return the network's answer for one picture, without the dimension of the batch."""
        scaled = picture.astype(np.float32)
        scaled *= 1 / 127.5
        scaled -= 1
        batch = np.ascontiguousarray(scaled.transpose(2, 0, 1)[None])
        answer: Floats = self._session.run(None, {self._input: batch})[0][0]
        return answer

    def lines_of(self, key: str) -> list[str]:
        """Return an entry of the model's own metadata, line by line."""
        text: str = self._session.get_modelmeta().custom_metadata_map[key]
        return text.splitlines()


class Models:
    """The three networks, and the characters that the recogniser's classes stand for; class 0 is "none"."""

    def __init__(self) -> None:
        cv2.setNumThreads(1)
        folder = _folder()
        self.detector = Model(folder / _DETECTOR)
        self.recogniser = Model(folder / _RECOGNISER)
        self.turn = Model(folder / _TURN)
        self.characters = ["", *self.recogniser.lines_of("character"), " "]


def _folder() -> Path:
    found = importlib.util.find_spec("rapidocr")
    if found is None or found.origin is None:
        raise ImportError("the package rapidocr, which carries the models, is not installed")
    return Path(found.origin).parent / "models"
