"""Clips: moved, copied, looped, cut, trimmed, deleted."""
