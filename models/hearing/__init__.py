"""Telling what kinds of sound a recording holds, and when."""
