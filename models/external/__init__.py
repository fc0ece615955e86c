"""Models that run in environments of their own, each described by a recipe: a file of data."""
