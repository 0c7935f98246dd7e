"""Why a mail could not be masked, in Chinese and English, for its sender and for the incident."""

from collections.abc import Iterable
from types import MappingProxyType

from policies.finding import Finding
from policies.model import Action

_PLACES_SHOWN = 3
_SIGNED = ("邮件带有{}数字签名，改动内容会使签名失效", "its {} signature would break")
_TOO_MUCH = ("邮件过大或过于复杂", "it is too large or too complicated")
_WHY = MappingProxyType(
    {
        "signed:dkim": tuple(words.format(" DKIM " if n == 0 else "DKIM") for n, words in enumerate(_SIGNED)),
        "signed:smime": tuple(
            words.format(" S/MIME " if n == 0 else "S/MIME") for n, words in enumerate(_SIGNED)
        ),
        "signed:openpgp": tuple(
            words.format(" OpenPGP " if n == 0 else "OpenPGP") for n, words in enumerate(_SIGNED)
        ),
        "part": ("客户信息在无法改写的部分里", "client data stands in a part that cannot be rewritten"),
        "unread": ("有内容无法检查", "a part of it could not be read"),
        "rule": ("遮盖后仍有规则不允许发出", "a rule forbids what is left of it"),
    }
)
_END = MappingProxyType(
    {
        Action.HOLD: ("已暂扣，等待审批。", "It waits for a decision."),
        Action.REFUSE: ("没有发出。", "It was not sent."),
    }
)


def reason(why: str, action: Action) -> str:
    """Return one ASCII line, as `Decision.reason` wants it; `why` is a token such as `signed:dkim` or `part`."""
    return f"The mail cannot be masked: {_WHY.get(why, _TOO_MUCH)[1]}. {_END[action][1]}"


def notice(why: str, action: Action, findings: Iterable[Finding]) -> tuple[str, str]:
    """Return the notice in Chinese and English; it names the attachments that hold `findings`."""
    zh, en = _WHY.get(why, _TOO_MUCH)
    names = list(
        dict.fromkeys(step.name for each in findings for step in each.place if step.kind == "attachment")
    )
    shown = names[:_PLACES_SHOWN]
    of_zh = f"（附件：{'、'.join(shown)}）" if shown else ""
    of_en = f" (attachment: {', '.join(shown)})" if shown else ""
    return (
        f"客户信息本应遮盖后发出，但{zh}{of_zh}。邮件{_END[action][0]}",
        f"Client data had to be masked, but {en}{of_en}. {_END[action][1]}",
    )
