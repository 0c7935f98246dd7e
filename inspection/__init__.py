"""Bytes to segments to findings, in sandboxed worker processes."""
