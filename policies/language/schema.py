"""The JSON Schema of the policy language, from the same structs that read it.

Editors that know YAML schemas complete and check a policy with it while it is written. The reader
is stricter in places (cross-references), and takes a single value for a list of one, which the
schema allows too.
"""

from typing import Any

import msgspec

from policies.model import Policy

SCHEMA_ID = "urn:ashseal:policy:1"


def json_schema() -> dict[str, Any]:
    """Return the schema as JSON values, ready to be written to `docs/policy.schema.json`."""
    (schema,), definitions = msgspec.json.schema_components([Policy], ref_template="#/$defs/{name}")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA_ID,
        "title": "Ashseal policy",
        **schema,
        "$defs": {name: _single_or_list(value) for name, value in sorted(definitions.items())},
    }


def rendered() -> str:
    """Return the schema as the text of `docs/policy.schema.json`."""
    return msgspec.json.format(msgspec.json.encode(json_schema()), indent=2).decode() + "\n"


def _single_or_list(definition: dict[str, Any]) -> dict[str, Any]:
    """Let every list be written as a single entry; defaults of tuples say nothing and are left out."""
    properties = {}
    for name, value in definition.get("properties", {}).items():
        if value.get("type") == "array":
            plain = {key: each for key, each in value.items() if key != "default"}
            properties[name] = {"anyOf": [value["items"], {**plain, "minItems": 1}]}
        else:
            properties[name] = value
    return {**definition, "properties": properties} if properties else definition
