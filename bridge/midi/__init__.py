"""Plays notes out of a MIDI port of Tonmeister's own, into any DAW that has a track to record them."""
