"""The mixer: levels, sides, what is heard and what is silent."""
