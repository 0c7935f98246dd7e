"""People: accounts, roles, first log-in tokens; every change needs a reason (row R13)."""

from collections.abc import Callable

from litestar import Response, get, post
from litestar.params import FromPath

from server.authz import CONFLICTS, Permission, Role
from server.errors import Conflict, Forbidden, Invalid, NotFound
from server.identity.types import OneTimeToken, Person, PersonState
from server.web.pages.entry import said
from server.web.rendering import page, redirect
from server.web.visit import Fields, Form, PageForm, PageVisit, Visit

_DONE = {
    "roles": "roles",
    "disable": "disabled",
    "enable": "enabled",
    "unlock": "unlocked",
    "end-sessions": "sessions",
}


def roles_of(form: Form) -> frozenset[Role]:
    """Return the ticked roles of a form."""
    ticked = form.get("roles", "").split()
    return frozenset(role for role in Role if role in ticked)


def conflict_pairs() -> list[tuple[Role, Role]]:
    """Return the pairs of roles that one person must not hold together, in a fixed order."""
    pairs = [sorted(pair, key=list(Role).index) for pair in CONFLICTS]
    return [
        (first, second)
        for first, second in sorted(pairs, key=lambda pair: [list(Role).index(x) for x in pair])
    ]


@get("/people", sync_to_thread=True)
def people(visit: PageVisit) -> Response[str]:
    """List all accounts."""
    return page(visit, "people/list.html", people=visit.console.identity.people(visit.actor))


@get("/people/new", sync_to_thread=True)
def new_person(visit: PageVisit) -> Response[str]:
    """Show the form for a new account."""
    if not visit.actor.may(Permission.PEOPLE_MANAGE):
        raise Forbidden
    return _new_form(visit, Fields())


@post("/people/new", status_code=200, sync_to_thread=True)
def add_person(visit: PageVisit, form: PageForm) -> Response[str]:
    """Create an account and show its one-time token, this once."""
    try:
        token = visit.console.identity.add_person(
            visit.actor,
            name=form.get("name", "").strip(),
            display_name=form.get("display_name", "").strip(),
            email=form.get("email", "").strip(),
            roles=roles_of(form),
            reason=form.get("reason", "").strip(),
        )
    except (Invalid, Conflict) as error:
        return _new_form(visit, form, error=said(visit, error), status=error.status)
    return _token_page(visit, token)


def _new_form(visit: Visit, form: Form, *, error: str = "", status: int = 200) -> Response[str]:
    return page(
        visit,
        "people/new.html",
        status=status,
        form=form,
        error=error,
        ticked=roles_of(form),
        roles=tuple(Role),
        conflict_pairs=conflict_pairs(),
    )


def _token_page(visit: Visit, token: OneTimeToken) -> Response[str]:
    return page(visit, "people/token.html", token_given=token)


@get("/people/{person_id:int}", sync_to_thread=True)
def person(visit: PageVisit, person_id: FromPath[int]) -> Response[str]:
    """Show one account."""
    return _detail(visit, person_id)


@post("/people/{person_id:int}/{action:str}", status_code=200, sync_to_thread=True)
def change(
    visit: PageVisit, form: PageForm, person_id: FromPath[int], action: FromPath[str]
) -> Response[str]:
    """Change the roles of an account, lock it, free it, or give it a new first log-in."""
    reason = form.get("reason", "").strip()
    try:
        if action == "token":
            return _token_page(visit, visit.console.identity.new_token(visit.actor, person_id, reason))
        _apply(visit, action, person_id, form)
    except (Invalid, Conflict) as error:
        return _detail(visit, person_id, error=said(visit, error), status=error.status)
    return redirect(f"/people/{person_id}", done=_DONE[action])


def _apply(visit: Visit, action: str, person_id: int, form: Form) -> None:
    identity, actor, reason = visit.console.identity, visit.actor, form.get("reason", "").strip()
    actions: dict[str, Callable[[], object]] = {
        "roles": lambda: identity.set_roles(actor, person_id, roles_of(form), reason),
        "disable": lambda: identity.disable(actor, person_id, reason),
        "enable": lambda: identity.enable(actor, person_id, reason),
        "unlock": lambda: identity.unlock(actor, person_id, reason),
        "end-sessions": lambda: identity.end_sessions(actor, person_id, reason),
    }
    if action not in actions:
        raise NotFound
    actions[action]()


def _detail(visit: Visit, person_id: int, *, error: str = "", status: int = 200) -> Response[str]:
    found = visit.console.identity.person(visit.actor, person_id)
    return page(
        visit,
        "people/detail.html",
        status=status,
        found=found,
        error=error,
        actions=_actions(visit.actor, found),
        roles=tuple(Role),
        conflict_pairs=conflict_pairs(),
    )


def _actions(actor: Person, found: Person) -> tuple[str, ...]:
    if not actor.may(Permission.PEOPLE_MANAGE) or actor.id == found.id:
        return ()
    if found.state is PersonState.DISABLED:
        return ("enable",)
    locked = ("unlock",) if found.locked_until else ()
    return (*locked, "token", "end-sessions", "disable")


HANDLERS = (people, new_person, add_person, person, change)
