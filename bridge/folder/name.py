"""Names of the files in the watched folder: a person reads the bar and the tempo in them, and so do we."""

from __future__ import annotations

import re
from collections.abc import Container

from engine.errors import UserError
from engine.media.clip import safe_file_name
from engine.media.key import parse_key
from engine.media.note import TempoMap

_BAR = re.compile(r"(?<![^\W_])bar[ _-]?(\d{1,5})(?:\.(\d{1,3}(?:\.\d+)?))?(?![\d.]*\d)", re.IGNORECASE)
_HAS_TEMPO = re.compile(r"\d ?bpm\b", re.IGNORECASE)


def file_name(
    name: str, anchor_beats: float, tempo_map: TempoMap, suffix: str, *, lead_in_s: float = 0.0, key: str = ""
) -> str:
    """`bar 005 Lead vocal 96bpm Gm.wav`; off the bar `bar 005.3`, with a lead-in `bar 005 -210ms`."""
    bar, rest = tempo_map.bar_at(anchor_beats)
    parts = [f"bar {bar:03d}" + (f".{round(rest + 1, 2):g}" if rest > 0.005 else "")]
    if lead_in_s >= 0.0005:
        parts.append(f"-{lead_in_s * 1000:.0f}ms")
    parts.append(safe_file_name(name)[:70].strip(" ."))
    if not _HAS_TEMPO.search(name):
        parts.append(f"{round(tempo_map.bpm_at(anchor_beats), 2):g}bpm")
    if short := _short_key(key):
        parts.append(short)
    return " ".join(parts) + suffix


def beat_in_name(name: str, tempo_map: TempoMap) -> float | None:
    """The beat that a file's name asks for (`bar 5`, `Bar_005.3`), or None."""
    found = _BAR.search(name)
    if not found or int(found[1]) < 1:
        return None
    return tempo_map.bar_start(int(found[1])) + max(0.0, float(found[2] or 1) - 1)


def unique_name(wanted: str, taken: Container[str]) -> str:
    """The name, or the name with a number; `taken` holds lower-case names, as some disks ignore case."""
    stem, dot, suffix = wanted.rpartition(".")
    name, number = wanted, 2
    while name.lower() in taken:
        name, number = f"{stem} {number}{dot}{suffix}", number + 1
    return name


def _short_key(key: str) -> str:
    try:
        written = str(parse_key(key)) if key else ""
    except UserError:
        return ""
    tonic, _, mode = written.partition(" ")
    return {"major": tonic, "minor": f"{tonic}m"}.get(mode, "")
