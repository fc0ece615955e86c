"""Bitwig Studio 4.4 and later: a controller script inside it, reached through a port; clips lie in its launcher."""
