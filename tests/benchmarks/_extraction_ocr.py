"""Run as a process of its own: `_extraction_ocr.py ours|rapidocr ROUNDS`; pictures of cards, drawn here.

Prints `{"seconds", "mb", "read"}`: processor seconds a card, peak memory, share of the numbers read.
"""

import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.inspection.planted.numbers import resident_id  # noqa: E402 - found by the line above

CJK = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"
SIDE = 1280  # pixels: the longer side at which both look
Pixels = NDArray[np.uint8]


def card(number: str, width: int) -> Pixels:
    """An identity card as a scanner shows it."""
    image = Image.new("RGB", (width, width * 54 // 86), (225, 232, 240))
    draw = ImageDraw.Draw(image)
    lines = [
        "姓名 张三丰",
        "性别 男    民族 汉",
        "出生 1990 年 3 月 7 日",
        "住址 北京市东城区景山前街4号",
        "",
        f"公民身份号码 {number}",
    ]
    font = ImageFont.truetype(CJK, width // 24)
    for row, line in enumerate(lines):
        draw.text((width // 16, width // 16 + row * width // 11), line, fill=(20, 20, 20), font=font)
    return np.asarray(image)[:, :, ::-1].copy()


def ours() -> Callable[[Pixels], str]:
    from inspection.readers.picture import ocr_engine, ocr_models  # noqa: PLC0415 - memory is measured of one of the two

    models = ocr_models.Models()
    return lambda picture: "".join(ocr_engine.read(picture, models).lines)


def rapidocr() -> Callable[[Pixels], str]:
    from rapidocr import RapidOCR  # noqa: PLC0415

    threads = {f"EngineConfig.onnxruntime.{kind}_op_num_threads": 1 for kind in ("intra", "inter")}
    engine = RapidOCR(params={**threads, "Global.log_level": "error", "Global.max_side_len": SIDE})
    return lambda picture: "".join(engine(picture).txts or ())


def main() -> None:
    read = {"ours": ours, "rapidocr": rapidocr}[sys.argv[1]]()
    numbers = [resident_id(serial) for serial in range(4)]
    cards = [card(number, width) for number, width in zip(numbers, (1011, 1011, 506, 2022), strict=True)]
    read(cards[0])
    least, found = [float("inf")] * len(cards), 0
    for _ in range(int(sys.argv[2])):
        for place, picture in enumerate(cards):
            begin = time.process_time()
            text = read(picture)
            least[place] = min(least[place], time.process_time() - begin)
            found += numbers[place] in text.replace(" ", "")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6
    answer = {"seconds": sum(least) / len(cards), "mb": memory, "read": found / len(cards) / int(sys.argv[2])}
    sys.stdout.write(json.dumps(answer) + "\n")


if __name__ == "__main__":
    main()
