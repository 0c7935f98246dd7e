"""What the inside of an address looks like to the prefilter: a number of a road, a village, a building.

A leaf of its own, because the prefilter is below the detectors.
"""

_NUMERAL = "(?:[0-9]|一|二|三|四|五|六|七|八|九|十|百)"
_GAP = "[ \r\n]{0,2}"
# In the subset on which `re` and Vectorscan agree; from a given start there is one possible end.
TRIGGER = (
    "(?:路|街|道|巷|弄|村|组|段|里|胡同|屯|区|园|苑|城|镇)(?:东|西|南|北|中)?"
    f"(?:{_GAP}{_NUMERAL}){{1,5}}(?:-[0-9]{{1,3}})?{_GAP}(?:号|弄|栋|幢|组|巷)"
    f"|[0-9]{_GAP}(?:室|栋|幢|单元|号楼|弄)"
)
