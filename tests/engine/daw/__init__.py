"""Tests of engine/daw."""
