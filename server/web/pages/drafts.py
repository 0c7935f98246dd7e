"""One policy draft: edited and checked by its author, decided on by a second person.

While it is being edited the page is an editor whose check runs as one types. Once submitted it
shows the difference, the check and, to anyone but the author, the two buttons.
"""

from collections.abc import Callable
from urllib.parse import urlencode

from litestar import Response, get, post
from litestar.params import FromPath

from server.authz import Permission
from server.errors import Conflict, ConsoleError, Forbidden, Invalid, NotFound
from server.policy.types import Draft, DraftState
from server.web.pages.entry import said
from server.web.pages.policies import current_policy, draft_path
from server.web.rendering import page, redirect
from server.web.visit import Fields, Form, PageForm, PageVisit, Visit

_DONE = {
    "save": "saved",
    "submit": "submitted",
    "withdraw": "withdrawn",
    "rebase": "rebased",
    "approve": "approved",
    "reject": "rejected",
    "remove": "saved",
}


@get("/policies/drafts/{draft_id:int}", sync_to_thread=True)
def draft(visit: PageVisit, draft_id: FromPath[int]) -> Response[str]:
    """Show a draft: to its author as an editor, to others as a change to decide on."""
    return show(visit, visit.console.policy.draft(visit.actor, draft_id))


def show(
    visit: Visit, found: Draft, *, error: ConsoleError | None = None, typed: Form | None = None
) -> Response[str]:
    """Return the page of a draft; `typed` keeps what the person wrote when it was refused."""
    own = found.author_id == visit.actor.id
    edits = own and found.state is DraftState.EDITING
    chosen = visit.query.get("document") or (typed or Fields())["document"] or found.documents[0].name
    return page(
        visit,
        "policies/edit.html" if edits else "policies/draft.html",
        status=error.status if error else 200,
        error=said(visit, error) if error else "",
        draft=found,
        document=chosen,
        text=typed["text"] if typed and "text" in typed else found.text_of(chosen),
        typed=typed or Fields(),
        check=visit.console.policy.check(visit.actor, found.id),
        difference=visit.console.policy.diff(visit.actor, found.id),
        own=own,
        current=current_policy(visit),
        may_decide=not own
        and visit.actor.may(Permission.POLICY_APPROVE)
        and found.state is DraftState.SUBMITTED,
    )


@post("/policies/check", status_code=200, sync_to_thread=True)
def check(visit: PageVisit, form: PageForm) -> Response[str]:
    """Check one text as it stands in the editor and return the result alone."""
    checked = visit.console.policy.check_text(
        visit.actor, form.get("document", "policy"), form.get("text", "")
    )
    return page(visit, "policies/check.html", check=checked)


@post("/policies/drafts/{draft_id:int}/{action:str}", status_code=200, sync_to_thread=True)
def act(visit: PageVisit, form: PageForm, draft_id: FromPath[int], action: FromPath[str]) -> Response[str]:
    """Save, submit, withdraw, rebase, approve or reject a draft."""
    try:
        place = _apply(visit, form, draft_id, action)
    except (Invalid, Conflict, Forbidden) as error:
        return show(visit, visit.console.policy.draft(visit.actor, draft_id), error=error, typed=form)
    return redirect(place, done=_DONE[action])


def _apply(visit: Visit, form: Form, draft_id: int, action: str) -> str:
    """Do what the button says and return the address to go on at."""
    service, actor = visit.console.policy, visit.actor
    document, comment = form.get("document", ""), form.get("comment", "").strip()
    if action == "approve":
        return f"/policies/versions/{service.approve(actor, draft_id, comment).version}"
    if action == "save":
        saved = service.save_document(actor, draft_id, document, form.get("text", ""))
        return f"{draft_path(saved)}?{urlencode({'document': document})}"
    actions: dict[str, Callable[[], Draft]] = {
        "submit": lambda: _submit(visit, form, draft_id),
        "withdraw": lambda: service.withdraw(actor, draft_id),
        "rebase": lambda: service.rebase(actor, draft_id),
        "reject": lambda: service.reject(actor, draft_id, comment),
        "remove": lambda: service.remove_document(actor, draft_id, document),
    }
    if action not in actions:
        raise NotFound
    return draft_path(actions[action]())


def _submit(visit: Visit, form: Form, draft_id: int) -> Draft:
    service = visit.console.policy
    if "text" in form:  # what stands in the editor is what is submitted
        service.save_document(visit.actor, draft_id, form.get("document", ""), form["text"])
    return service.submit(visit.actor, draft_id, form.get("reason", "").strip())


HANDLERS = (draft, check, act)
