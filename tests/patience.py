"""How long a test waits for something that comes in a moment, unless the computer is busy with other things."""

PATIENCE_S = 180.0
"""Less than a test may take (setup.cfg), many times what the slowest start was seen to need under load."""
