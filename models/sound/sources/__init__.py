"""Sound effects and ambiences, each a physical recipe."""
