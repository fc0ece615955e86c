"""Random sessions with faults, on every DAW or its stand-in."""
