"""What a turn means because of the turns before: a state table, complete readings of the turn, and a judge of them."""
