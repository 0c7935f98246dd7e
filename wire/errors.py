"""What can be wrong with something that came over the wire.

WireError
├── SignatureInvalid    not signed by a key we trust, or changed on the way
├── SchemaRefused       signed, but not a message this version reads
├── BundleRefused       a policy bundle that must not be taken over (older, expired, …)
└── ReleaseRefused      a register of releases that must not be taken over
"""


class WireError(Exception):
    """Base of everything that is refused on the wire."""


class SignatureInvalid(WireError):
    """The envelope is not signed by a trusted key, or was changed after signing."""


class SchemaRefused(WireError):
    """The payload does not fit the struct of its kind."""


class BundleRefused(WireError):
    """The policy bundle is authentic but must not replace the one in force."""


class ReleaseRefused(WireError):
    """The register of releases is authentic but must not replace the one in force."""
