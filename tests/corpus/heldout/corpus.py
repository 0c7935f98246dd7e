"""The held-out split: labelled texts in every way of writing, look-alikes and business mail, all from a seed."""

from collections.abc import Iterator
from random import Random

from tests.corpus.heldout import account_templates, contact_templates, identity_templates, passwords
from tests.corpus.heldout.business import business, paragraphs
from tests.corpus.heldout.business_chinese import GRAMMAR as CHINESE
from tests.corpus.heldout.business_english import GRAMMAR as ENGLISH
from tests.corpus.heldout.fill import changed, fill
from tests.corpus.heldout.look_alikes import look_alike
from tests.corpus.heldout.table_columns import COLUMNS, TABLE_TYPES
from tests.corpus.heldout.tables import by_header, by_left_cell
from tests.corpus.heldout.ways import NUMERALS, WAYS, WRAPPED
from tests.corpus.sample import Draft, Sample

TEMPLATES: dict[str, tuple[str, ...]] = (
    identity_templates.TEMPLATES
    | account_templates.TEMPLATES
    | contact_templates.TEMPLATES
    | {"PASSWORD": passwords.PASSWORD}
)
PROSE = (*TEMPLATES, "PASSWORD_HINT")
TYPES = (*PROSE, *TABLE_TYPES)
PROGRAM = ("X-", "<", '{"', "INSERT", "UPDATE", "SELECT", "2024-", "scan/")
MACHINE = (*PROGRAM, "Subject:", "附件", "文件名", "Cc:")
# Types with a check digit come twice a round: more ways to write them are to be seen.
ROUND = (*TYPES, "RESIDENT_ID", "BANK_CARD", "USCI", "CNAPS", "VIN", "FPR_CARD")
TABLE_SHARE = 0.12


def fits(way: str, template: str) -> bool:
    """Tell whether somebody would write so: no broken line in an attribute, no 一二三 in English or without a label."""
    odd = template.startswith("~") or template.removeprefix("~").startswith(MACHINE)
    if way == "lower-case":
        return True
    if way in {"traditional", "homoglyph"}:
        return changed(template, way) != template and not template.startswith(("~", *PROGRAM))
    if way in WRAPPED:
        return not odd
    return way not in NUMERALS or (not odd and not template.isascii())


def written(draft: Draft, rng: Random, kind: str) -> Draft:
    """Append one template of a type: first the way is drawn, then one of the templates it fits."""
    ways = ("plain", *WAYS.get(kind, ()), "traditional", "homoglyph")
    way = rng.choices(ways, weights=(max(3, 9 - len(ways)), *(1 for _ in ways[1:])))[0]
    fitting = [template for template in TEMPLATES[kind] if way == "plain" or fits(way, template)]
    return fill(draft, rng.choice(fitting or TEMPLATES[kind]).removeprefix("~"), rng, way)


def hint(draft: Draft, rng: Random) -> Draft:
    """Append a hint to a password."""
    before, clause, behind = passwords.hint(rng)
    return (
        draft.add(before)
        .value(clause, "PASSWORD_HINT", "after-label" if before.endswith(("：", ": ")) else "clause")
        .add(behind)
    )


def one(draft: Draft, rng: Random, kind: str) -> Draft:
    """Append one text that holds a value of the type."""
    if kind == "PASSWORD_HINT":
        return hint(draft, rng)
    if kind in TABLE_TYPES or (kind in COLUMNS and rng.random() < TABLE_SHARE):
        return rng.choice((by_header, by_header, by_left_cell))(draft, rng, kind)
    return written(draft, rng, kind)


def values(draft: Draft, rng: Random, kind: str) -> Draft:
    """Append a text with values of a type, alone, between sentences, or followed by another type."""
    form = rng.random()
    one(draft, rng, kind)
    if form < 0.3:
        one(draft.add("\n\n"), rng, rng.choice(PROSE))
    if form > 0.5:
        chinese = rng.random() < 0.5
        grammar, joint = (CHINESE, "") if chinese else (ENGLISH, " ")
        draft.add("\n\n").add(paragraphs(rng, grammar, joint, 1))
    return draft.add("\n")


def samples(seed: int = 1, count: int = 2000) -> Iterator[Sample]:
    """Yield `count` texts, the same for the same seed: 80 % with values, 10 % look-alikes, 10 % business mail."""
    for index in range(count):
        rng = Random(f"{seed}/{index}")
        form = index * 29 % 100
        if form < 80:
            kind = ROUND[index % len(ROUND)]
            yield values(Draft(), rng, kind).sample(f"{seed}-{index}-{kind}")
        elif form < 90:
            yield look_alike(Draft(), rng).sample(f"{seed}-{index}", "look-alikes")
        else:
            yield business(Draft(), rng).sample(f"{seed}-{index}", "business")


def clean_mails(count: int, seed: int = 1) -> Iterator[Sample]:
    """Yield business mails without client data, to count false alarms on."""
    for index in range(count):
        yield business(Draft(), Random(f"clean/{seed}/{index}")).sample(f"clean-{seed}-{index}", "business")


def mixed_sample(seed: int, index: int) -> Sample:
    """Return a business mail; each fifth goes on with values, each second with look-alikes."""
    rng = Random(f"mixed/{seed}/{index}")
    draft = business(Draft(), rng, index * 37 % 100 / 100).add("\n")
    if index % 5 == 0:
        values(draft, rng, TYPES[index // 5 % len(TYPES)]).add("\n")
    if index % 2 == 0:
        look_alike(draft, rng).add("\n")
    return draft.sample(f"mixed-{seed}-{index}")


def mixed_samples(octets: int, seed: int = 1) -> Iterator[Sample]:
    """Yield labelled mails until they hold at least `octets` octets of UTF-8."""
    index = written_octets = 0
    while written_octets < octets:
        sample = mixed_sample(seed, index)
        yield sample
        index += 1
        written_octets += len(sample.text.encode())


def mixed_text(octets: int, seed: int = 1) -> str:
    """Return one long text of at least `octets` octets of UTF-8 for measurements of speed."""
    return "".join(sample.text for sample in mixed_samples(octets, seed))
