"""Fades and rides: what changes from bar to bar."""
