"""Sound and music made without any download."""
