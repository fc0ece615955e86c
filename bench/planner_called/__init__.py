"""Strangers' conversations with the calls that a good engineer would make, judged by a program."""
