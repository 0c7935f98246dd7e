"""Masking: how a value may be shown, and texts in which every value is masked consistently (row R22)."""

from policies.masking.replacement import Masker, masked_text
from policies.masking.rules import HIDDEN, mask

__all__ = ["HIDDEN", "Masker", "mask", "masked_text"]
