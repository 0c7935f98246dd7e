"""The demonstration's people: roles that are kept apart (row R12), none of them a real person."""

from dataclasses import dataclass

BANK_DOMAIN = "bank.example"


@dataclass(frozen=True, slots=True)
class Person:
    """One account of the console, or a correspondent outside when `roles` is empty."""

    name: str
    address: str
    roles: tuple[str, ...] = ()


SENDER = Person("teller", f"teller@{BANK_DOMAIN}", ("employee",))
STAFF = (
    Person("author", f"policy.author@{BANK_DOMAIN}", ("security_admin",)),
    Person("approver", f"policy.approver@{BANK_DOMAIN}", ("security_admin",)),
    Person("auditor", f"audit@{BANK_DOMAIN}", ("audit_admin",)),
    Person("reviewer", f"reviewer@{BANK_DOMAIN}", ("reviewer",)),
    SENDER,
)

PARTNER = Person("partner", "settlement@partner.example")  # has a certificate: S/MIME
CLIENT = Person("client", "client@mail.example")  # has none: a PDF with a password
COLLEAGUE = Person("colleague", "branch@affiliate.example")  # has none either
