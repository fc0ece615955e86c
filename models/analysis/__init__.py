"""Measuring music: pitches, beats, chords, keys and the sources of a mix; what several families listen with."""
