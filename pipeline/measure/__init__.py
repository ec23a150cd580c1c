"""Typed rows in, exact figures out."""
