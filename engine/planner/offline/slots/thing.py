"""What a few words of a clause name: tracks and clips."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Thing:
    """Characters start…end of a clause and the tracks and clips they name."""

    start: int
    end: int
    tracks: tuple[str, ...]
    clips: tuple[str, ...]
    is_kit: bool = False
    """The drums, or the strings, each on a track of its own."""
    is_sure: bool = False
    """Are all the words of the name, in whatever form?"""
    is_otherwise: bool = False
    """Is it told only by a form that is not its own?"""
    others: tuple[str, ...] = ()
    """Tracks that the words fit as well."""
