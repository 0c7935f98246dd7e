"""The register of documents of an edge: fetched from the console, kept as a file, watched like an index.

The console builds it (`ashseal-console document`), a form for gateways and one for workstations. What it
sends is verified before it takes the place of the last good file, so that a refusal leaves that one in
force, after a restart too. As long as there is none, rules that ask for documents cannot be decided: the
gateway defers mail, the agent lets files wait, and both say so.
"""

from collections.abc import Iterable
from pathlib import Path

import msgspec

from inspection.channel import RegisterFile
from policies.decision.document_use import ask_documents
from policies.fingerprint.header import BODY_MAX, NAME, SCHEMA, RegisterHeader, RegisterInvalid
from policies.inspected import Inspection
from policies.model import Policy
from runtime import atomic_file
from runtime.signed_file import BODY_START, Format, read
from runtime.signed_lists import ListKeys, SignedLists, Sort

KIND = "document-register"
FORMAT = Format(
    b"ASHDOC1\n",
    KIND,
    "a register",
    "register of documents",
    "fetch it from the console again",
    RegisterHeader,
    SCHEMA,
    "bring console and this program to one version and fetch it again",
    RegisterInvalid,
)
FILE = "documents.register"
OCTETS_MAX = BODY_START + BODY_MAX
MISSING = "no register of documents has come from the console, and a policy asks for documents"

_SORT = Sort(
    FORMAT,
    state_file="documents.json",
    event="document-register",
    noun="register",
    full="the form of a register for gateways",
    edge="the form of a register for workstations",
    renewal="see that this machine reaches its console",
    frame=lambda header, _: RegisterFile(header, BODY_START),
)


NOT_LOOKED_FOR = "registered documents are not looked for here: rules that ask for one do not apply"


def in_a_dry_run(inspection: Inspection) -> Inspection:
    """Return an inspection as if nothing were registered, where nobody could look (`NOT_LOOKED_FOR`)."""
    return msgspec.structs.replace(inspection, documents=inspection.documents or ())


class DocumentRegister(SignedLists[RegisterHeader]):
    """The register below `state_dir`; `edge` says which form is taken.

    Raises:
        RuntimeFault: the file of build instants is damaged.
    """

    def __init__(self, state_dir: Path, keystore: ListKeys, *, edge: bool = False) -> None:
        self._path = state_dir / FILE
        super().__init__(_SORT, [self._path], state_dir, keystore, edge=edge)

    @property
    def there(self) -> bool:
        """Whether a register is in force."""
        return bool(self._lists)

    @property
    def have(self) -> str:
        """When the register in force was built, "" without one."""
        return next((opened.file.header.built_at for opened in self._lists.values()), "")

    @property
    def content(self) -> str:
        """What tells the register in force from one with other documents, "" without one."""
        return next((opened.file.header.body_digest for opened in self._lists.values()), "")

    def lacking(self, policies: Iterable[Policy]) -> str:
        """Return what is wrong if these policies ask for documents and there is no register, else ""."""
        return MISSING if not self.there and ask_documents(policies) else ""

    def look(self) -> None:
        """Take over what lies there; before the first one came that is nothing, and no fault."""
        if self._path.exists() or self._built_at.get(NAME, self._built_at.get(f"{NAME} (edge)")):
            super().look()

    def offer(self, octets: bytes) -> None:
        """Put what the console sent in force; what cannot be taken over is told as `problem`. Blocks."""
        staged = atomic_file.stage(self._path, octets)
        try:
            with staged.open("rb") as file:
                self._check(self._path, read(file, str(self._path), FORMAT, self._keystore.bundle_keys()))
            staged.replace(self._path)
            atomic_file.sync_directory(self._path.parent)
        except (OSError, RegisterInvalid) as error:
            self._refuse(self._path, error)
            return
        finally:
            staged.unlink(missing_ok=True)
        self.look()
