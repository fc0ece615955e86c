"""Models: one file (or folder) a model; found by engine/registry.py."""
