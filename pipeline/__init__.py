"""The briefing pipeline: a county's tables in, its speeches and bulletins out, in Word."""
