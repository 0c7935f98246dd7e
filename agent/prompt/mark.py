"""The house's mark, a flame in a seal, drawn with a painter: the window needs no picture files."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap

from agent.prompt import style

_SIZE = 64.0  # the drawing's own units
# Cubic curves after the start point (30.5, 14.5): two control points and the end of each.
_FLAME = (
    (31.3, 20.8, 27.9, 23.8, 24.9, 27.3),
    (22.4, 30.2, 20.5, 33.0, 20.5, 37.0),
    (20.5, 43.0, 25.3, 47.2, 32.0, 47.2),
    (38.7, 47.2, 43.5, 43.0, 43.5, 37.0),
    (43.5, 33.6, 42.0, 30.7, 40.0, 28.4),
    (39.5, 31.2, 38.3, 33.0, 36.2, 34.0),
    (37.4, 26.8, 35.3, 18.8, 30.5, 14.5),
)
_EMBER = (
    (29.6, 44.2, 27.5, 42.3, 27.5, 39.6),
    (27.5, 36.7, 29.8, 35.3, 31.2, 32.3),
    (34.3, 34.4, 36.7, 36.8, 36.7, 39.9),
    (36.7, 42.5, 35.1, 44.2, 32.6, 44.2),
)


def draw(size: int, ratio: float = 1.0) -> QPixmap:
    """Return the mark `size` logical pixels wide, sharp on a screen with this pixel ratio."""
    picture = QPixmap(round(size * ratio), round(size * ratio))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(picture.width() / _SIZE, picture.height() / _SIZE)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(style.SEAL))
    painter.drawRoundedRect(QRectF(2, 2, 60, 60), 7, 7)
    white = QColor("#ffffff")
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(white, 2.2))
    painter.drawRect(QRectF(9, 9, 46, 46))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.fillPath(_path(30.5, 14.5, _FLAME), white)
    painter.fillPath(_path(32.6, 44.2, _EMBER), QColor(style.SEAL))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


def _path(x: float, y: float, curves: tuple[tuple[float, ...], ...]) -> QPainterPath:
    path = QPainterPath()
    path.moveTo(x, y)
    for curve in curves:
        path.cubicTo(*curve)
    return path
