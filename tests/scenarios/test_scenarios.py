"""Behaviour in the user's words: every .txt file here is a conversation with a DAW in memory.

`> words` is said; the lines after it are what must be true then:
`tracks: A, B` (names, in order) · `says: words` (part of the answer) · `state: done` ·
`fader: Track -3` · `starts: Track 8` (beats) · `regions: Track 1` (how many) ·
`fades: Track 1` (out, seconds) · `audible: A, B` (regions of sound, by name) · `muted: A` · `tempo: 98` ·
any other word is a value of a track as a Snapshot has it: `pan: Track -0.5`, `color: Track #d04040`, `arm: Track True`.
A line that starts with `#` is a remark, one that starts with `@` a thing the user does by hand.
"""

from pathlib import Path

import pytest

from engine.assistant.assistant import Assistant
from engine.catalog.registry import Registry
from engine.library.library import Library
from engine.media.note import Note
from engine.planner.offline.planner import OfflinePlanner
from models.edit.edit import Editor
from models.edit.effects import Effects
from tests.fakes import FakeDaw, FakeModel

HERE = Path(__file__).parent
MELODY = [Note(pitch, float(beat), 1.0) for beat, pitch in enumerate((67, 70, 74, 72, 70, 69, 67, 67))]


@pytest.mark.parametrize("path", sorted(HERE.glob("*.txt")), ids=lambda path: path.stem)
def test_scenario(path, tmp_path):
    session = FakeDaw(tmp_path)
    session.select(session.user_notes(session.user_track("Melody", "midi"), MELODY, 8.0))
    registry = Registry(models={model.id: model for model in (FakeModel(), Editor(), Effects())})
    assistant = Assistant(
        registry=registry, library=Library(tmp_path / "Tonmeister"), planner=OfflinePlanner(), session=session
    )
    turn = None
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("> "):
            turn = assistant.ask(line[2:], approve=lambda plan: True)
        elif line.startswith("@ "):
            by_hand(session, line[2:])
        elif line.strip() and not line.startswith("#"):
            what, _, wanted = (part.strip() for part in line.partition(":"))
            seen = look(session, turn, what, wanted)
            assert seen == wanted, f"{path.name}: “{turn.text}” → {turn.plan.calls()} → {turn.answer}"


def by_hand(session, deed):
    """`move Track 4`: the user drags the first region of a track to a beat."""
    verb, rest = deed.split(" ", 1)
    name, beat = rest.rsplit(" ", 1)
    assert verb == "move"
    session._set_region(regions_on(session, name)[0].id, start_beats=float(beat))
    session._edits += 1


def look(session, turn, what, wanted):
    """What is true now, in the words of the line."""
    if what == "tracks":
        return ", ".join(track.name for track in session.tracks)
    if what == "state":
        return turn.state
    if what == "says":
        return wanted if wanted.casefold() in turn.answer.casefold() else turn.answer
    if what == "muted":
        return ", ".join(track.name for track in session.tracks if track.mute)
    if what == "tempo":
        return f"{session.tempo_map.bpm_at(0):g}"
    if what == "audible":
        silent = {track.id for track in session.tracks if track.mute}
        heard = [r for r in session.regions if r.kind == "audio" and not r.mute and r.track not in silent]
        return ", ".join(sorted(region.name for region in heard))
    if what == "markers":
        return ", ".join(marker.name for marker in session.snapshot().markers)
    name = wanted.rsplit(" ", 1)[0]
    if what == "marker":
        return f"{name} {next(m for m in session.snapshot().markers if m.name == name).at_beats:g}"
    if what == "fades":
        return f"{name} {regions_on(session, name)[0].fade_out_s:g}"
    if what == "regions":
        return f"{name} {len(regions_on(session, name))}"
    if what == "fader":
        return f"{name} {next(t for t in session.tracks if t.name == name).gain_db:g}"
    if what == "starts":
        return f"{name} {regions_on(session, name)[0].start_beats:g}"
    return f"{name} {getattr(next(t for t in session.tracks if t.name == name), what)}"


def regions_on(session, name):
    track = next(track for track in session.tracks if track.name == name)
    return [region for region in session.regions if region.track == track.id]
