"""Tonmeister's engine: from a sentence to a verified clip on a track."""

__version__ = "0.1.0"
