"""YAML in, frozen settings out; every mistake with file and line, all at once."""
