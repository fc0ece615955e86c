"""Doubts: is a plan all that was said, and nothing else? Where that is unlikely it is asked about before it is done."""
