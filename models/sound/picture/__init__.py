"""Seeing what a picture shows, as far as colours and edges tell."""
