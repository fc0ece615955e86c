"""Notes: which of them, what is done to them, their pitch and key."""
