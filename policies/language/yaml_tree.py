"""YAML text to a tree of marked nodes, refusing all of YAML that a policy has no use for.

Anchors and aliases (with which a few lines can grow to gigabytes), tags, several documents,
duplicate keys, deep nesting and long texts are refused. The scan works on events and needs no
recursion, so that no nesting can exhaust the stack before it is counted.
"""

import re
from typing import Protocol

import yaml

from policies.language.errors import PolicyInvalid, Problem

LENGTH_MAX = 512 * 1024  # code points of a policy text
DEPTH_MAX = 24
NODES_MAX = 50_000
_WANTS_QUOTES = (  # of PyYAML's messages on `*@bank.example`, `@bank`, `{zh: "a" b}`, `a: "b" c`
    "expected alphabetic or numeric character, but found",
    "that cannot start any token",
    "expected ',' or",
    "but found '<scalar>'",
)
WIDE_COLON = "："
NARROW = "write a half-width `: ` behind the key"
_KEY_WITH_WIDE_COLON = re.compile(rf"[ \-{{,]*[a-z_]+({WIDE_COLON})")


class Mark(Protocol):
    """Where something stands in the text, counted from 0, in either of PyYAML's two parsers."""

    line: int
    column: int


def compose(text: str, name: str) -> yaml.MappingNode:
    """Return the root mapping of a policy text.

    Raises:
        PolicyInvalid: no YAML, not one mapping, or a part of YAML that is refused.
    """
    if len(text) > LENGTH_MAX:
        raise PolicyInvalid(
            name, (Problem(1, 1, f"longer than {LENGTH_MAX} characters", "split the policy"),)
        )
    try:
        problem = _first_refused(text)
        root = None if problem else yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        problem = _syntax(error, text)
    except yaml.reader.ReaderError as error:
        problem = _unprintable(text, error.position)
    if problem:
        raise PolicyInvalid(name, (problem,))
    if not isinstance(root, yaml.MappingNode):
        raise PolicyInvalid(name, (Problem(1, 1, "a policy is a mapping", "begin with `schema: 1`"),))
    return root


def place(mark: Mark | None) -> tuple[int, int]:
    """Return line and column of a YAML mark, counted from 1; without a mark the beginning."""
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


def _first_refused(text: str) -> Problem | None:
    depth = documents = 0
    for count, event in enumerate(yaml.parse(text, Loader=yaml.SafeLoader)):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        documents += isinstance(event, yaml.DocumentStartEvent)
        refused = _refused(event, depth, count, documents)
        if refused:
            return Problem(*place(event.start_mark), *refused)
    return None


def _refused(event: yaml.Event, depth: int, count: int, documents: int) -> tuple[str, str] | None:
    anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
    if isinstance(event, yaml.AliasEvent):
        return f"alias *{anchor}", "write the value out; a policy has no aliases"
    if anchor:
        return f"anchor &{anchor}", "take the anchor away; a policy has no aliases"
    if tag:
        return f"tag {tag}", "take the tag away; the language has plain values only"
    if depth > DEPTH_MAX:
        return f"nested deeper than {DEPTH_MAX}", "flatten the conditions"
    if count > NODES_MAX:
        return f"more than {NODES_MAX} values", "split the policy"
    if documents > 1:
        return "a second document", "one policy a file: take the `---` away"
    return None


def _syntax(error: yaml.MarkedYAMLError, text: str) -> Problem:
    line, column = place(error.problem_mark or error.context_mark)
    for number in (line, line - 1):  # what YAML misses it reports on the next line
        slip = _KEY_WITH_WIDE_COLON.match("".join(text.split("\n")[number - 1 : number]))
        if slip:
            return Problem(number, slip.start(1) + 1, f"{WIDE_COLON} behind a key", NARROW)
    message = f"no YAML: {error.problem or error.context or 'unreadable'}"
    return Problem(line, column, message, _remedy(message))


def _remedy(message: str) -> str:
    if "\\t" in message:
        return "indent with spaces, not tabs"
    if any(words in message for words in _WANTS_QUOTES):
        return "put the text in quotes: YAML reads a sign in it otherwise"
    if "mapping values are not allowed" in message:
        return "put a text with a colon in quotes, else check the indentation"
    return "check indentation, colons and quotes on this line"


def _unprintable(text: str, position: int) -> Problem:
    line = text.count("\n", 0, position) + 1
    column = position - (text.rfind("\n", 0, position) + 1) + 1
    return Problem(line, column, f"character U+{ord(text[position]):04X} is not allowed", "take it away")
