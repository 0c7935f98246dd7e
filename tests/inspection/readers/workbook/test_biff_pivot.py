"""Caches of pivot tables hold the rows they were made of."""

import struct

from policies.inspected import InspectionVerdict
from tests.inspection.readers.compound.storages import storages
from tests.inspection.readers.workbook.excel_files import book, label, record, wide
from tests.inspection.samples import ID, Reading


def test_items_of_a_cache_are_read() -> None:
    cache = record(0x00C6, b"\0" * 8 + wide("刷新人员")) + record(0x00CD, wide(f"证件{ID}"))
    cache += record(0x00C9, struct.pack("<d", 13800138000)) + record(0x000A)
    content = storages({"Workbook": book(sheet=(label(0, 0, "x"),)), "_SX_DB_CUR": {"0001": cache}})
    reading = Reading(content)
    assert f"证件{ID}\n13800138000" in reading.primary
    assert "刷新人员" in reading.text
    assert reading.verdict is InspectionVerdict.INSPECTED
