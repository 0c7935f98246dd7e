"""Names of places, as an address begins with them."""

from policies.detectors.places import CITIES, PROVINCES
from policies.vocabulary import words


def test_names_stand_without_their_unit() -> None:
    assert not [name for name in CITIES | PROVINCES if name.endswith(("省", "市", "县"))]
    assert {len(name) for name in CITIES | PROVINCES} <= {2, 3, 4}


def test_every_province_is_there() -> None:
    simplified = {
        name
        for name in PROVINCES
        if name
        not in words("重慶 遼寧 黑龍江 江蘇 山東 廣東 貴州 雲南 陝西 甘肅 台灣 臺灣 內蒙古 廣西 寧夏 澳門")
    }
    assert len(simplified) == 34
