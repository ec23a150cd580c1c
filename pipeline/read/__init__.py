"""Files in, raw cells out."""
