"""Undo: what was done is taken back, called by its deed, its thing, its place or its number."""
