"""One file a group: `attacks(folder, ends)` yields its attacks."""
