"""Effects and edits of clips."""
