"""Figures and templates in, documents out."""

from pipeline.compose.composer import Composer

__all__ = ["Composer"]
