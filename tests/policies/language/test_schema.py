"""The published schema is that of the code."""

import json
from pathlib import Path

from policies.language.schema import json_schema, rendered

PUBLISHED = Path(__file__).parents[3] / "docs" / "policy.schema.json"


def test_the_published_schema_is_current() -> None:
    assert PUBLISHED.read_text(encoding="utf-8") == rendered()


def test_it_describes_what_the_reader_reads() -> None:
    schema = json_schema()
    assert schema["$ref"] == "#/$defs/Policy"
    condition = schema["$defs"]["Condition"]
    assert {"entity", "together", "not", "password_disclosed"} <= condition["properties"].keys()
    assert condition["additionalProperties"] is False
    one_or_many = condition["properties"]["entity"]["anyOf"]
    assert [option.get("type", "one") for option in one_or_many] == ["one", "array"]
    assert "RESIDENT_ID" in json.dumps(schema["$defs"]["EntityType"])
