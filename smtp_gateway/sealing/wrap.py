"""The mail that carries a sealed PDF to its recipient.

It says in Chinese and English what the file is, how to open it and whom to ask for the password. It
never holds the password, and nothing of the original but its visible header fields.
"""

from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Final

from smtp_gateway.sealing.alternative import alternative, new_boundary
from smtp_gateway.sealing.base64_lines import Base64Lines
from smtp_gateway.sealing.header_fields import Header, joined
from smtp_gateway.sealing.outer_header import trace_fields, visible_fields
from smtp_gateway.sealing.text_decoding import decode_words, header_text

PDF_NAME: Final = "sealed-mail.pdf"
NEUTRAL_SUBJECT: Final = b"=?utf-8?B?5Yqg5a+G6YKu5Lu2?= / Sealed mail"  # 加密邮件

_BLOCK: Final = 1 << 18
_TEXT_ZH: Final = """\
您好！

{sender} 给您发来一封含有客户信息的邮件。按照规定，这类邮件必须加密发送，\
因此正文和附件都在所附的 PDF 文件 {name} 中。

如何打开：
1. 将附件保存到电脑，用 PDF 阅读器（如 Adobe Reader、福昕、WPS）打开。
2. 输入密码。密码共四组，每组四个字符，中间的连字符也要输入。
3. 原邮件的附件在阅读器的“附件”面板（回形针图标）中。

密码不会通过邮件发送。请用您已知的电话号码致电发件人，或当面向发件人索取。"""
_TEXT_EN: Final = """\
Hello,

{sender} has sent you a mail that contains client information. Such mail must be encrypted, \
so its text and its attachments are in the enclosed PDF file {name}.

How to open it:
1. Save the attachment and open it in a PDF reader (Adobe Reader, Foxit, WPS) on a computer.
2. Enter the password: four groups of four characters; the hyphens are part of it.
3. The attachments of the mail are in the reader's attachments panel (paper clip).

The password is never sent by mail. Ask the sender for it in person or by phone, using a number that \
you already know."""
_PAGE: Final = (
    '<html><body style="font-family:sans-serif;font-size:14px;line-height:1.6;color:#1f2933">'
    '{zh}<hr style="border:0;border-top:1px solid #d9dee4">{en}</body></html>\n'
)
_PDF_HEADER: Final = (
    f'Content-Type: application/pdf; name="{PDF_NAME}"\r\n'
    "Content-Transfer-Encoding: base64\r\n"
    f'Content-Disposition: attachment; filename="{PDF_NAME}"\r\n\r\n'
).encode()


def write_carrier(
    header: Header, pdf: Path, sink: Callable[[bytes], object], *, hide_subject: bool = False
) -> None:
    """Hand the carrier mail to `sink` in pieces; `header` is the original message's.

    Raises:
        OSError: the PDF cannot be read.
    """
    boundary = new_boundary()
    fields = trace_fields(header) + visible_fields(header, NEUTRAL_SUBJECT if hide_subject else None)
    kind = b'MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="' + boundary + b'"\r\n\r\n'
    sink(joined(fields) + kind)
    sink(b"--" + boundary + b"\r\n" + _explanation(_sender(header)))
    sink(b"--" + boundary + b"\r\n" + _PDF_HEADER)
    lines = Base64Lines(sink)
    with pdf.open("rb") as file:
        while block := file.read(_BLOCK):
            lines.write(block)
    lines.finish()
    sink(b"--" + boundary + b"--\r\n")


def _sender(header: Header) -> str:
    fields = header.named("from")
    if not fields:
        return "发件人 The sender"
    return decode_words(header_text(fields[0].raw).partition(":")[2])


def _explanation(sender: str) -> bytes:
    zh, en = (text.format(sender=sender, name=PDF_NAME) for text in (_TEXT_ZH, _TEXT_EN))
    plain = f"{zh}\n\n{'-' * 40}\n\n{en}\n"
    return alternative(plain, _PAGE.format(zh=_paragraphs(zh), en=_paragraphs(en)))


def _paragraphs(text: str) -> str:
    return "".join(f"<p>{escape(one)}</p>" for one in text.split("\n\n")).replace("\n", "<br>\n")
