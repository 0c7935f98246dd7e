"""How the window looks: the house colours, one style sheet, sizes in device-independent pixels."""

INK = "#211d1b"
ASH = "#5b5450"
LINE = "#ddd6cf"
PAPER = "#f6f3ef"
SEAL = "#a3221b"
SEAL_DARK = "#7f1a15"
SEAL_TINT = "#fbeeec"
EMBER = "#b44c0a"
LEAF = "#2f6b3a"

WIDTH = 620
HEIGHT_MAX = 820
FONTS = [
    "Noto Sans CJK SC",
    "Microsoft YaHei UI",
    "PingFang SC",
    "WenQuanYi Micro Hei",
    "Segoe UI",
    "DejaVu Sans",
]

SHEET = f"""
QWidget#window {{ background: {PAPER}; }}
QFrame#head {{ background: {SEAL}; }}
QLabel#headline {{ color: #ffffff; font-size: 19px; font-weight: 600; }}
QLabel#principle {{ color: #f6d9d5; font-size: 14px; }}
QScrollArea, QWidget#list {{ background: {PAPER}; border: none; }}
QFrame#card {{ background: #ffffff; border: 1px solid {LINE}; border-radius: 10px; }}
QLabel {{ color: {INK}; font-size: 14px; background: transparent; }}
QLabel#name {{ font-size: 17px; font-weight: 600; }}
QLabel#quiet {{ color: {ASH}; font-size: 13px; }}
QLabel#kind {{ font-weight: 600; }}
QLabel#sample {{ color: {SEAL_DARK}; background: {SEAL_TINT}; border-radius: 5px; padding: 2px 8px;
    font-family: "Noto Sans Mono CJK SC", "Cascadia Mono", "DejaVu Sans Mono", monospace; font-size: 13px; }}
QLabel#clock {{ color: {EMBER}; font-size: 15px; font-weight: 600; }}
QLabel#result {{ color: {LEAF}; font-size: 16px; font-weight: 600; }}
QLabel#failed {{ color: {SEAL}; font-size: 16px; font-weight: 600; }}
QFrame#rule {{ background: {LINE}; border: none; max-height: 1px; min-height: 1px; }}
QPushButton {{ font-size: 15px; font-weight: 600; padding: 9px 20px; border-radius: 7px; min-height: 22px; }}
QPushButton#destroy {{ color: #ffffff; background: {SEAL}; border: 2px solid {SEAL}; }}
QPushButton#destroy:hover {{ background: {SEAL_DARK}; border-color: {SEAL_DARK}; }}
QPushButton#vault {{ color: {INK}; background: #ffffff; border: 2px solid {LINE}; }}
QPushButton#vault:hover {{ border-color: {ASH}; }}
QPushButton#destroy:focus {{ border-color: {INK}; }}
QPushButton#vault:focus {{ border-color: {EMBER}; }}
QPushButton:disabled {{ color: {ASH}; background: {PAPER}; border-color: {LINE}; }}
QProgressBar {{ background: {LINE}; border: none; border-radius: 2px; max-height: 4px; min-height: 4px; }}
QProgressBar::chunk {{ background: {EMBER}; border-radius: 2px; }}
QScrollBar:vertical {{ background: transparent; width: 10px; margin: 2px; }}
QScrollBar::handle:vertical {{ background: {LINE}; border-radius: 4px; min-height: 30px; }}
QScrollBar::add-line:vertical, QScrollBar::sub-line:vertical {{ height: 0; }}
"""
