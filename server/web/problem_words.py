"""Words for what the policy language and the audit trail complain of: they speak English, a page may not.

They say what is wrong in sentences with gaps. Each stands here as a marked text with named gaps, so
that the catalogues have its words. A sentence that is not known here is shown as it was said.
"""

import re
from collections.abc import Callable
from functools import cache

from server.web.marks import N_

OF_POLICIES: tuple[str, ...] = (
    # policies.yaml_tree
    N_("longer than %(number)s characters"), N_("split the policy"),
    N_("a policy is a mapping"), N_("begin with `schema: 1`"),
    N_("alias *%(name)s"), N_("write the value out; a policy has no aliases"),
    N_("anchor &%(name)s"), N_("take the anchor away; a policy has no aliases"),
    N_("tag %(name)s"), N_("take the tag away; the language has plain values only"),
    N_("nested deeper than %(number)s"), N_("flatten the conditions"),
    N_("more than %(number)s values"),
    N_("a second document"), N_("one policy a file: take the `---` away"),
    N_("no YAML: %(what)s"), N_("indent with spaces, not tabs"),
    N_("check indentation, colons and quotes on this line"),
    N_("put the text in quotes: YAML reads a sign in it otherwise"),
    N_("put a text with a colon in quotes, else check the indentation"),
    N_("character %(name)s is not allowed"), N_("take it away"),
    # policies.language
    N_("the policy"),
    N_("%(place)s is one value"), N_("write %(what)s behind the colon"),
    N_("%(place)s is a mapping"), N_("write keys such as %(keys)s below it"),
    N_("unknown key %(key)s in %(place)s"), N_("did you mean %(word)s?"), N_("known here: %(words)s"),
    N_("key %(key)s is written twice"), N_("keep one of the two"),
    N_("%(place)s has no %(key)s"), N_("add `%(key)s: …`"),
    N_("%(place)s is an empty list"), N_("add an entry or take the key away"),
    N_("%(place)s is a list"), N_("put `- ` before each entry"),
    N_("%(place)s cannot be %(value)s"), N_("write %(what)s"),
    N_("a whole number from %(least)s to %(most)s"), N_("a number from %(least)s to %(most)s"),
    N_("true or false"), N_("a date such as %(day)s"), N_("a known word"),
    N_("lower-case letters, digits and hyphens, such as %(example)s"),
    N_("one line of at most %(most)s ASCII characters"), N_("a number and s, m, h or d, such as %(example)s"),
    N_("text of %(least)s to %(most)s characters"),
    N_("put the text in quotes: inside {…} a comma ends it"),
    N_("： behind a key"), N_("write a half-width `: ` behind the key"),
    # policies.checks
    N_("no clause %(name)s"), N_("no rule %(name)s"),
    N_("a %(channel)s never ends as %(outcome)s"), N_("change `expect` or `channel`"),
    N_("%(name)s is used twice"), N_("give each its own name"),
    N_("%(action)s is no action of this channel"), N_("change `then` or `channels`"),
    N_("rule %(name)s has no notice"), N_("add `notice: {zh: …, en: …}`: people must learn what to do"),
    N_("`%(key)s` belongs to %(owner)s"), N_("take `%(key)s` away"),
    N_("there is nothing that `redact` could mask"),
    N_("choose findings in `when`, for example by `entity` or `grade`"),
    N_("the term %(name)s says nothing"), N_("add `words` or an `expression`"),
    N_("more than %(number)s words"), N_("an exact-match list holds more"),
    # policies.checks_of_scopes
    N_("the exception lets everybody off"), N_("name whom in `applies_to`"),
    N_("a domain has no @"), N_("an address has an @"),
    # policies.checks_of_conditions
    N_("the condition says nothing"), N_("add a key such as `entity`, or take `when` away"),
    N_("add `together` or take `within` away"),
    N_("together needs at least two selections"), N_("add another"),
    N_("only findings can be together"), N_("use entity, grade, category, confidence, count, distinct"),
    N_("no term %(name)s"), N_("known here: none"),
    N_("an amount has at most two digits before its zeros"), N_("write a round figure such as %(number)s"),
    N_("`cumulative` needs one limit"), N_("add `count` or `distinct`, not both"),
    # policies.expressions
    N_("the expression is ambiguous"), N_("write \\ before [, -, &, | or ~ inside of […]"),
    N_("the expression cannot be read at its character %(number)s: %(what)s"),
    N_("write \\ before a sign that means itself"),
    N_("the expression is refused: %(what)s"), N_("write the expression without it"),
    N_("it looks ahead or back"), N_("it refers back to a group"),
    N_("it repeats without end"), N_("write {1,20} instead of + and {0,20} instead of *"),
    N_("a repetition stands within a repetition, so one text can be read in %(number)s ways"),
    N_("repetitions follow one another, so one text can be read in %(number)s ways"),
    N_("over a million"), N_("at most %(number)s: use smaller numbers, or make two terms of it"),
    N_("the expression may take %(number)s characters"), N_("at most %(number)s: use smaller numbers"),
    N_("the expression is met by nothing at all"), N_("take a ? or {0,…} away"),
    # policies.self_test
    N_("expected %(expected)s, got %(got)s by rule %(rule)s"),
    N_("rule %(name)s did not apply, but %(others)s"),
)  # fmt: skip
OF_THE_TRAIL: tuple[str, ...] = (
    N_("entry %(number)s is missing"),
    N_("the log holds %(number)s entries, its signed head says %(size)s"),
    N_("an entry was changed: the log does not give its signed root"),
    N_("the signed head is not the stored one"),
    N_("not a checkpoint of this log"),
    N_("the checkpoint is signed by another key"),
    N_("the checkpoint's signature is wrong"),
)

_GAP = re.compile(r"%\((\w+)\)s")
_WITH_WORDS = ("place", "what", "number")  # gaps that may hold words of their own
Gettext = Callable[[str], str]


def translated(said: str, gettext: Gettext) -> str:
    """Return a complaint in the words of `gettext`."""
    for text, pattern in _patterns():
        match = pattern.fullmatch(said)
        if match:
            gaps = match.groupdict()
            gaps |= {name: translated(gaps[name], gettext) for name in _WITH_WORDS if name in gaps}
            return gettext(text) % gaps if gaps else gettext(text)
    return said


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return the sentences with their patterns; the one with most words of its own comes first."""
    ordered = sorted((*OF_POLICIES, *OF_THE_TRAIL), key=lambda text: len(_GAP.sub("", text)), reverse=True)
    return tuple((text, _pattern(text)) for text in ordered)


def _pattern(text: str) -> re.Pattern[str]:
    parts = _GAP.split(text)  # words and names of gaps, in turn
    found = "".join(f"(?P<{part}>.+)" if index % 2 else re.escape(part) for index, part in enumerate(parts))
    return re.compile(found, re.DOTALL)
