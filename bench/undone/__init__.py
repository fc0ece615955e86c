"""Whole sessions that are taken back again."""
