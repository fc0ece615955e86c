"""A stand-in for REAPER: its published functions, strictly, over a project with undo, tempo map, effects, envelopes."""
