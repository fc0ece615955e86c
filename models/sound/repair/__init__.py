"""Filling gaps in a recording."""
