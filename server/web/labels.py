"""Words for the short tokens of the wire: a token is stored and audited, a word is shown.

`N_` marks a word for the catalogues; it is translated when a page is rendered. A token without a
word is shown as it is: an edge that is newer than the console may send one.
"""

from collections.abc import Mapping


def N_(text: str) -> str:  # noqa: N802  the name that gettext tools look for
    """Mark a text for extraction and return it unchanged."""
    return text


SEVERITY = {
    "info": N_("Information"),
    "low": N_("Low"),
    "medium": N_("Medium"),
    "high": N_("High"),
    "critical": N_("Critical"),
}
OUTCOME = {
    "pass": N_("Passed"),
    "passed": N_("Passed"),
    "sealed": N_("Sealed"),
    "seal": N_("Sealed"),
    "sealed-smime": N_("Sealed with S/MIME"),
    "sealed-openpgp": N_("Sealed with OpenPGP"),
    "sealed-pdf": N_("Sealed as encrypted PDF"),
    "redacted": N_("Masked"),
    "held": N_("Held"),
    "hold": N_("Held"),
    "refused": N_("Refused"),
    "refuse": N_("Refused"),
    "deferred": N_("Delayed, will be tried again"),
    "keep": N_("Kept"),
    "kept": N_("Kept"),
    "destroy": N_("To be destroyed"),
    "destroyed": N_("Destroyed"),
    "vaulted": N_("Moved to the vault"),
    "prompted": N_("Person was asked"),
    "would-refuse": N_("Would have been refused"),
    "would-seal": N_("Would have been sealed"),
    "would-hold": N_("Would have been held"),
    "would-destroy": N_("Would have been destroyed"),
}
TYPE = {
    "RESIDENT_ID": N_("Resident ID number"),
    "RESIDENT_ID_15": N_("Resident ID number (15 digits)"),
    "FPR_CARD": N_("Foreign permanent resident card"),
    "HKM_PERMIT": N_("Hong Kong and Macao travel permit"),
    "TW_PERMIT": N_("Taiwan travel permit"),
    "PASSPORT": N_("Passport number"),
    "USCI": N_("Unified social credit code"),
    "BANK_CARD": N_("Bank card number"),
    "BANK_ACCOUNT": N_("Bank account number"),
    "CNAPS": N_("Bank routing number (CNAPS)"),
    "MOBILE": N_("Mobile number"),
    "LANDLINE": N_("Landline number"),
    "EMAIL": N_("E-mail address"),
    "PLATE": N_("Licence plate"),
    "VIN": N_("Vehicle identification number"),
    "SECURITIES_ACCOUNT": N_("Securities account"),
    "NAME": N_("Name"),
    "ADDRESS": N_("Address"),
    "PASSWORD": N_("Password"),
    "PASSWORD_HINT": N_("Hint at a password"),
    "ID_CARD_IMAGE": N_("Picture of an ID card"),
    "BANK_CARD_IMAGE": N_("Picture of a bank card"),
    "INCOME": N_("Income"),
    "PROPERTY": N_("Property"),
    "TAX": N_("Tax"),
    "HOUSING_FUND": N_("Housing fund"),
    "LOAN": N_("Loan"),
    "CREDIT_REPORT": N_("Credit report"),
    "TRANSACTION": N_("Transaction record"),
    "PROFILE": N_("Client profile"),
}
CATEGORY = {
    "identity": N_("Identity"),
    "property": N_("Property"),
    "credit": N_("Credit"),
    "transaction": N_("Transactions"),
    "derived": N_("Derived information"),
    "other": N_("Other"),
}
GRADE = {"general": N_("General"), "sensitive": N_("Sensitive")}
MODE = {"observe": N_("Observe only"), "enforce": N_("Enforced")}
CHANNEL = {"mail": N_("Mail"), "file": N_("File")}
INSPECTION = {
    "inspected": N_("Read completely"),
    "empty-verified": N_("Proved to hold no text"),
    "uninspectable": N_("Could not be read"),
}
ATTRIBUTION = {
    "proven": N_("proven"),
    "strong": N_("very likely"),
    "inferred": N_("inferred"),
    "unknown": N_("unknown"),
}
INITIATOR = {
    "person": N_("The person themselves"),
    "deadline": N_("Deadline passed"),
    "log-off": N_("Log-off from the workstation"),
}
METHOD = {
    "overwrite": N_("Overwritten and removed"),
    "overwrite-1": N_("Overwritten once and removed"),
    "unlink": N_("Removed without overwriting"),
    "crypto-erase": N_("Key destroyed"),
    "vault": N_("Encrypted into the vault, then overwritten"),
    "none": N_("None"),
}
RISK = {
    "ssd": N_("On a solid-state disk older copies of blocks may remain."),
    "ssd-remap": N_("On a solid-state disk older copies of blocks may remain."),
    "copy-on-write": N_("The file system keeps old blocks when it writes."),
    "cow": N_("The file system keeps old blocks when it writes."),
    "snapshot": N_("Snapshots of the file system may hold a copy."),
    "journal": N_("The journal of the file system may hold a copy."),
    "data-journal": N_("The journal of the file system may hold a copy."),
    "file-name": N_("The file's name may remain in the directory's blocks."),
    "backup": N_("Backups may hold a copy."),
    "medium-unknown": N_("The kind of storage medium is unknown."),
    "unknown-medium": N_("The kind of storage medium is unknown."),
}
COMPONENT = {"gateway": N_("Mail gateway"), "agent": N_("Workstation agent")}
DEVICE_STATE = {
    "ok": N_("Working"),
    "degraded": N_("Restricted"),
    "silent": N_("Not heard from"),
    "never": N_("Not heard from yet"),
    "revoked": N_("Locked out"),
}
INCIDENT_STATE = {"open": N_("Open"), "assigned": N_("In progress"), "closed": N_("Closed")}
DISPOSITION = {
    "confirmed": N_("Confirmed"),
    "false-alarm": N_("False alarm"),
    "accepted": N_("Accepted"),
    "duplicate": N_("Duplicate"),
}
DISPOSITION_HELP = {
    "confirmed": N_("Client data was handled against the rules."),
    "false-alarm": N_("What was found is no client data; the policy should be made better."),
    "accepted": N_("Client data, but with a good reason; no measure is needed."),
    "duplicate": N_("The same matter is worked on in another incident."),
}
ROLE = {
    "system_admin": N_("System administrator"),
    "security_admin": N_("Security administrator"),
    "audit_admin": N_("Audit administrator"),
    "reviewer": N_("Reviewer"),
    "employee": N_("Employee"),
}
ROLE_HELP = {
    "system_admin": N_("Adds people and devices. Sees no client data and no policy."),
    "security_admin": N_("Writes policies and approves those of others, never their own."),
    "audit_admin": N_("Reads the audit trail. Changes nothing."),
    "reviewer": N_("Works on incidents and reads destruction records."),
    "employee": N_("Collects the passwords of mails they have sent themselves."),
}
POLICY_STATE = {
    "editing": N_("Draft"),
    "submitted": N_("Waiting for approval"),
    "published": N_("Published"),
    "rejected": N_("Rejected"),
    "withdrawn": N_("Withdrawn"),
}
VERIFICATION = {
    "verified": N_("Signature holds"),
    "bad-certificate": N_("Wrong certificate"),
    "bad-signature": N_("Signature does not hold"),
    "unreadable": N_("Record cannot be read"),
}
VERIFICATION_HELP = {
    "bad-certificate": N_("The key was not certified by this console for this workstation. Do not rely on the record."),
    "bad-signature": N_("The record was changed after it was signed, or signed by another key. Do not rely on it."),
    "unreadable": N_("The signature fits, but the content is no destruction record that this console can read."),
}
ESCROW_STATE = {"waiting": N_("Waiting to be read"), "opened": N_("Already read"), "expired": N_("Expired")}
PERSON_STATE = {
    "invited": N_("Invited, not logged in yet"),
    "active": N_("Active"),
    "disabled": N_("Disabled"),
}
PERSON_ACTION = {
    "unlock": N_("Lift the lock-out"),
    "token": N_("New first log-in"),
    "end-sessions": N_("End all sessions"),
    "disable": N_("Disable the account"),
    "enable": N_("Enable the account"),
}
PERSON_ACTION_HELP = {
    "unlock": N_("After too many wrong tries the account is locked for a while. Lift it when you know who it was."),
    "token": N_("For a forgotten password or a lost phone. Password and second factor are forgotten."),
    "end-sessions": N_("Logs the person out everywhere."),
    "disable": N_("The person can no longer log in. What they did stays in the trail."),
    "enable": N_("The person can log in again."),
}
ALERT_STATE = {"waiting": N_("Waiting"), "sending": N_("Being sent"), "sent": N_("Sent")}
AUDIT_OUTCOME = {"done": N_("Done"), "refused": N_("Refused")}

TABLES: Mapping[str, Mapping[str, str]] = {
    "severity": SEVERITY,
    "outcome": OUTCOME,
    "type": TYPE,
    "category": CATEGORY,
    "grade": GRADE,
    "mode": MODE,
    "channel": CHANNEL,
    "inspection": INSPECTION,
    "attribution": ATTRIBUTION,
    "initiator": INITIATOR,
    "method": METHOD,
    "risk": RISK,
    "component": COMPONENT,
    "device-state": DEVICE_STATE,
    "incident-state": INCIDENT_STATE,
    "disposition": DISPOSITION,
    "disposition-help": DISPOSITION_HELP,
    "role": ROLE,
    "role-help": ROLE_HELP,
    "policy-state": POLICY_STATE,
    "verification": VERIFICATION,
    "verification-help": VERIFICATION_HELP,
    "escrow-state": ESCROW_STATE,
    "person-state": PERSON_STATE,
    "person-action": PERSON_ACTION,
    "person-action-help": PERSON_ACTION_HELP,
    "alert-state": ALERT_STATE,
    "audit-outcome": AUDIT_OUTCOME,
    "audit-action": AUDIT_ACTION,
    "audit-detail": AUDIT_DETAIL,
}

_TONES = {
    "severity": {"critical": "solid", "high": "seal", "medium": "ember", "low": "sky", "info": "ash"},
    "outcome": {
        "refused": "seal", "refuse": "seal", "held": "ember", "hold": "ember", "deferred": "ember",
        "destroy": "ember", "prompted": "ember", "destroyed": "leaf", "vaulted": "leaf",
        "sealed": "leaf", "seal": "leaf", "sealed-smime": "leaf", "sealed-openpgp": "leaf", "sealed-pdf": "leaf",
    },
    "grade": {"sensitive": "seal", "general": "sky"},
    "incident-state": {"open": "ember", "assigned": "sky", "closed": "ash"},
    "device-state": {"ok": "leaf", "degraded": "ember", "silent": "seal", "never": "ash", "revoked": "ash"},
    "policy-state": {"submitted": "ember", "published": "leaf", "rejected": "seal"},
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


def tone(table: str, token: str) -> str:
    """Return the tone of a token's badge: seal, ember, leaf, sky, ash or solid."""
    return _TONES.get(table, {}).get(token, "ash")
