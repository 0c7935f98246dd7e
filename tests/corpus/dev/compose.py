"""Words around a value: a way of writing it, or a context in which it stands; and words around a look-alike."""

from collections.abc import Callable, Mapping, Sequence
from random import Random

from tests.corpus.dev.labels import CHINESE, HEADERS, TRADITIONAL, disguised
from tests.corpus.dev.persons import latin_address, latin_name
from tests.corpus.dev.tables import table
from tests.corpus.dev.template import Main, render, sections
from tests.corpus.dev.values import TABLE_CELLS, VALUES
from tests.corpus.dev.writing import WAYS, WAYS_OF
from tests.corpus.sample import Draft

_CONTEXTS = (
    "left-cell",
    "html",
    "header",
    "file-name",
    "no-label",
    "disguised-label",
    "traditional",
    "english",
    "mixed-language",
)
_OWN_WORDS = ("NAME", "ADDRESS", "PASSWORD", "PASSWORD_HINT")  # nothing else may stand before these


def add_value(draft: Draft, kind: str, rng: Random) -> None:
    """Append words with a value of a type, in one of all ways; one in twelve is a table of them."""
    if kind in TABLE_CELLS:
        _add_cell(draft, kind, rng)
    elif kind != "PASSWORD_HINT" and rng.random() < 0.08:
        table(draft, kind, rng)
    else:
        add_single(draft, kind, rng)


def add_single(draft: Draft, kind: str, rng: Random) -> None:
    """Append words with one value that is of no table type."""
    if rng.random() < 0.5:
        _add(draft, kind, _written(kind, rng), _ordinary(kind), rng)
    else:
        _add_in_context(draft, kind, rng)


_FIELDS = (  # of a person: in a form, in JSON, in XML, pasted line by line
    ("姓名：", "\n{0}：", "\n"),
    ("客户姓名：", "，{0}为", "。\n"),
    ('{{"姓名": "', '", "{0}": "', '"}}\n'),
    ("<姓名>", "</姓名><{0}>", "</{0}>\n"),
    ("姓名\n", "\n{0}\n", "\n\n\n"),
    ("INSERT INTO t_cust (`姓名`, `{0}`) VALUES ('", "', '", "');\n"),
)


# Of a person whose client number stands there, too, in layouts of other systems.
_RECORDS = (
    ("客户号\t姓名\t{0}\nC10001\t", "\t", "\n"),
    ("+------+\n|客户号|姓名|{0}|\n+------+\n|C10001|", "|", "|\n+------+\n"),
    ("姓名\t业务信息\t\n\t客户号\t{0}\n", "\tC10001\t", "\n"),
    ("客户号\tC10001\tC10002\n姓名\t", "\t\n{0}\t", "\t\n"),
    ("| 客户号 | C10001 |\n| 姓名 | ", " |\n| {0} | ", " |\n"),
    ("工号：E0123\n姓名：", "\n{0}：", "\n"),
    ('{{"cust_no": "C10001", "姓名": "', '", "{0}": "', '"}}\n'),
    ("<row><客户号>C10001</客户号><姓名>", "</姓名><{0}>", "</{0}></row>\n"),
    ("<dl><dt>客户号</dt><dd>C10001</dd><dt>姓名</dt><dd>", "</dd><dt>{0}</dt><dd>", "</dd></dl>\n"),
    ("客户号^姓名^{0}\nC10001^", "^", "\n"),
    ("客户号|!姓名|!{0}\nC10001|!", "|!", "\n"),
    ('{{ "cust_no" : "C10001", "姓名" : "', '", "{0}" : "', '" }}\n'),
    ("INFO cust_no=C10001, 姓名=", ", {0}=", "\n"),
    ("UPDATE t_cust SET cust_no = 'C10001', 姓名 = '", "', {0} = '", "';\n"),
    ("客户号：C10001 姓名：", " {0}：", "\n"),
    (
        "<table><tr><th>客户号</th><td>C10001</td></tr><tr><th>姓名</th><td>",
        "</td></tr><tr><th>{0}</th><td>",
        "</td></tr></table>\n",
    ),
    (
        (
            "<table><tr><th rowspan=2>姓名</th><th colspan=2>业务信息</th></tr><tr><th>客户号</th><th>{0}</th></tr>"
            "<tr><td>"
        ),
        "</td><td>C10001</td><td>",
        "</td></tr></table>\n",
    ),
)


def _add_cell(draft: Draft, kind: str, rng: Random) -> None:
    draw = rng.random()
    if draw < 0.7:
        table(draft, kind, rng)
        return
    if draw < 0.9:
        composed = draw >= 0.8  # as often as a field
        _add_field(draft, kind, rng, _RECORDS if composed else _FIELDS, HEADERS if composed else CHINESE)
        return
    label = rng.choice(CHINESE[kind])
    template = rng.choice(("{0}\t", "{0} | ", "| {0} | ", "{0},", "{0};", "客户类型\t个人\n{0}\t"))
    draft.add(template.format(label)).value(TABLE_CELLS[kind](label, rng), kind, "left-cell").add("\n")


def _add_field(
    draft: Draft,
    kind: str,
    rng: Random,
    layouts: tuple[tuple[str, str, str], ...],
    labels: Mapping[str, Sequence[str]],
) -> None:
    label = rng.choice(labels[kind])
    before, between, behind = (part.format(label) for part in rng.choice(layouts))
    draft.add(before).value(VALUES["NAME"](rng), "NAME", "beside")
    draft.add(between).value(TABLE_CELLS[kind](label, rng), kind, "field").add(behind)


def _same(words: str) -> str:
    return words


def _written(kind: str, rng: Random) -> Main:
    way = rng.choice(WAYS_OF[kind])
    return Main(kind, way, lambda value: WAYS[way](value, kind, rng), _same, _same)


def _ordinary(kind: str) -> tuple[str, ...]:
    """Templates in which a value is introduced."""
    own = sections(kind)
    if kind in {"PASSWORD", "PASSWORD_HINT"}:
        return own["chinese"]
    common = () if kind in _OWN_WORDS else sections("ANY")["chinese"]
    return (*common, *own.get("prose", ()), *own.get("honorific", ()), *own["prose"])


def _add(draft: Draft, kind: str, main: Main, templates: tuple[str, ...], rng: Random) -> None:
    template = rng.choice(templates)
    render(draft, template, rng, main)


def _add_in_context(draft: Draft, kind: str, rng: Random) -> None:
    contexts = {name: found for name in _CONTEXTS if (found := _templates(kind, name))}
    context = rng.choice(list(contexts))
    words: Callable[[str], str] = _same
    label: Callable[[str], str] = _same
    write: Callable[[str], str] = _same
    if context == "traditional":
        words = label = write = lambda each: each.translate(TRADITIONAL)
    elif context == "disguised-label":
        label = lambda each: disguised(each, rng)  # noqa: E731 - one of three rules
    elif context == "english" and kind == "NAME":
        write = lambda each: latin_name(rng) if rng.random() < 0.8 else each  # noqa: E731 - same
    elif context == "english" and kind == "ADDRESS":
        write = lambda each: latin_address(rng) if rng.random() < 0.5 else each  # noqa: E731 - same
    _add(draft, kind, Main(kind, context, write, label, words), contexts[context], rng)


def _templates(kind: str, context: str) -> tuple[str, ...]:
    own, common = sections(kind), sections("ANY")
    secret = kind in {"PASSWORD", "PASSWORD_HINT"}
    if context == "traditional":
        return _ordinary(kind)
    if context == "disguised-label":
        marks = (
            ("：", ": ", ":{") if secret else ("",)
        )  # elsewhere a sign before a password might be its first
        plain = [each for each in (*common["chinese"], *common["english"]) if "\n{V}" not in each]
        return (
            ()
            if kind == "PASSWORD_HINT"
            else tuple(each for each in plain if any(mark in each for mark in marks))
        )
    section = {"mixed-language": "mixed"}.get(context, context)
    if secret:
        return own.get(section, ())
    if section == "file-name" and kind in {*_OWN_WORDS, "EMAIL"}:  # `a@b.com.pdf` is anybody's guess
        return ()
    return (*common.get(section, ()), *own.get(section, ()))


def look_alike(rng: Random, *, numbers: bool = False) -> str:
    """Return a template of what looks like client data and is none; `numbers`: one with a number or code in it."""
    found = sections("LOOK_ALIKE")
    if numbers:
        return rng.choice(found[rng.choice(("numbers", "fails-the-check", "codes"))])
    if rng.random() < 0.3:
        return rng.choice(sections("NO_PASSWORD")[""])
    return rng.choice(found[rng.choice(list(found))])
