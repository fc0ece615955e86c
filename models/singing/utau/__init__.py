"""UTAU voice banks: recorded syllables with an oto.ini, sung through the WORLD vocoder."""
