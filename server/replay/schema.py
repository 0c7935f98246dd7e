"""What a feature file holds, version by version. No column holds a plain value.

Two kinds of files: *rows*, one for each inspected (mail, recipient) or file, and *shapes*. A shape is what
a rule can ask but for people, addresses, paths, time and amounts: the findings (types, grades,
confidences, which are equal values, which stand in one part), what could not be read, formats, circumstances.
Equal shapes are stored once, so that most questions of a rule are put to each shape and not to each
mail: of a hundred million mails most are alike. It is this, measured, that makes a replay fast.

Texts that patterns are put to stand in lower case as Python writes it, so that every database compares
them as `policies.wildcard` does. A NULL says that nothing was recorded; lists cannot be NULL in every
database, so `source` says whether they were: an `incident` tells less than an `inspection`.
"""

from typing import Literal

VERSION = 2
KEY = "ashseal_features"  # of the Parquet metadata; the value is the version

Kind = Literal["rows", "shapes"]

_MATCHES = 'STRUCT("index" VARCHAR, certain BOOLEAN, consent VARCHAR)[]'

COLUMNS: dict[Kind, dict[str, str]] = {
    "rows": {
        "id": "VARCHAR",  # of the mail or the file's incident; a mail has one row for each recipient
        "at": "TIMESTAMP",  # UTC
        "sender": "VARCHAR",
        "recipient": "VARCHAR",
        "domain": "VARCHAR",  # of the recipient
        "person": "VARCHAR",
        "path": "VARCHAR",
        "groups": "VARCHAR[]",
        "unit": "VARCHAR",  # for reports: the first group, where none is known the sender's domain
        "size": "BIGINT",  # octets
        "amount": "BIGINT",  # yuan, coarse
        "totals": "STRUCT(counter VARCHAR, total BIGINT)[]",  # `keys.counter_key`
        "policy_version": "BIGINT",
        "shape": "UBIGINT",
        "value_hashes": "VARCHAR[]",  # of the findings, in the order of the shape
    },
    "shapes": {
        "shape": "UBIGINT",
        "source": "VARCHAR",  # inspection | incident
        "channel": "VARCHAR",
        "direction": "VARCHAR",
        "places": "VARCHAR[]",
        "uninspectable": "BOOLEAN",
        "reason": "VARCHAR",
        "formats": "VARCHAR[]",  # that of the whole among them
        "sender_encrypted": "BOOLEAN",
        "encrypted_attachment": "BOOLEAN",
        "unread": "VARCHAR[]",
        "documents": "STRUCT(name VARCHAR, share DOUBLE, category VARCHAR)[]",  # NULL: nobody could look
        "terms": "VARCHAR[]",  # `keys.term_key` of those that were found
        "terms_sought": "VARCHAR[]",  # of those that were looked for
        "approved": "BOOLEAN",
        "whole": "BOOLEAN",  # false: there were more findings than are told
        "listed_known": "BOOLEAN",  # false: matches in exact-match indexes are not told
        "findings": (
            'STRUCT("type" VARCHAR, category VARCHAR, grade VARCHAR, confidence DOUBLE, "value" INTEGER, '
            f"part INTEGER, matches {_MATCHES})[]"
        ),
    },
}
