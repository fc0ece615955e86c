"""The language that the panel speaks."""
