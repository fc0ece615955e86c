"""REAPER."""
