"""What a working session takes on the disk: 68 requests on a song of 21 s, in megabytes by what they are.

    tonmeister bench storage [--daw folder|dawproject|none] [--keep DIR] [--plain]

A mix, two stereo tracks and a melody in notes; corrections, effects, edits, stems, sung lines, takes, undo. A file
under two names counts once, with the first kind that has it. The goal is 60 MB beyond what is the user's own: the sound
that was there before, and the files that were asked for.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from engine.assistant.assistant import Assistant
from engine.catalog.registry import discover
from engine.daw import daw
from engine.daw.daw import DawSession
from engine.library.cold import pack_cold
from engine.library.let_go import let_go
from engine.media.audio import Audio, write_audio
from engine.media.note import Note, TempoMap
from engine.planner.offline.planner import OfflinePlanner
from engine.service.connect import open_library, open_session

GOAL_MB = 60
EXPORTS = "files that were exported, as asked for"
BPM = 92
RATE = 48000
SECONDS = 8 * 4 * 60 / BPM
SOUND = (".wav", ".flac", ".mp3", ".aif", ".aiff", ".ogg")
REQUESTS = """\
what have we got here?
the guitar is a bit harsh, make it warmer
a bit less of that
take the highs off the guitar above 7 kHz
no, above 9 kHz
put some reverb on the keys
shorter, like a small room
the keys fade out over the last two bars
undo that
fade the keys out over the last bar
guitar 2 dB down
a little to the left
reverse the guitar in bar 8
undo
what takes are there of the guitar?
use take 2 of the guitar
back to the last take of the guitar
sing the melody: "stay with me until the morn"
softer
change the last word to "dawn"
another take
an octave lower
no, back to where it was
add a harmony a third below
the harmony 6 dB quieter
separate the mix into stems
drums 3 dB louder
mute the bass
unmute the bass
compress the drums
harder
undo the compression
put the stems away again
take the noise out of the mix
normalize the mix to -14 LUFS
put the mix back to how it was
add a lofi drum beat, four bars
darker
another one
make a warm pad from bar 1 to 8
3 dB quieter
a marker called Chorus at bar 5
widen the keys
not so wide
tempo to 96
undo
transpose the melody up a tone
sing it again
put a delay on the voice
quarter notes
less feedback
pitch the keys down an octave
undo
chop the guitar at bar 5
move the second half to bar 9
undo the last two
double the guitar on a new track
pan the copy right
high-pass the copy at 200 Hz
delete the copy
bring the copy back
is anything clipping?
how much disk does this take?
write down the notes of the guitar
a vinyl crackle under everything
quieter
export the mix as a wav
undo everything since the crackle
"""


def main() -> None:
    """Ask for it all, then weigh what is there."""
    parser = argparse.ArgumentParser(prog="tonmeister bench storage", description=__doc__)
    parser.add_argument("--daw", choices=("dawproject", "folder"), default="dawproject", help="where the song is")
    parser.add_argument("--keep", type=Path, help="leave the session here")
    parser.add_argument("--plain", action="store_true", help="only the table")
    options = parser.parse_args()
    with _place(options.keep) as place:
        os.environ["TONMEISTER_HOME"] = str(place / "home")
        own = song(place, options.daw)
        states = _work(place, options.daw, is_told=not options.plain)
        print(f"\n{options.daw}: {sum(states.values())} requests: " + ", ".join(f"{n} {s}" for s, n in states.items()))
        _tell(weighed(place), own)


def _tell(kinds: Counter[str], own: int) -> None:
    for kind, size in sorted(kinds.items(), key=lambda row: -row[1]):
        print(f"{kind:44} {size / 1e6:7.1f} MB")
    asked_for = own + kinds[EXPORTS]
    print(f"{'the song as the user made it':44} {own / 1e6:7.1f} MB")
    print(f"{'all that is the user’s own, with the exports':44} {asked_for / 1e6:7.1f} MB")
    beyond = sum(kinds.values()) - asked_for
    print(f"{'all beyond the user’s own':44} {beyond / 1e6:7.1f} MB   goal ≤ {GOAL_MB}")
    print(f"{'the same with the exports counted as ours':44} {(beyond + kinds[EXPORTS]) / 1e6:7.1f} MB")


@contextlib.contextmanager
def _place(keep: Path | None) -> Iterator[Path]:
    if keep:
        keep.mkdir(parents=True)
        yield keep.resolve()
        return
    with tempfile.TemporaryDirectory(prefix="tonmeister storage ") as folder:
        yield Path(folder).resolve()


def _project(place: Path, kind: str) -> Path:
    return place / "song" / "Song.dawproject" if kind == "dawproject" else place / "song"


def song(place: Path, kind: str) -> int:
    """Make the song; how many bytes of it are the user's."""
    (place / "song").mkdir()
    registry = discover()
    path = _project(place, kind)
    if kind == "dawproject":
        session: DawSession | None = registry.daws[kind].new_session(path, TempoMap.constant(BPM))
    else:
        session = open_session(registry, kind, path)
    assert session is not None
    with tempfile.TemporaryDirectory() as folder:
        changes: list[daw.Change] = [] if kind == "dawproject" else [daw.SetTempo(BPM)]
        for number, name in enumerate(("Mix", "Guitar", "Keys")):
            sound = write_audio(Path(folder) / f"{name}.wav", _music(number))
            changes += [daw.NewTrack(name, ref=name), daw.PlaceAudio(name, sound, 0.0, name, ref=f"r{number}")]
        tune = tuple(Note(pitch, float(beat), 1.0) for beat, pitch in enumerate((69, 72, 76, 74, 72, 69, 71, 72)))
        changes += [daw.NewTrack("Melody", "midi", ref="m"), daw.PlaceMidi("m", tune, 0.0, 8.0, "melody", ref="n")]
        done = session.apply(changes, expected_revision=session.snapshot().revision, label="")
        assert all(one.is_done for one in done), done
    session.close()
    shutil.rmtree(place / "home", ignore_errors=True)
    return sum(path.stat().st_size for path in (place / "song").rglob("*") if path.is_file())


def _music(number: int) -> Audio:
    """Chords with hits on the beats, two channels that differ; every number is another sound."""
    random = np.random.default_rng(number)
    at_s = np.arange(round(SECONDS * RATE)) / RATE
    beat_s = at_s % (60 / BPM)
    chord = np.array([57, 60, 64]) + 12 * (number - 1)
    sound = np.zeros((2, len(at_s)))
    for pitch in chord:
        for channel in range(2):
            phase = 2 * np.pi * 440 * 2 ** ((pitch - 69) / 12) * at_s * (1 + 0.001 * channel)
            sound[channel] += sum(np.sin(phase * part) / part for part in range(1, 9))
    sound *= 0.3 + 0.7 * np.exp(-4 * beat_s)
    if number == 0:
        sound += 2.0 * np.exp(-30 * beat_s) * random.standard_normal(sound.shape)
    sound += 0.002 * random.standard_normal(sound.shape)
    return Audio((0.5 * sound / np.abs(sound).max()).astype(np.float32), RATE)


def _work(place: Path, kind: str, *, is_told: bool) -> Counter[str]:
    registry = discover()
    session = open_session(registry, kind, _project(place, kind))
    assert session is not None
    library = open_library(session.snapshot().project)
    assistant = Assistant(registry=registry, library=library, planner=OfflinePlanner(), session=session)
    states: Counter[str] = Counter()
    before = _size(place)
    for number, request in enumerate(REQUESTS.splitlines(), 1):
        turn = assistant.ask(request, approve=lambda plan: True)
        states[turn.state] += 1
        now = _size(place)
        if is_told:
            answer = " ".join(turn.answer.split())
            print(f"{number:2} {(now - before) / 1e6:+6.1f} MB  {request}  → {turn.state}: {answer[:110]}", flush=True)
        before = now
    session.close()
    copies = registry.daws[kind].copies(session.snapshot().project)
    pack_cold(library, copies=copies)
    let_go(library, copies=copies)
    library.close()
    return states


def _size(place: Path) -> int:
    return sum(weighed(place).values())


def weighed(place: Path) -> Counter[str]:
    """Bytes by kind."""
    kinds: Counter[str] = Counter()
    seen: set[int] = set()
    files = [path for path in place.rglob("*") if path.is_file() and not path.is_symlink()]
    for kind, path in sorted((_kind_of(path.relative_to(place)), path) for path in files):
        found = path.stat()
        kinds[kind[2:]] += 0 if found.st_ino in seen else found.st_size
        seen.add(found.st_ino)
    return kinds


def _kind_of(path: Path) -> str:
    """What a file is: the number says which of two names of one file counts."""
    parts = path.parts
    if parts[0] == "home":
        if "dawproject" in parts:
            return "4 unpacked sounds of the project"
        return "5 the program's own (voices, caches)"
    if "Tonmeister" not in parts:
        if "Removed" in parts:
            return "3 the folder's Removed"
        return "1 the DAW's own files"
    for part, kind in (("Exports", f"2 {EXPORTS}"), ("blobs", "2 library: contents of clips, takes and undo"),
                       ("Clips", "2 library: Clips by name"), ("peaks", "2 library: peaks")):  # fmt: skip
        if part in parts:
            return kind
    return "2 library: other (database)"


if __name__ == "__main__":
    main()
