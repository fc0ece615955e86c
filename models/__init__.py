"""Models: one file (or folder) a model; found by engine/catalog/registry.py."""
