"""Songs taken apart and measured."""
