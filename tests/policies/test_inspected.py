"""The answer of an inspection has three verdicts and no fourth."""

import msgspec

from policies.finding import PlaceStep
from policies.inspected import EncryptedPart, Inspection, InspectionVerdict


def test_an_inspection_survives_the_way_between_processes() -> None:
    part = EncryptedPart((PlaceStep("attachment", "a.zip"),), "zip", "weak")
    inspection = Inspection(InspectionVerdict.UNINSPECTABLE, "encrypted:zip", "message", 10, 0.1, (), (part,))
    assert msgspec.json.decode(msgspec.json.encode(inspection), type=Inspection) == inspection


def test_verdicts() -> None:
    assert list(InspectionVerdict) == ["inspected", "empty-verified", "uninspectable"]
