"""Frozen shapes and the arithmetic of periods; standard library only."""
