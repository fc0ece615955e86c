"""What all DAWs with a script of ours inside share: lists of changes sent as data, and judged by reading back."""
