"""What all tests share: property tests that try the same examples on every run, and a terminal without settings of its own.

``pytest --hypothesis-profile=default`` looks for new examples.
"""

import os
import signal

from hypothesis import settings

settings.register_profile("steady", deadline=None, derandomize=True)
settings.load_profile("steady")

for name in ("COLUMNS", "NO_COLOR", "FORCE_COLOR"):
    os.environ.pop(name, None)

# a shell starts what it puts in the background with Ctrl-C ignored, and every program a test starts would inherit that
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)
