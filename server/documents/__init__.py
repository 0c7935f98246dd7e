"""The register of documents (contracts, forms, price lists) of which copies are to be met again."""
