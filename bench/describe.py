"""How often describe_music is right on made songs: tempo, key and chords.

Run as `python -m bench.describe [first seed] [number of songs]`.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from bench.song_maker import RATE, Song, make_song
from engine.catalog.model import Brief, Report
from engine.media.audio import Audio
from engine.media.clip import audio_clip
from engine.media.key import Key, parse_key
from models.sound.describe import MusicDescriber


def same_chord(found: str, truth: str) -> bool:
    """True when root and kind agree, however they are spelled."""
    return found != "N" and parse_key(found) == parse_key(truth)


def chord_of_bar(chords: list[dict[str, Any]], start_s: float, end_s: float) -> str:
    """The chord that takes most of a bar."""
    shares: dict[str, float] = {"N": 0.0}
    for chord in chords:
        overlap = min(end_s, chord["end_s"]) - max(start_s, chord["start_s"])
        shares[chord["chord"]] = shares.get(chord["chord"], 0.0) + max(0.0, overlap)
    return max(shares, key=lambda name: shares[name])


def judged(song: Song, folder: Path) -> dict[str, list[bool]]:
    """Which of the facts about one song are right."""
    clip = audio_clip(folder, "song", Audio(song.mix, RATE))
    made = MusicDescriber().run({}, {"clip": clip}, Brief("describe_music", folder), Report())["facts"]
    facts = made.values
    truth: Key = parse_key(song.key)
    found = parse_key(facts["key"])
    ratio = (facts["tempo"] or 0.0) / song.bpm
    bars = [same_chord(chord_of_bar(facts["chords"], start_s, end_s), name)
            for start_s, end_s, name in song.chords if not name.endswith("dim")]
    return {"tempo within 1 %": [abs(ratio - 1) < 0.01],
            "tempo, or its double or half": [any(abs(ratio * factor - 1) < 0.01 for factor in (0.5, 1, 2))],
            "key": [found == truth], "key or its relative": [found in (truth, truth.relative)], "chords of bars": bars}


def main(first: int = 1, count: int = 40) -> None:
    """Print the table."""
    totals: dict[str, list[bool]] = {}
    seconds = spent = 0.0
    with tempfile.TemporaryDirectory() as name:
        for seed in range(first, first + count):
            song = make_song(seed)
            start = time.process_time()
            for what, right in judged(song, Path(name)).items():
                totals.setdefault(what, []).extend(right)
            spent += time.process_time() - start
            seconds += song.mix.shape[1] / RATE
    print(f"{count} songs from seed {first}, {spent / seconds:.3f} s per second of sound")
    for what, right in totals.items():
        print(f"{what:30} {100 * sum(right) / len(right):5.1f} % of {len(right)}")


if __name__ == "__main__":
    main(*(int(word) for word in sys.argv[1:3]))
