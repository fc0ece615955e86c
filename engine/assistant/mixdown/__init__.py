"""What a session sounds like: its tracks mixed down by what the snapshot says."""
