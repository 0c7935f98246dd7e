"""Registered documents: what gateways and agents know again, which rules ask for it, and changes that wait."""

import msgspec
from litestar import Response, get, post
from litestar.params import FromPath

from policies.decision.document_use import ask_documents, rules_asking
from policies.model import Policy
from server.authz import Permission
from server.documents.types import DocumentRow
from server.errors import Conflict, ConsoleError, Invalid, NotFound
from server.policy.types import PolicyVersion
from server.web.pages.entry import said
from server.web.pages.policies import current_policy
from server.web.rendering import page, redirect
from server.web.rule_words import parsed
from server.web.visit import PageForm, PageVisit, Visit

_COMMAND = "ashseal-console document add"
_DONE = {"approve": "documents-approved", "reject": "rejected"}


class ShownDocument(msgspec.Struct, frozen=True):
    """A registered document, how many whole days ago it was registered, and the rules in force that ask for it."""

    row: DocumentRow
    days: int
    rules: tuple[str, ...]


@get("/documents", sync_to_thread=True)
def documents(visit: PageVisit) -> Response[str]:
    """List what is registered, and say how old the register is that edges get."""
    return _list(visit)


def _list(visit: Visit, *, error: ConsoleError | None = None) -> Response[str]:
    service = visit.console.documents
    rows = service.page(visit.actor)
    policies = _policies(current_policy(visit))
    return page(
        visit,
        "documents/list.html",
        status=error.status if error else 200,
        error=said(visit, error) if error else "",
        waiting=service.waiting(),
        may_decide=visit.actor.may(Permission.POLICY_APPROVE),
        found=tuple(
            ShownDocument(row, service.days_since(row.registered_at), _rules(row, policies)) for row in rows
        ),
        register=service.state(),
        rules_ask=ask_documents(policies),
        command=_COMMAND,
    )


@post("/documents/changes/{change_id:int}/{action:str}", status_code=200, sync_to_thread=True)
def decide(
    visit: PageVisit, form: PageForm, change_id: FromPath[int], action: FromPath[str]
) -> Response[str]:
    """Approve or reject a change of the register."""
    service = visit.console.documents
    if action not in _DONE:
        raise NotFound
    try:
        deed = service.approve if action == "approve" else service.reject
        deed(visit.actor, change_id, form["comment"])
    except (Invalid, Conflict) as error:
        return _list(visit, error=error)
    return redirect("/documents", done=_DONE[action])


def _policies(version: PolicyVersion | None) -> tuple[Policy, ...]:
    texts = (document.text for document in version.documents) if version else ()
    return tuple(policy for policy in map(parsed, texts) if policy)


def _rules(row: DocumentRow, policies: tuple[Policy, ...]) -> tuple[str, ...]:
    names = (row.name, row.category)
    return tuple(f"{policy.name} / {rule}" for policy in policies for rule in rules_asking(policy, names))


HANDLERS = (documents, decide)
