"""Start up."""
