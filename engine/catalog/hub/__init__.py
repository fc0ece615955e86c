"""Weights from a model hub: what a model needs, what is on this computer, and how the rest comes here."""
