"""The kinds of client data, each with its category (row R15) and its grade (row R16).

Grades follow JR/T 0171-2020 in spirit: what identifies, authenticates or shows the means of a
person is sensitive; what merely lets one be reached (a name, a number, an address) is general
and becomes sensitive by what stands beside it, which is a condition of the policy (R17).
"""

from enum import StrEnum
from types import MappingProxyType

from policies.finding import Category, Grade


class EntityType(StrEnum):
    """Every type that a finding, an incident or a policy can name."""

    RESIDENT_ID = "RESIDENT_ID"  # GB 11643, 18 characters
    RESIDENT_ID_15 = "RESIDENT_ID_15"  # before 1999, no check digit
    FPR_CARD = "FPR_CARD"  # foreigner's permanent residence card
    HKM_PERMIT = "HKM_PERMIT"  # 港澳居民来往内地通行证
    TW_PERMIT = "TW_PERMIT"  # 台湾居民来往大陆通行证
    PASSPORT = "PASSPORT"
    USCI = "USCI"  # GB 32100, unified social credit identifier
    BANK_CARD = "BANK_CARD"
    BANK_ACCOUNT = "BANK_ACCOUNT"
    CNAPS = "CNAPS"  # bank code of the payment system
    MOBILE = "MOBILE"
    LANDLINE = "LANDLINE"
    EMAIL = "EMAIL"
    PLATE = "PLATE"
    VIN = "VIN"  # GB 16735
    SECURITIES_ACCOUNT = "SECURITIES_ACCOUNT"
    NAME = "NAME"
    ADDRESS = "ADDRESS"
    PASSWORD = "PASSWORD"  # noqa: S105 - the name of a type
    PASSWORD_HINT = "PASSWORD_HINT"  # noqa: S105 - the name of a type
    ID_CARD_IMAGE = "ID_CARD_IMAGE"
    BANK_CARD_IMAGE = "BANK_CARD_IMAGE"
    INCOME = "INCOME"
    PROPERTY = "PROPERTY"
    TAX = "TAX"
    HOUSING_FUND = "HOUSING_FUND"
    LOAN = "LOAN"
    CREDIT_REPORT = "CREDIT_REPORT"
    TRANSACTION = "TRANSACTION"
    PROFILE = "PROFILE"


_T = EntityType
_GENERAL, _SENSITIVE = Grade.GENERAL, Grade.SENSITIVE

_CLASSES = MappingProxyType(
    {
        _T.RESIDENT_ID: (Category.IDENTITY, _SENSITIVE),
        _T.RESIDENT_ID_15: (Category.IDENTITY, _SENSITIVE),
        _T.FPR_CARD: (Category.IDENTITY, _SENSITIVE),
        _T.HKM_PERMIT: (Category.IDENTITY, _SENSITIVE),
        _T.TW_PERMIT: (Category.IDENTITY, _SENSITIVE),
        _T.PASSPORT: (Category.IDENTITY, _SENSITIVE),
        _T.USCI: (Category.IDENTITY, _GENERAL),  # a public register shows it
        _T.BANK_CARD: (Category.PROPERTY, _SENSITIVE),
        _T.BANK_ACCOUNT: (Category.PROPERTY, _SENSITIVE),
        _T.CNAPS: (Category.PROPERTY, _GENERAL),  # names a branch, not a person
        _T.MOBILE: (Category.IDENTITY, _GENERAL),
        _T.LANDLINE: (Category.IDENTITY, _GENERAL),
        _T.EMAIL: (Category.IDENTITY, _GENERAL),
        _T.PLATE: (Category.PROPERTY, _GENERAL),
        _T.VIN: (Category.PROPERTY, _GENERAL),
        _T.SECURITIES_ACCOUNT: (Category.PROPERTY, _SENSITIVE),
        _T.NAME: (Category.IDENTITY, _GENERAL),
        _T.ADDRESS: (Category.IDENTITY, _GENERAL),
        _T.PASSWORD: (Category.OTHER, _SENSITIVE),
        _T.PASSWORD_HINT: (Category.OTHER, _GENERAL),
        _T.ID_CARD_IMAGE: (Category.IDENTITY, _SENSITIVE),
        _T.BANK_CARD_IMAGE: (Category.PROPERTY, _SENSITIVE),
        _T.INCOME: (Category.PROPERTY, _SENSITIVE),
        _T.PROPERTY: (Category.PROPERTY, _SENSITIVE),
        _T.TAX: (Category.PROPERTY, _SENSITIVE),
        _T.HOUSING_FUND: (Category.PROPERTY, _SENSITIVE),
        _T.LOAN: (Category.CREDIT, _SENSITIVE),
        _T.CREDIT_REPORT: (Category.CREDIT, _SENSITIVE),
        _T.TRANSACTION: (Category.TRANSACTION, _SENSITIVE),
        _T.PROFILE: (Category.DERIVED, _GENERAL),
    }
)

ENTITY_TYPES: tuple[str, ...] = tuple(kind.value for kind in EntityType)


def category_of(type: str) -> Category:  # noqa: A002 - the word of the contract
    """Return the category of an entity type.

    Raises:
        ValueError: there is no such type.
    """
    return _CLASSES[EntityType(type)][0]


def grade_of(type: str) -> Grade:  # noqa: A002 - the word of the contract
    """Return the grade a value of this type has when it stands alone.

    Raises:
        ValueError: there is no such type.
    """
    return _CLASSES[EntityType(type)][1]
