"""Exports: files of the mix, of tracks and of parts."""
