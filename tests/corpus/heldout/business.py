"""Long business mail without client data: prose of a bank's and broker's departments, hardly ever twice the same."""

import re
from functools import partial
from random import Random

from tests.corpus.heldout import business_chinese, business_english
from tests.corpus.heldout.look_alikes import words
from tests.corpus.sample import Draft

# Of the mails; the rest is in both languages. So a third of the octets is Chinese.
CHINESE_SHARE = 0.35
ENGLISH_SHARE = 0.41
PART = re.compile(r"<(\w+)>")


def sentence(rng: Random, grammar: dict[str, tuple[str, ...]]) -> str:
    """Draw one sentence: a frame whose `<part>` slots are filled from the grammar, numbers last."""
    text = PART.sub(lambda found: rng.choice(grammar[found[1]]), rng.choice(grammar["frame"]))
    return words(text, rng)


def paragraphs(rng: Random, grammar: dict[str, tuple[str, ...]], joint: str, count: int) -> str:
    """Return paragraphs of two to five sentences."""
    return "\n\n".join(
        joint.join(sentence(rng, grammar) for _ in range(rng.randint(2, 5))) for _ in range(count)
    )


def mail(rng: Random, form: float) -> str:
    """Return a mail: with rising `form` (0 to 1) in Chinese, in English, or an English answer above a Chinese one."""
    count = rng.randint(2, 6)
    chinese = partial(paragraphs, rng, business_chinese.GRAMMAR, "")
    english = partial(paragraphs, rng, business_english.GRAMMAR, " ")
    if form < CHINESE_SHARE:
        subject, body = business_chinese.SUBJECTS, rng.choice(business_chinese.OPENINGS) + chinese(count)
    elif form < CHINESE_SHARE + ENGLISH_SHARE:
        subject, body = business_english.SUBJECTS, rng.choice(business_english.OPENINGS) + english(count)
    else:
        subject = business_english.SUBJECTS
        body = f"{english(count)}\n\n----- 原始邮件 -----\n{chinese(rng.randint(2, 5))}"
    closing = rng.choice(business_chinese.CLOSINGS if form < CHINESE_SHARE else business_english.CLOSINGS)
    return f"Subject: {words(rng.choice(subject), rng)}\n\n{body}\n\n{closing}\n"


def business(draft: Draft, rng: Random, form: float | None = None) -> Draft:
    """Append one mail, in the language that `form` says or in any."""
    return draft.add(mail(rng, rng.random() if form is None else form))
