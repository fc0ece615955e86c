"""Music and sounds that are made: what a sentence asks for, and what is said of what was just made."""
