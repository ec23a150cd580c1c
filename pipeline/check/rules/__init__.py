"""The rules that rows are held against; one rule, one file. Their order here is the order of the problems."""

from pipeline.check.rules import agree, order

__all__ = ["ROW_RULES"]

ROW_RULES = (order.check, agree.check)
