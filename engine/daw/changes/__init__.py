"""What can be done to a session: one class a kind of Change, which holds all that is known of it."""
