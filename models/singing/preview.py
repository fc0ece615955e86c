"""What is known of a vocal before it sounds: the table of syllables, how hard it is to sing, the score."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from engine.catalog.model import Brief, Facts, Report, Result
from models.singing.harmony_part import HarmonyPart, added_parts, harmony_in
from models.singing.score import counted
from models.singing.score_export import exported
from models.singing.singability import said_of, singability, values_of
from models.singing.song import Song
from models.singing.style import SingingStyle
from models.singing.table import table_rows
from models.singing.vocal_line import SungSyllable


def without_harmony(args: Mapping[str, Any]) -> tuple[dict[str, Any], tuple[HarmonyPart, ...]]:
    """Take harmonies out of the words for voice and style: (arguments of the lead, parts beside it)."""
    asked, lead = [], dict(args)
    for name in ("voice", "style"):
        found, lead[name] = harmony_in(str(args.get(name) or ""))
        asked += [found] if found else []
    return lead, added_parts(" and ".join(asked))


def beside_the_sound(
    song: Song, line: Sequence[SungSyllable], style: SingingStyle, args: Mapping[str, Any], brief: Brief, report: Report
) -> dict[str, Result]:
    """`table`, `singability` and, where one is asked for, `score`; warns of what is hard to sing."""
    voice = song.speaker.voice
    measured = singability(line, (voice.low, voice.high), brief.key)
    for sentence in said_of(measured, voice.name, song.clock.tempo_map, song.clock.start_beats):
        report.warn(sentence)
    results: dict[str, Result] = {"table": table_of(song, line, 0.0, style), "singability": Facts(values_of(measured))}
    if kind := str(args.get("export") or ""):
        results["score"] = exported(song, line, style, kind, brief.folder)
    return results


def table_of(
    song: Song, line: Sequence[SungSyllable], lead_in_s: float, style: SingingStyle, beside: str = ""
) -> Facts:
    """The table note ↔ syllable; times count from the start of the sound, which begins `lead_in_s` early.

    `beside` are the parts that are sung with it. A voice that is made darker or breathier is not told as it sounds
    by itself: "a clear alto" would be false.
    """
    rows = table_rows(line, lead_in_s=lead_in_s, beats_at=song.clock.beats_at, start_beats=song.clock.start_beats,
                      tempo_map=song.clock.tempo_map)
    voice = song.speaker.voice
    notes = len({row["note"] for row in rows})
    summary = f"{counted(len(line), 'syllable')} on {counted(notes, 'note')}, sung by {voice.name}"
    is_itself = not (style.tilt_db_per_octave or style.is_whispered or style.formant != 1.0)
    summary += f" ({voice.sounds})" if is_itself or beside else ""
    summary += f", with {beside}." if beside else "."
    return Facts({"rows": rows, "voice": voice.id, "language": song.speaker.language}, summary)
