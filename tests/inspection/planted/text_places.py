"""Pages, texts, tables and data in any charset with a number in one place."""

# ruff: noqa: E501  # a template is one line, however long

import base64
import json
from collections.abc import Callable
from urllib.parse import quote

from tests.inspection.planted.numbers import Places, filled
from tests.inspection.samples import pdf

_PAGE = "<!DOCTYPE html><html><head><meta charset='utf-8'><title>x</title>{}</head><body>{}</body></html>"
_BODY = {
    "paragraph": "<p>证号 {n}</p>",
    "inline tags": "<p>{a}<b>{b}</b></p>",
    "a tag for each digit": "<p>{s}</p>",
    "comment in a number": "<p>{a}<!-- 9 -->{b}</p>",
    "line break opportunity": "<p>{a}<wbr>{b}</p>",
    "soft hyphen": "<p>{a}&shy;{b}</p>",
    "character references": "<p>{r}</p>",
    "hexadecimal references": "<p>{x}</p>",
    "references in an attribute": "<p title='{r}'>x</p>",
    "attribute": "<p data-id='{n}'>x</p>",
    "attribute without quotes": "<p data-id={n}>x</p>",
    "alternate text": "<img alt='{n}' src='x.png'>",
    "comment": "<!-- {n} -->",
    "conditional comment": "<!--[if mso]><p>{a}<b>{b}</b></p><![endif]-->",
    "script": "<script>var x = '{n}';</script>",
    "escapes in a script": "<script>var x = '{u}';</script>",
    "JSON in a script": "<script type='application/json'>{{\"x\": \"{u}\"}}</script>",
    "template": "<template><p>{n}</p></template>",
    "noscript": "<noscript><p>{a}<b>{b}</b></p></noscript>",
    "hidden element": "<p style='display:none'>{n}</p>",
    "hidden field": "<input type='hidden' value='{n}'>",
    "text area": "<textarea>{n}</textarea>",
    "option": "<select><option value='{n}'>x</option></select>",
    "placeholder": "<input placeholder='{n}'>",
    "link": "<a href='https://example.com/?id={n}'>x</a>",
    "quoted link": "<a href='https://example.com/?id={q}'>x</a>",
    "mail link": "<a href='mailto:a@example.com?subject={n}'>x</a>",
    "table": "<table><tr><th>姓名</th><th>证件号码</th></tr><tr><td>张三</td><td>{n}</td></tr></table>",
    "frame source": "<iframe srcdoc='&lt;p&gt;{a}&lt;b&gt;{b}&lt;/b&gt;&lt;/p&gt;'></iframe>",
    "text as data": "<a href='data:text/plain;base64,{64}'>x</a>",
    "page as data": "<iframe src='data:text/html,%3Cp%3E{a}%3Cb%3E{b}%3C/b%3E%3C/p%3E'></iframe>",
    "PDF as data": "<object data='data:application/pdf;base64,{pdf}'></object>",
    "PDF as data in a script": "<script>var x = 'data:application/pdf;base64,{pdf}';</script>",
    "data in a style": "<style>p {{ background: url(data:text/plain;base64,{64}) }}</style>",
    "generated content": "<style>p::after {{ content: '{n}' }}</style>",
    "drawing": "<svg><text>{a}<tspan>{b}</tspan></text></svg>",
    "drawing title": "<svg><title>{n}</title></svg>",
    "formula": "<math><mn>{n}</mn></math>",
    "unclosed tag": "<p>x <b title='{n}'",
    "closing tag with text": "</p {n}>",
    "odd tag": "<n-{n}>x",
    "microdata": "<meta itemprop='x' content='{n}'>",
    "definition": "<dl><dt>证号</dt><dd>{n}</dd></dl>",
    "ruby": "<ruby>{a}<rt>x</rt></ruby>{b}",
    "full width": "<p>{w}</p>",
    "dataset": "<datalist><option>{n}</datalist>",
    "caption": "<video><track label='{n}'></video>",
    "edit": "<p>{a}<del></del><ins>{b}</ins></p>",
    "processing instruction": "<?php echo '{n}' ?>",
    "plain text": "<plaintext>{n}",
    "inline frame text": "<iframe>{n}</iframe>",
    "event": "<p onclick=\"f('{n}')\">x</p>",
    "escapes in an event": "<p onclick=\"f('{u}')\">x</p>",
}  # fmt: skip
_HEAD = {
    "title": "<title>{n}</title>",
    "meta": "<meta name='description' content='{n}'>",
    "style comment": "<style>/* {n} */</style>",
    "linked data": '<script type=\'application/ld+json\'>{{"id": "{n}"}}</script>',
    "base": "<base href='https://example.com/{n}/'>",
}
_XML = {
    "element": "<a><b>{n}</b></a>",
    "attribute": "<a b='{n}'/>",
    "over tags": "<a>{a}<b>{b}</b></a>",
    "section": "<a><![CDATA[{n}]]></a>",
    "half in a section": "<a>{a}<![CDATA[{b}]]></a>",
    "references": "<a>{r}</a>",
    "comment": "<a><!-- {n} --></a>",
    "instruction": "<?x {n}?><a/>",
    "namespace": "<a xmlns='urn:{n}'/>",
    "element name": "<_{n}/>",
    "drawing": "<svg xmlns='http://www.w3.org/2000/svg'><text><tspan>{a}</tspan><tspan>{b}</tspan></text></svg>",
    "data in an attribute": "<svg xmlns='http://www.w3.org/2000/svg'><image href='data:application/pdf;base64,{pdf}'/></svg>",
    "page in a section": "<rss><description><![CDATA[<p>{a}<b>{b}</b></p>]]></description></rss>",
    "escaped page": "<rss><description>&lt;p&gt;{a}&lt;b&gt;{b}&lt;/b&gt;&lt;/p&gt;</description></rss>",
}  # fmt: skip
_SENTENCE = "客户的身份证号码是 {n},请查收附件。"
_CHARSETS = (
    "utf-8",
    "utf-8-sig",
    "utf-16",
    "utf-16-le",
    "utf-16-be",
    "utf-32",
    "utf-32-le",
    "utf-32-be",
    "gb18030",
)


def _filled(template: str, number: str) -> bytes:
    values = {
        "{s}": "".join(f"<span>{digit}</span>" for digit in number),
        "{r}": "".join(f"&#{ord(digit)};" for digit in number),
        "{x}": "".join(f"&#x{ord(digit):x};" for digit in number),
        "{u}": "".join(f"\\u{ord(digit):04x}" for digit in number),
        "{h}": "".join(f"\\x{ord(digit):02x}" for digit in number),
        "{q}": "".join(f"%{ord(digit):02X}" for digit in number),
        "{w}": "".join(chr(ord(digit) + 0xFEE0) for digit in number),
        "{64}": base64.b64encode(f"证号 {number}".encode()).decode(),
        "{{": "{",
        "}}": "}",
    }
    if "{pdf}" in template:
        values["{pdf}"] = base64.b64encode(pdf(number)).decode()
    for name, value in values.items():
        template = template.replace(name, value)
    return filled(template, number)


def _page(head: str, body: str) -> Callable[[str], bytes]:
    return lambda number: _filled(
        _PAGE.format(*(piece.replace("{", "{").replace("}", "}") for piece in (head, body))), number
    )


def _text(template: str, charset: str = "utf-8") -> Callable[[str], bytes]:
    return lambda number: _filled(template, number).decode().encode(charset)


_TEXTS = {
    "csv": "姓名,证件号码\r\n张三,{n}\r\n李四,x\r\n",
    "csv in quotes": '姓名,证件号码\r\n"张三","{n}"\r\n"李四","x"\r\n',
    "csv as text": '姓名,证件号码\r\n张三,="{n}"\r\n李四,x\r\n',
    "csv with an apostrophe": "姓名,证件号码\r\n张三,'{n}\r\n李四,x\r\n",
    "csv with semicolons": "姓名;证件号码\r\n张三;{n}\r\n李四;x\r\n",
    "csv with tabs": "姓名\t证件号码\r\n张三\t{n}\r\n李四\tx\r\n",
    "csv field over lines": '姓名,备注\r\n张三,"第一行\r\n{n}"\r\n李四,x\r\n',
    "json": '{{"id": "{n}"}}',
    "json escapes": '{{"id": "{u}"}}',
    "json key": '{{"{n}": 1}}',
    "json in json": '{{"x": "{{\\"id\\": \\"{n}\\"}}"}}',
    "json lines": '{{"id": "x"}}\n{{"id": "{n}"}}\n',
    "json data": '{{"file": "data:application/pdf;base64,{pdf}"}}',
    "hexadecimal escapes": "var x = '{h}';",
    "markdown": "# x\n\n| 姓名 | 证号 |\n|---|---|\n| 张三 | {n} |\n",
    "yaml": "client:\n  id: '{n}'\n",
    "ini": "[client]\nid={n}\n",
    "log": "2024-01-01 00:00:00 INFO id={n} ok\n",
    "sql": "INSERT INTO c VALUES ('张三', '{n}');\n",
}
PLACES: Places = {
    **{f"html {name}": _page("", body) for name, body in _BODY.items()},
    **{f"html {name} in the head": _page(head, "x") for name, head in _HEAD.items()},
    **{f"xml {name}": _text(f"<?xml version='1.0' encoding='UTF-8'?>{template}") for name, template in _XML.items()},
    **{f"text {charset}": _text(_SENTENCE, charset) for charset in _CHARSETS},
    "text big5": _text("客戶的身份證號碼是 {n},請查收附件。", "big5"),
    **{f"html {charset}": _text("<html><body><p>证号 {a}<b>{b}</b></p></body></html>", charset) for charset in _CHARSETS},
    **{f"xml {charset}": _text("<?xml version='1.0'?><a><b>证号</b><c>{n}</c></a>", charset) for charset in _CHARSETS if "gb" not in charset},
    "xml gb2312": lambda number: f"<?xml version='1.0' encoding='gb2312'?><a>证号 {number}</a>".encode("gb2312"),
    "html declared gb2312": lambda number: f"<meta charset=gb2312><p>证号 {number[:7]}<i>{number[7:]}".encode("gb2312"),
    **{f"json {charset}": _text('{{"证号": "{n}"}}', charset) for charset in _CHARSETS},
    **{f"csv {charset}": _text(_TEXTS["csv"], charset) for charset in _CHARSETS},
    **{name: _text(template) for name, template in _TEXTS.items()},
    "json dumped": lambda number: json.dumps({"客户": {"证号": number}}).encode(),
    "url encoded form": lambda number: f"name={quote('张三')}&id={number}".encode(),
}  # fmt: skip
