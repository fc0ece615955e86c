"""Facts: what was measured, as names and values that a person reads."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ui import wording

MOST_CHARACTERS = 200
_UNITS = {
    "_lufs": " LUFS", "_lu": " LU", "_dbtp": " dBTP", "_db": " dB", "_hz": " Hz", "_cents": " cents", "_ms": " ms",
    "_s": " s", "_bpm": " bpm", "_beats": " beats",
}  # fmt: skip
UNKNOWN = "not known: "
"""Before the reason why something could not be measured."""
_HIDDEN = ("confidence", "path", "id")


def facts_of(facts: Mapping[str, Any]) -> list[tuple[str, str]]:
    """(name, value) of every short fact; facts inside facts are taken out, how sure the model is stays out."""
    found: list[tuple[str, str]] = []
    for name, value in facts.items():
        if isinstance(value, Mapping):
            why_not = [(wording.plain(what), f"{UNKNOWN}{why}") for what, why in value.items()]
            found += why_not if name == "unknown" else facts_of(value)
        elif value not in (None, "", []) and not name.endswith(_HIDDEN):
            said = _said(name, value)
            if len(said[1]) <= MOST_CHARACTERS:
                found.append(said)
    return found


def _said(name: str, value: Any) -> tuple[str, str]:
    unit = next((ending for ending in _UNITS if name.endswith(ending)), "")
    if isinstance(value, bool) or not isinstance(value, int | float):
        return wording.plain(name), wording.shown(value)
    if name == "bpm" or name == "tempo":
        return "tempo", wording.bpm(value)
    if name == "loudness":
        return name, wording.lufs(value)
    if name == "seconds":
        return "length", f"{wording.number(value, 2)} s"
    return wording.plain(name.removesuffix(unit) or name), wording.number(value, 2) + _UNITS.get(unit, "")
