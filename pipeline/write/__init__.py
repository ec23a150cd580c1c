"""Documents in, the bytes of Word files out; the only room that knows XML names, python-docx or lxml."""

from pipeline.write.looks import Looks, load_looks
from pipeline.write.reading import figures_in, read_properties, text_hash, text_of
from pipeline.write.writing import TEXT_HASH, write

__all__ = ["TEXT_HASH", "Looks", "figures_in", "load_looks", "read_properties", "text_hash", "text_of", "write"]
