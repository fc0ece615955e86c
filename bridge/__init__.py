"""Bridges: one file a DAW, and the transport they share."""
