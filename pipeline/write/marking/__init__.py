"""Cells of a workbook coloured and commented, everything else of it left as it is: a patch of its parts, not a new file."""

from pipeline.write.marking.note import Note, position
from pipeline.write.marking.remade import remade
from pipeline.write.marking.workbook import mark_workbook

__all__ = ["Note", "mark_workbook", "position", "remade"]
