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


# What only a label makes a value: the detector, which of its shapes do without, and what the label must speak of.
_OF_LABELS: tuple[tuple[NumberDetector, frozenset[Shape], Topic], ...] = (
    (passport, passport.WITHOUT_LABEL, Topic.PASSPORT),
    (tw_permit, frozenset(), Topic.TW_PERMIT),
    (bank_account, frozenset(), Topic.ACCOUNT),
    (landline, landline.WITHOUT_LABEL, Topic.LANDLINE),
    (securities_account, securities_account.WITHOUT_LABEL, Topic.SECURITIES_ACCOUNT),
)


_Shapes = Mapping[Shape, tuple[NumberDetector, ...]]


def _by_label() -> Mapping[Topic | None, _Shapes]:
    """Of the detectors of each shape those that may take it where a label says this, or where none does."""
    alone = _of_label(None)
    table: dict[Topic | None, _Shapes] = {None: alone, **dict.fromkeys(Topic, alone)}
    return MappingProxyType(table | {topic: _of_label(topic) for _, _, topic in _OF_LABELS})


def _of_label(label: Topic | None) -> _Shapes:
    others = {
        (each, shape)
        for each, alone, topic in _OF_LABELS
        if topic is not label
        for shape in each.SHAPES - alone
    }
    shapes = (
        (shape, tuple(each for each in BY_SHAPE[shape] if (each, shape) not in others)) for shape in BY_SHAPE
    )
    return {shape: detectors for shape, detectors in shapes if detectors}


BY_HIT = _by_hit()
BY_SHAPE = _by_shape()
BY_LABEL = _by_label()
WANTED_HITS = kinds_of(lambda trigger, topic: bool(BY_HIT[trigger, topic]))
# Numbers of which no label speaks: in one piece any that can do without, in groups those that prove
# themselves, by a check digit or by the numbering plan.
_BY_THEMSELVES = (resident_id, fpr_card, bank_card, mobile)
WANTED_SHAPES = shapes_of(
    BY_SHAPE,
    BY_LABEL[None],
    landline.WITHOUT_LABEL.union(*(each.SHAPES for each in _BY_THEMSELVES)),
)


def possible(value: str, label: Topic | None) -> bool:
    """Return whether characters may be a value of any number detector's type, given what the text says of them."""
    for detector in BY_LABEL[label].get((len(value), value[0]), ()):  # noqa: SIM110 - a generator costs more
        if detector.possible(value):
            return True
    return False
