"""Workbooks of every kind: BIFF, XLSB and XLSX, and the rows that all of them become."""
