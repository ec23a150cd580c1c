"""Files in, raw cells out."""

from pipeline.read.file import Known, Opened, open_file, read_file
from pipeline.read.listed import parts_of
from pipeline.read.tree import Found, walk

__all__ = ["Found", "Known", "Opened", "open_file", "parts_of", "read_file", "walk"]
