"""Devices: gateways and agents, whether they are heard from, which policy they enforce."""

from litestar import Response, get, post
from litestar.params import FromPath

from server.authz import Permission
from server.errors import Conflict, Forbidden, Invalid
from server.fleet.types import Component
from server.web.fleet_words import condition_of
from server.web.pages.entry import said
from server.web.rendering import page, redirect
from server.web.visit import Fields, Form, PageForm, PageVisit, Visit

_COMPONENTS: dict[str, Component] = {"gateway": "gateway", "agent": "agent"}


@get("/devices", sync_to_thread=True)
def devices(visit: PageVisit) -> Response[str]:
    """List all devices."""
    found = visit.console.fleet.devices(visit.actor)
    newest = max((device.policy_version for device in found), default=0)
    return page(
        visit, "devices/list.html", devices=[(one, condition_of(one)) for one in found], newest=newest
    )


@get("/devices/new", sync_to_thread=True)
def new_device(visit: PageVisit) -> Response[str]:
    """Show the form for an enrolment token."""
    if not visit.actor.may(Permission.FLEET_MANAGE):
        raise Forbidden
    return _new_form(visit, Fields())


@post("/devices/new", status_code=200, sync_to_thread=True)
def issue_token(visit: PageVisit, form: PageForm) -> Response[str]:
    """Issue a token and show it, this once."""
    try:
        token = visit.console.fleet.enrolment_token(
            visit.actor, _component(form), form.get("device", "").strip(), form.get("reason", "").strip()
        )
    except (Invalid, Conflict) as error:
        return _new_form(visit, form, error=said(visit, error), status=error.status)
    return page(visit, "devices/token.html", token_given=token)


def _component(form: Form) -> Component:
    try:
        return _COMPONENTS[form["component"]]
    except KeyError:
        raise Invalid("请选择设备类型。", "Please choose the kind of device.") from None


def _new_form(visit: Visit, form: Form, *, error: str = "", status: int = 200) -> Response[str]:
    return page(
        visit, "devices/new.html", status=status, form=form, error=error, components=tuple(_COMPONENTS)
    )


@get("/devices/{name:str}", sync_to_thread=True)
def device(visit: PageVisit, name: FromPath[str]) -> Response[str]:
    """Show one device."""
    return _detail(visit, name)


@post("/devices/{name:str}/revoke", status_code=200, sync_to_thread=True)
def revoke(visit: PageVisit, form: PageForm, name: FromPath[str]) -> Response[str]:
    """Lock a device out."""
    try:
        visit.console.fleet.revoke(visit.actor, name, form.get("reason", "").strip())
    except (Invalid, Conflict) as error:
        return _detail(visit, name, error=said(visit, error), status=error.status)
    return redirect(f"/devices/{name}", done="revoked")


def _detail(visit: Visit, name: str, *, error: str = "", status: int = 200) -> Response[str]:
    found = visit.console.fleet.device(visit.actor, name)
    return page(
        visit, "devices/detail.html", status=status, device=found, condition=condition_of(found), error=error
    )


HANDLERS = (devices, new_device, issue_token, device, revoke)
