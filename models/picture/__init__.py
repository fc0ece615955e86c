"""Pictures: what they show as words or sound, and videos that move to a sound."""
