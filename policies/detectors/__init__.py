"""The detectors, one file for each kind of data, in an explicit list: nothing is loaded by name."""

from types import MappingProxyType

from policies.detectors import bank_card, email, mobile, name, password, password_hint, resident_id
from policies.detectors.base import Detector
from policies.prefilter import Trigger

DETECTORS: tuple[Detector, ...] = (resident_id, bank_card, mobile, email, name, password, password_hint)


def _by_trigger() -> MappingProxyType[Trigger, tuple[Detector, ...]]:
    types = [detector.TYPE for detector in DETECTORS]
    if len(set(types)) != len(types):
        raise ValueError("two detectors claim the same type")
    return MappingProxyType(
        {trigger: tuple(each for each in DETECTORS if trigger in each.TRIGGERS) for trigger in Trigger}
    )


BY_TRIGGER = _by_trigger()
