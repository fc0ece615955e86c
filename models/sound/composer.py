"""Composer: chords, bass lines, drums, melodies, arpeggios and pads as notes; needs no download."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from engine.catalog.model import Brief, Licence, Model, Report, Result
from engine.errors import UserError
from engine.media.clip import Clip, midi_clip
from engine.media.key import Key, key_of_notes, key_of_weights, parse_key
from engine.media.note import MeterChange, Note, TempoMap
from models.sound.music.band import mirrored, write_part
from models.sound.music.chord import Chord, chords_in, parse_chord
from models.sound.music.follow import chords_of, weights_of_notes, weights_of_sound
from models.sound.music.grid import make_grid
from models.sound.music.sheet import Sheet, chord_spans, make_sheet, style_harmony
from models.sound.music.style import Style
from models.sound.music.style_table import STYLES
from models.sound.music.ways import held_so
from models.sound.piece import MAX_SECONDS, bars_to_beats, session_time
from models.sound.prompt.kit_words import cut_kit
from models.sound.prompt.manner import read_manner
from models.sound.timeline import Timeline

NAMES = {
    "chords": "Chords",
    "bass": "Bass line",
    "drums": "Drums",
    "melody": "Melody",
    "arpeggio": "Arpeggio",
    "pad": "Pad",
}
_MOST_BARS = 256
_DEFAULT_BARS = 4
_DEFAULT_KEY = Key(9, "minor")


@dataclass(frozen=True)
class _Order:
    """What is to be written, with everything settled."""

    kind: str
    style: Style
    key: Key
    bars: list[list[Chord]]
    """Given chords, one list a bar; empty = a progression of the style."""
    length_beats: float
    tempo_map: TempoMap
    start_beats: float
    meter: MeterChange
    busy: float
    darkness: float
    hold: float = 0.0
    """How long notes are held, see `held_so`."""
    level_db: float = 0.0
    """How much louder or quieter than usual it is played."""

    @property
    def timeline(self) -> Timeline:
        """Where it lies in the session; the sample rate does not matter to notes."""
        return Timeline(self.tempo_map, self.start_beats, self.length_beats, 48000)


class PartComposer(Model):
    """Writes one part as MIDI: by a progression of the style, by given chords, or along the harmony of a clip."""

    id = "composer"
    name = "Composer"
    tasks = ("generate_midi",)
    licence = Licence("GPL-3.0-or-later")
    limits = (
        "Writes in the seventeen styles it knows, one chord a bar when it follows a clip, and no lyrics; a melody is "
        "a plain tune in four-bar phrases."
    )
    quality = 1
    speed = 3

    def check(self, args: Mapping[str, Any], inputs: Mapping[str, Clip | Sequence[Clip]], brief: Brief) -> None:
        """Chords, key, style and clip must be readable; chords and style are named in the error."""
        clip = _clip(inputs)
        if clip is not None and clip.kind not in ("midi", "audio"):
            raise UserError(f"'{clip.name}' is {clip.kind}; to follow its chords a MIDI or audio clip is needed.")
        if clip is not None and clip.kind == "midi" and not clip.midi().notes:
            raise UserError(f"'{clip.name}' has no notes, so there are no chords to follow.")
        read_manner(str(args.get("style") or ""))
        key = parse_key(str(args["key"])) if args.get("key") else _DEFAULT_KEY
        for bar in chords_in(args.get("chords") or []):
            for text in bar:
                parse_chord(text, key)

    def run(
        self, args: Mapping[str, Any], inputs: Mapping[str, Clip | Sequence[Clip]], brief: Brief, report: Report
    ) -> dict[str, Result]:
        """Write the part and return it as `midi`."""
        self.check(args, inputs, brief)
        report(0, 3, "reading the harmony")
        order = _order(args, _clip(inputs), brief, report)
        report(1, 3, f"writing the {order.kind}")
        sheet = _sheet(order, brief.seed)
        notes = _as_loud(_written(order, sheet, report), order.level_db)
        report(2, 3, "saving")
        name = _name(order.kind, str(args.get("style") or ""))
        made = midi_clip(brief.folder, name, notes, order.timeline.map_from_start(), order.length_beats)
        return {"midi": made}


_HOW = re.compile(r"[\s,]*\b(?:(?:very|really|quite|rather) )?(?:quietly|softly|gently|loudly)\b[\s,]*", re.IGNORECASE)
"""How it is played is no part of a name."""


def _name(kind: str, style: str) -> str:
    """The part, after the style where one was asked for: "House drums"; of one drum alone that: "Tambourine"."""
    style = _HOW.sub(" ", style)
    if kind == "drums":
        rest, kit = cut_kit(style.lower())
        style = " ".join(re.sub(r"[^\w&'-]+", " ", rest).split())
        if len(kit.only) == 1 and not style:
            return kit.only[0].replace("_", " ").capitalize()
    return f"{style.strip()[:30]} {NAMES[kind].lower()}".capitalize() if style.strip() else NAMES[kind]


def _order(args: Mapping[str, Any], clip: Clip | None, brief: Brief, report: Report) -> _Order:
    kind = str(args.get("kind") or "")
    if kind not in NAMES:
        raise UserError(f"'{kind}' cannot be written; the kinds are {', '.join(NAMES)}.")
    manner = read_manner(str(args.get("style") or ""))
    style, busy = manner.style, manner.busy
    if manner.unused:
        instead = "" if manner.is_named else "; a plain pop style is used"
        report.warn(f"These words say no style known here: {', '.join(manner.unused[:6])}{instead}.")
    if kind == "drums" and not style.drums:
        report.warn(f"{style.name.capitalize()} has no drums of its own, so this is a quiet lo-fi groove.")
        style, busy = STYLES["lo-fi"], 0.3
    at = clip.start_beats if clip is not None and clip.start_beats is not None else brief.start_beats
    tempo_map, start, meter = session_time(replace(brief, start_beats=at), args.get("bpm"), None)
    texts = chords_in(args.get("chords") or [])
    bars_wanted = args.get("bars")
    followed = _Followed(clip, tempo_map, start, meter) if clip is not None else None
    if bars_wanted is None:
        bars_wanted = followed.bars if followed else len(texts) or _DEFAULT_BARS
        if followed and followed.bars < followed.all_bars:
            report.warn(f"It follows the first {followed.bars} bars; more are not written at once.")
    length = bars_to_beats(int(bars_wanted), tempo_map, start, meter)
    if tempo_map.seconds_at(start + length) - tempo_map.seconds_at(start) > 6 * MAX_SECONDS:
        raise UserError(f"{bars_wanted} bars are more than an hour at this tempo; ask for fewer.")
    key = _key(args, texts, brief, followed)
    chords = [[parse_chord(text, key) for text in bar] for bar in texts]
    if not chords and followed:
        weights = followed.weights()
        if not any(chroma.sum() > 1e-9 for chroma, _ in weights):
            report.warn(f"No chords are heard in '{followed.clip.name}', so those are usual ones in {key}.")
        chords = chords_of(weights, key)
    return _Order(kind, style, key, chords, length, tempo_map, start, meter, busy, manner.darkness, manner.hold,
                  manner.level_db)


class _Followed:
    """A clip whose harmony is followed, cut into bars."""

    def __init__(self, clip: Clip, tempo_map: TempoMap, start: float, meter: MeterChange) -> None:
        self.clip, self.tempo_map, self.start = clip, tempo_map, start
        if clip.kind == "midi":
            content = clip.midi()
            self.notes: tuple[Note, ...] = content.notes
            length = clip.length_beats or content.length_beats
        else:
            self.notes = ()
            length = tempo_map.beats_at(tempo_map.seconds_at(start) + clip.seconds) - start
        self.all_bars = max(1, round(length / meter.bar_beats))
        self.bars = min(_MOST_BARS, self.all_bars)
        self.edges = [number * meter.bar_beats for number in range(self.bars + 1)]

    def weights(self) -> list[tuple[np.ndarray, np.ndarray]]:
        """Pitch-class weights of each bar."""
        if self.clip.kind == "midi":
            return weights_of_notes(self.notes, self.edges)
        begin = self.tempo_map.seconds_at(self.start)
        return weights_of_sound(
            self.clip, [self.tempo_map.seconds_at(self.start + edge) - begin for edge in self.edges]
        )

    def key(self) -> Key | None:
        """The key it is in, as far as can be told."""
        if self.notes:
            found = key_of_notes([note for note in self.notes if note.channel != 9])
        else:
            found = key_of_weights([float(value) for value in np.sum([chroma for chroma, _ in self.weights()], axis=0)])
        return found[0] if found else None


def _key(args: Mapping[str, Any], texts: list[list[str]], brief: Brief, followed: _Followed | None) -> Key:
    """Argument, then the chords' own, then the session's, then the clip's, then A minor."""
    if args.get("key"):
        return parse_key(str(args["key"]))
    session = parse_key(brief.key) if brief.key else None
    names = [text for bar in texts for text in bar if not re.match(r"^[b#]?[iIvV]+", text)]
    if names:
        return _key_of_chords([parse_chord(text, session or _DEFAULT_KEY) for text in names], session)
    return session or (followed.key() if followed else None) or _DEFAULT_KEY


def _key_of_chords(chords: list[Chord], session: Key | None) -> Key:
    """The session's key when all chords lie in it; else the key that fits them best."""
    if session and all(set(chord.pitch_classes) <= set(session.scale) for chord in chords):
        return session
    weights = [0.0] * 12
    for chord in chords:
        for tone in chord.pitch_classes:
            weights[tone] += 1.0
    for chord, extra in ((chords[0], 1.5), (chords[-1], 0.7)):
        for tone in chord.pitch_classes[:3]:
            weights[tone] += 0.3 * extra
        weights[chord.root] += extra
    found = key_of_weights(weights)
    is_minor = chords[0].third == 3
    return found[0] if found else Key(chords[0].root, "minor" if is_minor else "major")


def _sheet(order: _Order, seed: int) -> Sheet:
    style = replace(order.style, is_rootless=False)
    if order.bars and style.size == "power":
        style = replace(style, size="triad")
    grid = make_grid(
        order.meter,
        order.length_beats,
        bpm=order.timeline.bpm,
        style_bpm=order.timeline.bpm if style.is_in_real_time else style.bpm[1],
        swing=style.swing,
        swings_eighths=style.swings_eighths,
    )
    if order.bars:
        spans = chord_spans(order.bars, order.meter.bar_beats, order.length_beats)
    else:
        spans = style_harmony(style, order.key, grid, order.meter.bar_beats, seed)
    return make_sheet(
        style, order.key, grid, spans, bpm=order.timeline.bpm, seed=seed, busy=order.busy, darkness=order.darkness
    )


def _written(order: _Order, sheet: Sheet, report: Report) -> tuple[Note, ...]:
    notes = write_part(order.kind, sheet)
    if order.kind != "drums":
        notes = held_so(notes, order.hold, order.length_beats)
    if order.kind in ("chords", "pad"):
        notes = _with_slash_basses(notes, sheet)
    if not notes:
        report.warn("Nothing fell into so short a piece; ask for more bars.")
    return notes if order.kind == "drums" else mirrored(notes, 0)


def _as_loud(notes: tuple[Note, ...], level_db: float) -> tuple[Note, ...]:
    """Struck so much harder or softer: what is heard goes with the square of the velocity."""
    factor = 10 ** (level_db / 40)
    return tuple(replace(note, velocity=min(127, max(1, round(note.velocity * factor)))) for note in notes)


def _with_slash_basses(notes: tuple[Note, ...], sheet: Sheet) -> tuple[Note, ...]:
    """Where a chord has a bass of its own, that is played below it at every strike."""
    below: list[Note] = []
    for start in sorted({round(note.start_beats, 2) for note in notes}):
        struck = [note for note in notes if abs(note.start_beats - start) < 0.06]
        chord = sheet.chord_at(min(start + 0.05, sheet.grid.total_beats - 0.01))
        if chord.bass is not None and struck and not (below and start - below[-1].start_beats < 0.06):
            first = min(struck, key=lambda note: note.start_beats)
            below.append(replace(first, pitch=36 + (chord.bass - 36) % 12))
    return tuple(sorted((*notes, *below), key=lambda note: (note.start_beats, note.pitch)))


def _clip(inputs: Mapping[str, Clip | Sequence[Clip]]) -> Clip | None:
    found = inputs.get("clip")
    if found is None or isinstance(found, Clip):
        return found
    return found[0] if found else None
