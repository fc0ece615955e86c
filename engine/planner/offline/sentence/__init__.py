"""Sentences read whole: what is named, where and how much are taken out, and of the rest every word is known."""
