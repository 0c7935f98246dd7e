"""The console's pages: Jinja2 templates over the areas' services, in Chinese and English."""

from server.web.site import EXCEPTION_HANDLERS, router

__all__ = ["EXCEPTION_HANDLERS", "routes"]

routes = (router(),)
