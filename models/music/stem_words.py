"""The words people use for the stems of a song."""

from __future__ import annotations

import re

_WORDS = {
    "vocals": "vocals vocal vox voice voices singer singers singing acapella acappella",
    "drums": "drums drum beat beats percussion kit drumkit drumming",
    "bass": "bass bassline bass-line sub",
    "guitar": "guitar guitars",
    "piano": "piano pianos keys",
    "instrumental": "instrumental accompaniment backing karaoke",
    "other": "other rest",
}
_NO_VOCALS = re.compile(r"\b(?:without|no|minus|except|but)\b.*\b(?:vocals?|voices?|sing\w*)\b")


def stem_named(words: str) -> str:
    """The stem that a wish such as "the lead vocal" names, "instrumental" for all but the vocals; "" for none."""
    said = words.lower()
    if _NO_VOCALS.search(said):
        return "instrumental"
    found = set(re.findall(r"[a-z][a-z-]*", said))
    if {"bass", "guitar"} <= found:
        return "bass"
    if "bass" in found and "drum" in found:
        return ""
    return next((stem for stem, names in _WORDS.items() if found & set(names.split())), "")
