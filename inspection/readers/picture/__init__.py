"""Pictures and what can be read in them: metadata, text by OCR, barcodes; fonts."""
