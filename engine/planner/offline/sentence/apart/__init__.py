"""A sentence taken apart: its things, places and amounts, and the words that are left."""
