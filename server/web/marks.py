"""The mark by which a text that stands in code finds its way into the catalogues."""


def N_(text: str) -> str:  # noqa: N802  the name that gettext tools look for
    """Mark a text for extraction and return it unchanged; it is translated when a page is rendered."""
    return text
