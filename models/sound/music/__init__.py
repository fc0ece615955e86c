"""Composing: harmony, rhythm and lines as notes."""
