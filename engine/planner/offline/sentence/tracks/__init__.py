"""Tracks: made, named, coloured, ordered, frozen; and the takes that lie on them."""
