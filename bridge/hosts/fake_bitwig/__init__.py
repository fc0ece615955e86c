"""A stand-in for Bitwig Studio: the real script over a project with launcher and mixer, and Bitwig's own rules."""
