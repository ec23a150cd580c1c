"""Raw cells in, typed rows and problems out."""
