"""Ableton Live 11.3.25 and later: a Remote Script inside it, reached through a port on this computer."""
