"""Files in, raw cells out."""

from pipeline.read.file import digest, read_file
from pipeline.read.tree import Found, walk

__all__ = ["Found", "digest", "read_file", "walk"]
