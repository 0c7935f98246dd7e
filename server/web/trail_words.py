"""Words for what the audit trail complains of: it speaks English, a page may not."""

from collections.abc import Callable

from runtime.known_sentences import KnownSentences
from server.web.marks import N_

_COMPLAINTS = KnownSentences(
    (
        N_("entry %(number)s is missing"),
        N_("the log holds %(number)s entries, its signed head says %(size)s"),
        N_("an entry was changed: the log does not give its signed root"),
        N_("the signed head is not the stored one"),
        N_("not a checkpoint of this log"),
        N_("the checkpoint is signed by another key"),
        N_("the checkpoint's signature is wrong"),
    )
)


def translated(said: str, gettext: Callable[[str], str]) -> str:
    """Return a complaint in the words of `gettext`; one that is not known here as it was said."""
    return _COMPLAINTS.translated(said, gettext)
