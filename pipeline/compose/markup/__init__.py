"""Our own markup: the rendered text of a template → blocks with figures, numbers and ordinals."""
