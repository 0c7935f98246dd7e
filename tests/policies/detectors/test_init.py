"""The list of detectors."""

from policies.detectors import BY_TRIGGER, DETECTORS
from policies.prefilter import Trigger
from policies.taxonomy import ENTITY_TYPES


def test_every_detector_finds_a_type_of_the_taxonomy_and_hears_of_hits() -> None:
    assert {detector.TYPE for detector in DETECTORS} <= set(ENTITY_TYPES)
    assert all(detector.TRIGGERS for detector in DETECTORS)
    assert len({detector.TYPE for detector in DETECTORS}) == len(DETECTORS)


def test_every_trigger_has_its_detectors() -> None:
    assert set(BY_TRIGGER) == set(Trigger)
    assert all(BY_TRIGGER[trigger] for trigger in Trigger)
