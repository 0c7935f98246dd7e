"""The detectors, one file for each kind of data, in explicit lists: nothing is loaded by name."""

from collections import defaultdict
from collections.abc import Mapping
from types import MappingProxyType

from policies.detectors import (
    address,
    bank_account,
    bank_card,
    cnaps,
    email,
    fpr_card,
    hkm_permit,
    landline,
    mobile,
    name,
    passport,
    password,
    password_hint,
    plate,
    resident_id,
    resident_id_15,
    securities_account,
    table_value,
    tw_permit,
    usci,
    vin,
)
from policies.detectors.base import Detector, NumberDetector
from policies.number_rows import Shape, shapes_of
from policies.prefilter import KINDS, Trigger, kinds_of
from policies.vocabulary import Topic

DETECTORS: tuple[Detector, ...] = (
    usci,
    vin,
    plate,
    email,
    name,
    address,
    password,
    password_hint,
    *table_value.DETECTORS,
)
NUMBER_DETECTORS: tuple[NumberDetector, ...] = (
    resident_id,
    resident_id_15,
    fpr_card,
    hkm_permit,
    tw_permit,
    passport,
    bank_card,
    bank_account,
    cnaps,
    mobile,
    landline,
    securities_account,
)


def _by_hit() -> Mapping[tuple[Trigger, Topic | None], tuple[Detector, ...]]:
    types = [detector.TYPE for detector in (*DETECTORS, *NUMBER_DETECTORS)]
    if len(set(types)) != len(types):
        raise ValueError("two detectors claim the same type")
    table: dict[tuple[Trigger, Topic | None], tuple[Detector, ...]] = dict.fromkeys(KINDS, ())
    for detector in DETECTORS:
        for trigger in detector.TRIGGERS:
            for topic in (None, *detector.TOPICS):
                table[trigger, topic] = (*table[trigger, topic], detector)
    return MappingProxyType(table)


def _by_shape() -> Mapping[Shape, tuple[NumberDetector, ...]]:
    table: dict[Shape, tuple[NumberDetector, ...]] = defaultdict(tuple)
    for detector in NUMBER_DETECTORS:
        for shape in detector.SHAPES:
            table[shape] = (*table[shape], detector)
    return MappingProxyType(dict(table))


BY_HIT = _by_hit()
BY_SHAPE = _by_shape()
WANTED_HITS = kinds_of(lambda trigger, topic: bool(BY_HIT[trigger, topic]))
# Numbers of which no label speaks: in one piece any that can do without, in groups those that prove
# themselves, by a check digit or by the numbering plan.
_WITHOUT_LABEL = (
    resident_id, resident_id_15, fpr_card, hkm_permit, bank_card, cnaps, mobile, securities_account
)  # fmt: skip
_BY_THEMSELVES = (resident_id, fpr_card, bank_card, mobile)
WANTED_SHAPES = shapes_of(
    BY_SHAPE,
    landline.WITH_AREA_CODE.union(passport.WITHOUT_LABEL, *(each.SHAPES for each in _WITHOUT_LABEL)),
    landline.WITH_AREA_CODE.union(*(each.SHAPES for each in _BY_THEMSELVES)),
)


def possible(value: str, labelled: bool) -> bool:  # noqa: FBT001 - the callable of `Wanted`
    """Return whether characters may be a value of any number detector's type, near a label or not."""
    for detector in BY_SHAPE[len(value), value[0]]:  # noqa: SIM110 - a generator costs more than most of the answers
        if detector.possible(value, labelled=labelled):
            return True
    return False
