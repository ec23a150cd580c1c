"""The rules that rows are held against; one rule, one file. Their order here is the order of the problems."""

from types import MappingProxyType

from pipeline.check.rules import agree, jump, long, order, sequence

__all__ = ["ROW_RULES", "TABLE_RULES"]

ROW_RULES = (order.check, agree.check, long.check)
TABLE_RULES = MappingProxyType({"sequence": sequence.check, "jump": jump.check})
