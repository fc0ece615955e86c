from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from engine.catalog.model import Brief, Report
from engine.errors import UserError
from engine.media.clip import Clip, midi_clip
from engine.media.note import MeterChange, Note, TempoChange, TempoMap
from models.edit.edit import Editor

MAP = TempoMap.constant(100)


def notes_clip(folder: Path, **placing: Any) -> Clip:
    notes = [Note(60 + i, float(i), 1.0, lyric=f"w{i}") for i in range(16)]
    return midi_clip(folder, "line", notes, MAP, 16.0, **placing)


def edited(folder: Path, *clips: Clip, **args: Any) -> dict[str, Clip]:
    inputs: dict[str, Any] = {"clip": clips[0]} if len(clips) == 1 else {"clips": list(clips)}
    return Editor().run(args, inputs, Brief("edit_clip", folder / "out", MAP), Report())


def pitches(clip: Clip) -> list[int]:
    return [note.pitch for note in clip.midi().notes]


def test_trim_to_bars_of_the_session_and_of_the_clip(tmp_path: Path) -> None:
    source = notes_clip(tmp_path, start_beats=16.0, track="Keys")
    for bars in ((6, 7), (2, 3)):
        made = edited(tmp_path, source, action="trim", start_bar=bars[0], end_bar=bars[1])["audio"]
        assert (made.kind, made.start_beats, made.length_beats, made.track) == ("midi", 20.0, 8.0, "Keys")
        assert pitches(made) == list(range(64, 72))
        assert made.midi().notes[0].lyric == "w4"
        assert made.midi().length_beats == 8.0


def test_cut_shortens_the_notes_at_its_borders(tmp_path: Path) -> None:
    made = edited(tmp_path, notes_clip(tmp_path), action="cut", start_s=0.9, end_s=1.8)["audio"]  # beats 1.5 to 3
    spans = [(note.pitch, note.start_beats, note.length_beats) for note in made.midi().notes[:3]]
    assert spans == [(60, 0.0, 1.0), (61, 1.0, 0.5), (63, 1.5, 1.0)]
    assert made.length_beats == pytest.approx(14.5)


def test_split_loop_reverse_join(tmp_path: Path) -> None:
    source = notes_clip(tmp_path, start_beats=0.0)
    parts = edited(tmp_path, source, action="split", start_bar=3)
    assert pitches(parts["part_1"]) + pitches(parts["part_2"]) == list(range(60, 76))
    assert parts["part_2"].start_beats == 8.0
    looped = edited(tmp_path, source, action="loop", count=3, end_bar=1)["audio"]
    assert pitches(looped) == [60, 61, 62, 63] * 3
    assert looped.length_beats == 12.0
    turned = edited(tmp_path, source, action="reverse", start_bar=2, end_bar=2)["audio"]
    assert pitches(turned)[3:9] == [63, 67, 66, 65, 64, 68]
    joined = edited(tmp_path, source, parts["part_1"], action="join")["audio"]
    assert joined.length_beats == 24.0
    assert pitches(joined) == [*range(60, 76), *range(60, 68)]


def test_split_into_equal_parts_and_loop_to_a_length(tmp_path: Path) -> None:
    source = notes_clip(tmp_path, start_beats=0.0)
    parts = edited(tmp_path, source, action="split", count=4)
    assert [pitches(parts[f"part_{i}"]) for i in (1, 4)] == [[60, 61, 62, 63], [72, 73, 74, 75]]
    assert [parts[name].start_beats for name in parts] == [0.0, 4.0, 8.0, 12.0]
    looped = edited(tmp_path, source, action="loop", duration_s=12.0, end_bar=1)["audio"]  # 20 beats at 100 bpm
    assert pitches(looped) == [60, 61, 62, 63] * 5
    assert looped.length_beats == pytest.approx(20.0)
    cut_short = edited(tmp_path, source, action="loop", duration_s=10.5)["audio"]
    assert pitches(cut_short) == [*range(60, 76), 60, 61]
    assert cut_short.midi().notes[-1].length_beats == pytest.approx(0.5)


def test_tempo_and_meter_go_with_the_part(tmp_path: Path) -> None:
    changing = TempoMap((TempoChange(0, 90), TempoChange(8, 140)), (MeterChange(0, 4, 4), MeterChange(8, 3, 4)))
    source = midi_clip(tmp_path, "line", [Note(60, 9.0, 1.0)], changing, 14.0)
    part = edited(tmp_path, source, action="split", start_bar=3)["part_2"].midi()
    assert part.tempo_map.bpm_at(0) == pytest.approx(140, abs=0.01)
    assert part.tempo_map.meter_at(0).numerator == 3
    assert part.notes[0].start_beats == 1.0


@pytest.mark.parametrize(("args", "said"), [
    ({"action": "normalize"}, "is for sound"), ({"action": "fade_in"}, "is for sound"),
    ({"action": "cut"}, "what to cut"), ({"action": "trim"}, "what to keep"),
    ({"action": "loop", "count": 2, "duration_s": 30.0}, "not both"),
    ({"action": "trim", "start_bar": 9}, "not in it"),
    ({"action": "join"}, "at least two"),
])
def test_what_notes_cannot_do_is_refused(tmp_path: Path, args: dict[str, Any], said: str) -> None:
    with pytest.raises(UserError, match=said):
        edited(tmp_path, notes_clip(tmp_path), **args)


def test_sound_and_notes_do_not_mix(tmp_path: Path) -> None:
    import numpy as np

    from engine.media.audio import Audio
    from engine.media.clip import audio_clip

    noise = audio_clip(tmp_path, "noise", Audio(np.zeros((1, 100), np.float32), 48000))
    with pytest.raises(UserError, match="cannot be edited together"):
        edited(tmp_path, notes_clip(tmp_path), noise, action="join")
