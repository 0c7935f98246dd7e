"""Compound files ([MS-CFB]) and what stands in them beside the document: properties, macros, embedded objects."""
