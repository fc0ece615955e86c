"""Sounds made from nothing but arithmetic: noises, oscillators, voices, drums and effects."""
