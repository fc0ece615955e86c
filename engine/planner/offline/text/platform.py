"""Platforms and how loud they play: "for Spotify", "for the radio"."""

from __future__ import annotations

import re

STREAMED_LUFS = -14
_PLATFORMS = {
    STREAMED_LUFS: r"spotify|youtube|tidal|amazon(?: music)?|deezer|soundcloud|bandcamp|streaming",
    -16: r"apple(?: music| podcasts)?|itunes|(?:a |the )?podcasts?",
    -23: r"(?:the )?(?:radio|tv|television|broadcast)",
}
"""What these play at, in LUFS (Spotify, YouTube and Amazon: their help pages; Apple: Sound Check; EBU R 128)."""
PLATFORM = "|".join(f"(?P<p{-lufs}>{names})" for lufs, names in _PLATFORMS.items())
"""The name of one, as part of a pattern."""


def platform_lufs(match: re.Match[str]) -> int:
    """How loud the one plays that was found; 0 where none is named."""
    return next((lufs for lufs in _PLATFORMS if match[f"p{-lufs}"]), 0)
