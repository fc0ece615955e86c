"""Notes by their names: nothing here writes "E5 G5 A5 E6"."""

NOTES_BY_NAME = (
    "I cannot write notes by their names; I can change one at a time, such as “the first note should be E5”. Which?"
)
