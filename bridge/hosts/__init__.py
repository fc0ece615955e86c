"""Tools that run a DAW, or stand in for one, on this machine."""
