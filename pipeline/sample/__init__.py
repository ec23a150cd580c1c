"""An invented county's tables, any size, from a seed."""
