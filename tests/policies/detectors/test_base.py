"""The verbs are equal: every detector module has them, and they need nothing but a candidate."""

from policies.detectors import DETECTORS
from policies.detectors.base import Candidate


def test_a_candidate_is_complete_with_its_value() -> None:
    assert Candidate("x") == Candidate("x", 0, 0, "", None)


def test_every_detector_proves_and_explains_a_bare_candidate() -> None:
    for detector in DETECTORS:
        candidate = Candidate("11010519491231002X", shape="stated")
        assert 0.0 <= detector.validate(candidate) <= 1.0
        assert all(detector.explain(candidate))
        assert detector.explain(candidate)
