"""Pictures that move to a sound."""
