"""Files in, raw cells out."""

from pipeline.read.file import Opened, open_file, read_file
from pipeline.read.tree import Found, walk

__all__ = ["Found", "Opened", "open_file", "read_file", "walk"]
