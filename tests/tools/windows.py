"""What Windows does that this machine does not."""

import contextlib
import os


@contextlib.contextmanager
def held_open(monkeypatch, ending):
    """As while another process has the file of that name open: nothing can be put in its place."""
    real = os.replace

    def held(source, target):
        if str(target).endswith(ending):
            raise PermissionError(13, "used by another process")
        real(source, target)

    with monkeypatch.context() as windows:
        windows.setattr(os, "replace", held)
        yield
