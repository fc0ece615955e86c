"""Getting one sound out of a recording."""
