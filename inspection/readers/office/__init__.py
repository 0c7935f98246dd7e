"""Documents that are packages of XML: OOXML, OpenDocument, OFD, EPUB, Visio."""
