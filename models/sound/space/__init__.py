"""Placing a sound around a listener's head."""
