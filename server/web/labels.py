"""Words and tones for the short tokens that are stored: a token is audited, a word is shown.

A token without a word is shown as it is: an edge that is newer than the console may send one.
"""

import contextlib
from collections.abc import Mapping
from datetime import datetime

from server.web import console_words, formats, wire_words

TABLES: Mapping[str, Mapping[str, str]] = {
    "severity": wire_words.SEVERITY,
    "outcome": wire_words.OUTCOME,
    "type": wire_words.TYPE,
    "category": wire_words.CATEGORY,
    "grade": wire_words.GRADE,
    "mode": wire_words.MODE,
    "channel": wire_words.CHANNEL,
    "inspection": wire_words.INSPECTION,
    "attribution": wire_words.ATTRIBUTION,
    "initiator": wire_words.INITIATOR,
    "method": wire_words.METHOD,
    "component": wire_words.COMPONENT,
    "risk": wire_words.RISK,
    "place": wire_words.PLACE,
    "kept-because": wire_words.KEPT_BECAUSE,
    "unread-because": wire_words.UNREAD_BECAUSE,
    "actor": console_words.ACTOR,
    "device-state": console_words.DEVICE_STATE,
    "incident-state": console_words.INCIDENT_STATE,
    "disposition": console_words.DISPOSITION,
    "disposition-help": console_words.DISPOSITION_HELP,
    "role": console_words.ROLE,
    "role-help": console_words.ROLE_HELP,
    "policy-state": console_words.POLICY_STATE,
    "release-state": console_words.RELEASE_STATE,
    "category-help": console_words.CATEGORY_HELP,
    "document-deed": console_words.DOCUMENT_DEED,
    "verification": console_words.VERIFICATION,
    "verification-help": console_words.VERIFICATION_HELP,
    "escrow-state": console_words.ESCROW_STATE,
    "person-state": console_words.PERSON_STATE,
    "person-action": console_words.PERSON_ACTION,
    "person-action-help": console_words.PERSON_ACTION_HELP,
    "alert-state": console_words.ALERT_STATE,
    "audit-outcome": console_words.AUDIT_OUTCOME,
    "audit-action": console_words.AUDIT_ACTION,
    "audit-detail": console_words.AUDIT_DETAIL,
    "audit-object": console_words.AUDIT_OBJECT,
}
_TABLE_OF_DETAIL = {  # of an audit entry: what kind of tokens stands under which key
    "after": "role",
    "before": "role",
    "categories": "category",
    "deed": "document-deed",
    "channel": "channel",
    "component": "component",
    "disposition": "disposition",
    "outcome": "outcome",
    "roles": "role",
    "severity": "severity",
    "state": "incident-state",
}

_INSTANTS = ("since", "until")

_TONES = {
    "severity": {"critical": "solid", "high": "seal", "medium": "ember", "low": "sky", "info": "ash"},
    "outcome": {
        "refused": "seal", "refuse": "seal", "held": "ember", "hold": "ember", "deferred": "ember",
        "destroy": "ember", "prompted": "ember", "destroyed": "leaf", "vaulted": "leaf",
        "sealed": "leaf", "seal": "leaf",
        "sealed-smime": "leaf", "sealed-openpgp": "leaf", "sealed-pdf": "leaf",
        "redacted": "leaf", "redact": "leaf",
    },
    "grade": {"restricted": "solid", "sensitive": "seal", "general": "sky"},
    "incident-state": {"open": "ember", "assigned": "sky", "closed": "ash"},
    "device-state": {"ok": "leaf", "degraded": "ember", "silent": "seal", "never": "ash", "revoked": "ash"},
    "policy-state": {"submitted": "ember", "published": "leaf", "rejected": "seal"},
    "release-state": {"submitted": "ember", "approved": "leaf", "later": "sky", "rejected": "seal"},
    "verification": {
        "verified": "leaf", "bad-certificate": "seal", "bad-signature": "seal", "unreadable": "seal",
    },
    "escrow-state": {"waiting": "ember"},
    "person-state": {"active": "leaf", "invited": "sky"},
    "alert-state": {"waiting": "ember", "sending": "sky", "sent": "leaf"},
    "audit-outcome": {"refused": "seal"},
    "inspection": {"uninspectable": "ember"},
}  # fmt: skip


def word(table: str, token: str) -> str:
    """Return the English word of a token (a message id), or the token itself when it has none.

    Raises:
        KeyError: there is no such table.
    """
    return TABLES[table].get(token, token)


def details_in_order(details: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return what an audit entry holds that is not empty, in the order in which it is told."""
    known = list(console_words.AUDIT_DETAIL)
    named = [(key, value) for key, value in details.items() if value]
    return sorted(named, key=lambda pair: known.index(pair[0]) if pair[0] in known else len(known))


def detail_words(key: str, value: str) -> list[str]:
    """Return the words for what an audit entry holds under `key`: several for a list of tokens."""
    if key in _INSTANTS:
        with contextlib.suppress(ValueError):
            return [formats.when(datetime.fromisoformat(value))]
    table = _TABLE_OF_DETAIL.get(key)
    return [word(table, token) for token in value.split()] if table else [value]


def tone(table: str, token: str) -> str:
    """Return the tone of a token's badge: seal, ember, leaf, sky, ash or solid."""
    return _TONES.get(table, {}).get(token, "ash")
