"""DAWproject: a session as a file."""
