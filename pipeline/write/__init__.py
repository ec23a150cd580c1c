"""Documents in, the bytes of Word files out; the only room that knows XML names, python-docx or lxml."""

from pipeline.write.fonts import font_problems
from pipeline.write.looks import Looks, load_looks
from pipeline.write.pdf import settle_colophon, to_pdf
from pipeline.write.pdfmark import is_marked, marked
from pipeline.write.reading import figures_in, read_properties, text_of
from pipeline.write.relabel import open_changes, relabelled
from pipeline.write.review import is_touched, write_review
from pipeline.write.touched import is_edited, text_hash
from pipeline.write.writing import write

__all__ = [
    "Looks",
    "figures_in",
    "font_problems",
    "is_edited",
    "is_marked",
    "is_touched",
    "load_looks",
    "marked",
    "open_changes",
    "read_properties",
    "relabelled",
    "settle_colophon",
    "text_hash",
    "text_of",
    "to_pdf",
    "write",
    "write_review",
]
