"""The pages as one router, for the application that puts the console together.

`router()` holds every page and the assets; `EXCEPTION_HANDLERS` belong to the application itself,
because an address that no route serves never reaches a router.
"""

from litestar import Response, Router, get
from litestar.di import Provide
from litestar.params import FromPath

from server.web.assets import find
from server.web.faults import EXCEPTION_HANDLERS
from server.web.headers import ASSET_HEADERS
from server.web.pages import (
    devices,
    documents,
    drafts,
    entry,
    incidents,
    overview,
    people,
    policies,
    records,
    releases,
    secrets,
    trail,
)
from server.web.visit import PageRequest, open_visit, provide_form, provide_visit, refuse_forged

__all__ = ["EXCEPTION_HANDLERS", "router"]

_PARTS = (
    entry, overview, incidents, records, policies, drafts, documents, devices, people, trail, secrets, releases,
)  # fmt: skip
_FOR_EVER = "public, max-age=31536000, immutable"  # the address changes with the content


@get("/assets/{digest:str}/{name:str}", sync_to_thread=False)
def asset(request: PageRequest, digest: FromPath[str], name: FromPath[str]) -> Response[bytes]:
    """Send a style sheet, script or picture, compressed when the browser takes it so."""
    found = find(digest, name)
    headers = ASSET_HEADERS | {"Cache-Control": _FOR_EVER, "Vary": "Accept-Encoding"}
    if "gzip" not in request.headers.get("accept-encoding", ""):
        return Response(found.plain, media_type=found.media_type, headers=headers)
    headers["Content-Encoding"] = "gzip"
    return Response(found.compressed, media_type=found.media_type, headers=headers)


def router() -> Router:
    """Return the router of all pages; the application's state must hold `console`."""
    return Router(
        path="/",
        route_handlers=[asset, *(handler for part in _PARTS for handler in part.HANDLERS)],
        dependencies={
            "visit": Provide(provide_visit),
            "open_visit": Provide(open_visit),
            "form": Provide(provide_form),
        },
        before_request=refuse_forged,
        include_in_schema=False,
    )
