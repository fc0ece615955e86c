"""The song: its tempo, meter, markers and the order of its parts."""
