"""Mails of the tests, as octets on the wire. All people, numbers and accounts are made up."""

from base64 import b64encode, encodebytes

TEXT = "尊敬的客户：\r\n\r\n您的对账单见附件，身份证号 11010519491231002X。\r\n\r\n此致\r\n敬礼\r\n"
SHEET = b"PK\x03\x04" + bytes(range(256)) * 40


def word(text: str, charset: str = "utf-8") -> str:
    """Return an encoded word (RFC 2047)."""
    return f"=?{charset}?B?{b64encode(text.encode(charset)).decode()}?="


def head(**more: str) -> bytes:
    fields = {
        "Received": "from desk by relay.bank.example; Tue, 06 Oct 2026 09:30:00 +0800",
        "DKIM-Signature": "v=1; a=rsa-sha256; d=bank.example;\r\n\tb=AAAA",
        "From": f"{word('王明')} <wang.ming@bank.example>",
        "To": f"{word('李静')} <li@client.example>",
        "Cc": "audit@bank.example",
        "Bcc": "hidden.boss@bank.example",
        "Subject": word("第三季度对账单"),
        "Date": "Tue, 06 Oct 2026 09:30:00 +0800",
        "Message-ID": "<stmt-1@bank.example>",
        "In-Reply-To": "<ask-1@client.example>",
        "References": "<ask-0@client.example>\r\n <ask-1@client.example>",
        "X-Client-Number": "C-7788",
        "MIME-Version": "1.0",
    } | {name.replace("_", "-"): value for name, value in more.items()}
    return "".join(f"{name}: {value}\r\n" for name, value in fields.items()).encode()


def plain(text: str = TEXT, charset: str = "utf-8") -> bytes:
    """Return a mail with nothing but a text, 8bit."""
    kind = f"text/plain; charset={charset}"
    return head(Content_Type=kind, Content_Transfer_Encoding="8bit") + b"\r\n" + text.encode(charset)


def attachment(name: str, content: bytes) -> bytes:
    return (
        f'Content-Type: application/octet-stream; name="{word(name)}"\r\n'
        f'Content-Disposition: attachment; filename="{word(name)}"\r\n'
        "Content-Transfer-Encoding: base64\r\n\r\n"
    ).encode() + encodebytes(content).replace(b"\n", b"\r\n")


def text_part(text: str, charset: str = "utf-8", subtype: str = "plain") -> bytes:
    kind = f"Content-Type: text/{subtype}; charset={charset}\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    return kind.encode() + text.encode(charset) + b"\r\n"


def multipart(*parts: bytes, subtype: str = "mixed", close: bool = True) -> bytes:
    """Return a mail of these entities; without `close` it is cut off before the last delimiter."""
    body = b"".join(b"--limit\r\n" + part for part in parts) + (b"--limit--\r\n" if close else b"")
    return head(Content_Type=f'multipart/{subtype}; boundary="limit"') + b"\r\n" + body


def statement() -> bytes:
    """Return a mail with a GBK text and a table whose name is Chinese."""
    return multipart(text_part(TEXT, "gbk"), attachment("客户对账单.xlsx", SHEET))


def body_of(mail: bytes) -> bytes:
    return mail.partition(b"\r\n\r\n")[2]
