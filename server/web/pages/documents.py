"""Registered documents: what gateways and agents know again, by whom it was registered, which rules ask for it."""

import msgspec
from litestar import Response, get

from policies.document_use import ask_documents, rules_asking
from policies.model import Policy
from server.documents.types import DocumentRow
from server.policy.types import PolicyVersion
from server.web.pages.policies import current_policy
from server.web.rendering import page
from server.web.rule_words import parsed
from server.web.visit import PageVisit

_COMMAND = "ashseal-console document add"


class ShownDocument(msgspec.Struct, frozen=True):
    """A registered document, how many whole days ago it was registered, and the rules in force that ask for it."""

    row: DocumentRow
    days: int
    rules: tuple[str, ...]


@get("/documents", sync_to_thread=True)
def documents(visit: PageVisit) -> Response[str]:
    """List what is registered, and say how old the register is that edges get."""
    service = visit.console.documents
    rows = service.page(visit.actor)
    policies = _policies(current_policy(visit))
    return page(
        visit,
        "documents/list.html",
        found=tuple(
            ShownDocument(row, service.days_since(row.registered_at), _rules(row, policies)) for row in rows
        ),
        register=service.state(),
        rules_ask=ask_documents(policies),
        command=_COMMAND,
    )


def _policies(version: PolicyVersion | None) -> tuple[Policy, ...]:
    texts = (document.text for document in version.documents) if version else ()
    return tuple(policy for policy in map(parsed, texts) if policy)


def _rules(row: DocumentRow, policies: tuple[Policy, ...]) -> tuple[str, ...]:
    names = (row.name, row.category)
    return tuple(f"{policy.name} / {rule}" for policy in policies for rule in rules_asking(policy, names))


HANDLERS = (documents,)
