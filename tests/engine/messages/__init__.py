"""Tests of what is said in the languages of users."""
