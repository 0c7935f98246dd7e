"""One generator of true values for each type; the table types give the cell of a column."""

from collections.abc import Callable
from random import Random

from tests.corpus.dev import assets, cells, contact, identity, persons

VALUES: dict[str, Callable[[Random], str]] = {
    "RESIDENT_ID": identity.resident_id,
    "RESIDENT_ID_15": identity.resident_id_15,
    "FPR_CARD": identity.fpr_card,
    "HKM_PERMIT": identity.hkm_permit,
    "TW_PERMIT": identity.tw_permit,
    "PASSPORT": identity.passport,
    "USCI": assets.usci,
    "BANK_CARD": assets.bank_card,
    "BANK_ACCOUNT": assets.bank_account,
    "CNAPS": assets.cnaps,
    "MOBILE": contact.mobile,
    "LANDLINE": contact.landline,
    "EMAIL": persons.email,
    "PLATE": assets.plate,
    "VIN": assets.vin,
    "SECURITIES_ACCOUNT": assets.securities_account,
    "NAME": persons.name,
    "ADDRESS": persons.address,
    "PASSWORD": contact.password,
}
TABLE_CELLS: dict[str, Callable[[str, Random], str]] = {
    "INCOME": cells.amount,
    "PROPERTY": cells.property_,
    "TAX": cells.amount,
    "HOUSING_FUND": cells.housing_fund,
    "LOAN": cells.amount,
    "CREDIT_REPORT": cells.credit_report,
    "TRANSACTION": cells.transaction,
    "PROFILE": cells.profile,
}
TYPES = (*VALUES, "PASSWORD_HINT", *TABLE_CELLS)
