"""Figures and templates in, documents out."""
