"""Mail, web pages and plain texts in many charsets, written by the standard library."""

import csv
import io
import mailbox
import tempfile
from collections.abc import Mapping
from email.message import EmailMessage
from html import escape
from pathlib import Path

from _extraction_source import Source
from _extraction_writers import Writer, word

_CHARSETS = ("utf-8", "gb18030", "utf-16", "utf-8-sig", "utf-32", "gb18030", "utf-16-le", "utf-8")
_PAGE = "<!DOCTYPE html><html><head><meta charset='{}'><title>{}</title></head><body>{}</body></html>"


def _message(source: Source) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"] = "sender@example.com", "recipient@example.net"
    message["Subject"] = source.sentence("subject")
    message["X-Reference"] = source.plant("header")
    text = "\n\n".join(source.paragraphs)
    charset = "gb18030" if source.serial % 4 == 0 else "utf-8"
    message.set_content(f"{text}\n{source.sentence('body')}\n", charset=charset)
    rows = "".join(f"<p>{escape(each)}</p>" for each in source.paragraphs)
    number = source.plant("html alternative")
    message.add_alternative(
        f"<html><body>{rows}<p>{number[:9]}<b>{number[9:]}</b></p></body></html>", subtype="html"
    )
    return message


def message(source: Source) -> bytes:
    mail = _message(source)
    inner = source.inner(1)
    attached = word(inner)
    source.plants["attachment"] = inner.plants["body"]
    name = source.plant("name of an attachment") + ".docx"
    mail.add_attachment(attached, maintype="application", subtype="octet-stream", filename=name)
    return mail.as_bytes()


def folder(source: Source) -> bytes:
    with tempfile.TemporaryDirectory() as place:
        box = mailbox.mbox(Path(place, "box"))
        for _ in range(5):
            box.add(_message(source.inner(2)))
        box.add(_message(source))
        box.close()
        return Path(place, "box").read_bytes()


def web_archive(source: Source) -> bytes:
    archive = EmailMessage()
    archive["From"], archive["Subject"] = "<Saved by a browser>", "page"
    archive["MIME-Version"] = "1.0"
    rows = "".join(f"<p>{escape(each)}</p>" for each in source.paragraphs)
    archive.set_content(f"<html><body>{rows}<p>{source.sentence('page')}</p></body></html>", subtype="html")
    archive.add_related(source.sentence("linked text").encode(), "text", "plain", cid="<a@example.com>")
    return archive.as_bytes()


def page(source: Source) -> bytes:
    charset = "gb18030" if source.serial % 2 else "utf-8"
    rows = "".join(f"<p>{escape(each)}</p>" for each in source.paragraphs)
    number = source.plant("over tags")
    rows += f"<p>{number[:6]}<i>{number[6:]}</i></p><!-- {source.plant('comment')} -->"
    rows += f"<table><tr><th>证件号码</th></tr><tr><td>{source.plant('table')}</td></tr></table>"
    rows += f"<img alt='{source.plant('alternate text')}' src='x.png'>"
    return _PAGE.format(charset, source.plant("title"), rows).encode(charset)


def text(source: Source) -> bytes:
    charset = _CHARSETS[source.serial % len(_CHARSETS)]
    return "\n".join([*source.paragraphs, source.sentence("text")]).encode(charset)


def traditional(source: Source) -> bytes:
    line = f"客戶身分證號碼 {source.plant('text')}，請核對。\n"
    return ("本行謹此通知，開戶資料已經更新，請於三日內完成核對。\n" * 40 + line).encode("big5")


def table(source: Source) -> bytes:
    target = io.StringIO()
    writer = csv.writer(target)
    writer.writerow(["序号", "事项", "证件号码"])
    for row, each in enumerate(source.paragraphs):
        writer.writerow([row, each, ""])
    writer.writerow(["", "客户", source.plant("cell")])
    return target.getvalue().encode(_CHARSETS[source.serial % 4])


WRITERS: Mapping[str, tuple[str, Writer]] = {
    "eml": ("email", message),
    "mbox": ("mailbox", folder),
    "mht": ("email", web_archive),
    "html": ("html", page),
    "txt": ("str.encode", text),
    "big5": ("str.encode", traditional),
    "csv": ("csv", table),
}
