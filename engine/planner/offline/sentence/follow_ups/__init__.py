"""Follow-ups: what was just done, for others, elsewhere, otherwise, or more of it."""
