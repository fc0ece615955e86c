"""Slots: from the words of one clause to the arguments of its task, one file a family."""
