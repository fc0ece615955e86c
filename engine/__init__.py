"""Tonmeister's engine: from a sentence to a verified clip on a track."""

import os

__version__ = "0.1.0"

os.environ["ORT_DISABLE_TELEMETRY"] = "1"  # its wheels report to their maker unless told before the import
