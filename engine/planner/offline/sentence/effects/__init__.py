"""Effects: put on, switched, taken off, and their knobs; ducking; noise taken away."""
