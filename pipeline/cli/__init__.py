"""The commands: parse, call, exit. One file a command."""

from __future__ import annotations


def main() -> None:
    """Run a command."""
