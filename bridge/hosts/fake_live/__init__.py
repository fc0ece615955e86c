"""A strict stand-in for Ableton Live: its Python API with ticks, undo and stale objects, in which our script runs."""
