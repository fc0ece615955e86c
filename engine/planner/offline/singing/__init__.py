"""Singing: notes that are to be sung, what is said of the sung or spoken line, and the stems of a mix."""
