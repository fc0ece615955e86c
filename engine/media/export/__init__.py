"""Files to take along: sound, notes and words in the formats that other programs read."""
