"""Control words of RTF 1.9.1 that a reader of text has to know."""

SYMBOLS = {
    "par": "\n", "line": "\n", "page": "\n", "sect": "\n", "column": "\n", "row": "\n", "nestrow": "\n",
    "softline": "\n", "tab": "\t", "cell": "\t", "nestcell": "\t", "emdash": "\u2014", "endash": "\u2013",
    "lquote": "\u2018", "rquote": "\u2019", "ldblquote": "\u201c", "rdblquote": "\u201d", "bullet": "\u2022",
    "emspace": " ", "enspace": " ", "qmspace": " ",
    "\\~": "\u00a0", "\\_": "-", "\\\\": "\\", "\\{": "{", "\\}": "}", "\\\n": "\n", "\\\r": "\n", "\\\t": "\t",
}  # fmt: skip
# Destinations that a person reads, and what they are called; `aside` is everything that stands in none of them.
TEXTS = {
    "footnote": "footnotes", "annotation": "comments", "shptxt": "text-boxes", "dptxbxtext": "text-boxes",
    **dict.fromkeys(("header", "headerl", "headerr", "headerf"), "headers"),
    **dict.fromkeys(("footer", "footerl", "footerr", "footerf"), "footers"),
    **dict.fromkeys(("ftnsep", "ftnsepc", "aftnsep", "aftnsepc"), "footnotes"),
}  # fmt: skip
FIELD, ASIDE, FONTS, INFO = "fields", "aside", "fonts", "info"
OTHERS = {
    "fldinst": FIELD, "fonttbl": FONTS,
    **dict.fromkeys(
        (
            "info", "title", "subject", "author", "manager", "company", "operator", "category", "keywords",
            "comment", "doccomm", "hlinkbase", "userprops", "propname", "staticval", "linkval",
        ),
        INFO,
    ),
    **dict.fromkeys(
        (
            "stylesheet", "colortbl", "listtable", "listoverridetable", "rsidtbl", "filetbl", "atnid",
            "atnauthor", "bkmkstart", "bkmkend", "sn", "sv", "objclass", "objname", "objalias", "listtext",
            "pntext", "pn", "template", "generator", "revtbl", "xe", "tc", "txe", "rxe", "pgptbl", "mmathPr",
            "nonesttables", "ud", "docvar", "htmltag", "mhtmltag", "xmlopen", "ffname", "ffdeftext", "ffhelptext",
            "ffstattext", "ffformat", "ffl", "falt", "panose", "leveltext", "levelnumbers", "picprop", "blipuid",
            "do", "nesttableprops",
        ),
        ASIDE,
    ),
}  # fmt: skip
# Destinations whose text is data in hexadecimal digits.
DATA = {
    "pict": "picture", "objdata": "object", "themedata": "theme", "datastore": "store", "datafield": "field-data",
    "colorschememapping": "colours", "fontfile": "font",
}  # fmt: skip
# Destinations that are shown in line with what stands around them, although a `\*` may precede them.
INLINE = frozenset(
    {
        "shppict", "nonshppict", "fldrslt", "field", "object", "result", "shp", "shpinst", "shprslt", "shpgrp",
        "upr", "nextfile", "rtf", "pgdscno", "lstformat",
    }
)  # fmt: skip
