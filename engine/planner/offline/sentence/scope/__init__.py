"""Scope: which tracks, clips and bars an act is about."""
