"""Ardour."""
