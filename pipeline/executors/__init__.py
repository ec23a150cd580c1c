"""Ways to be a map: one process or several."""
