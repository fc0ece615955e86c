"""Environments: programs whose packages cannot live beside ours, each with a Python environment of its own."""
