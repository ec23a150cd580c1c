"""Documents in, the bytes of Word files out."""
