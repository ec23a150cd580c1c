"""Lint of templates: one rule, one file; what is typed is held against what only data may say."""
