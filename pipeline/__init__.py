"""The briefing pipeline: a county's tables in, its speeches and bulletins out, in Word."""

__version__ = "0.1.0"
