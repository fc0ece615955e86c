"""Swung or straight: how a prompt wants the off-beats to lie."""

from __future__ import annotations

import re

SWUNG, STRAIGHT = 0.62, 0.5
_SWUNG = re.compile(
    r"(?<![a-z-])(?:(?:with |has |have |give it )?(?:a |some |a bit of |a little |a touch of |more |bit more )+"
    r"(?:swing|shuffle)|swung|shuffled|shuffling|swinging"
    r"|(?:swing|shuffle|shuffled|swung) (?:feel|groove|rhythm))(?![a-z-])"
)
_STRAIGHT = re.compile(
    r"(?<![a-z-])(?:(?:no|without|less) (?:swing|shuffle)|not swung|unswung"
    r"|straight(?:er)?(?: (?:feel|eighths|time|again))?)(?![a-z-])"
)


def cut_feel(text: str) -> tuple[str, float | None]:
    """The text without what it says of that, and where the off-beat lies between two beats: 0.5 straight … 0.66.

    "Swing" alone is a style of music and stays.
    """
    for pattern, swing in ((_STRAIGHT, STRAIGHT), (_SWUNG, SWUNG)):
        if found := pattern.search(text):
            return f"{text[: found.start()]} {text[found.end() :]}", swing
    return text, None
