"""Workers: where models run."""
