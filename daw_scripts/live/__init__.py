"""Tonmeister inside Ableton Live: choose it as a control surface in Live's settings."""

from .surface import Tonmeister


def create_instance(c_instance):
    """What Live calls when the script is chosen."""
    return Tonmeister(c_instance)
