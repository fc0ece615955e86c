"""Ways of playing that a request may name beside or instead of a style: walking, sixteenth notes, staccato …"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from engine.media.note import Note
from models.sound.music.style import Style

_SHORTEST_BEATS = 0.05


@dataclass(frozen=True)
class Way:
    """What a way of playing changes in a style."""

    style: str = ""
    """The style it belongs to, when none is named."""
    bass: tuple[str, ...] = ()
    """Patterns as in Style; empty = those of the style."""
    chords: tuple[str, ...] = ()
    drums: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Lanes to play in another way."""
    melody: str = ""
    busy: float = 0.0
    darkness: float = 0.0
    hold: float = 0.0
    """Length of a note against its own: 0.5 half as long; 0 = unchanged, above 1 = up to the next note."""


_SIXTEENTHS = Way(
    bass=("RRrRRRr8RRrRRR5R",),
    chords=("8565656585656565",),
    drums={"hat": ("7454745474547454",)},
    melody="arp16",
    busy=0.5,
)
_EIGHTHS = Way(
    bass=("R-R-R-R-R-R-R-R-",),
    chords=("8-6-7-6-8-6-7-6-",),
    drums={"hat": ("7.5.7.5.7.5.7.5.",)},
    melody="arp8",
    busy=0.1,
)
_QUARTERS = Way(
    bass=("R---R---R---R---",), chords=("8---7---8---7---",), drums={"hat": ("7...6...7...6...",)}, busy=-0.2
)
_OCTAVES = Way(bass=("R-8-R-8-R-8-R-8-",))
_SYNCOPATED = Way(bass=("R--R--R-.R-R--a-",), chords=("8--7--8-..7-.8--",), melody="riff", busy=0.1)
_WALKING = Way("jazz", bass=("walk",))
_ROOTS = Way(bass=("R---------------",), chords=("8---------------",), melody="", busy=-0.4, hold=1.5)
_STACCATO, _LEGATO = Way(hold=0.45), Way(hold=1.5)
WAYS: dict[str, Way] = {
    **dict.fromkeys(("walking bass line", "walking bassline", "walking bass", "walking", "walk"), _WALKING),
    **dict.fromkeys(("sixteenth notes", "sixteenths", "sixteenth", "16th notes", "16ths", "16th"), _SIXTEENTHS),
    **dict.fromkeys(("eighth notes", "eighths", "eighth", "8th notes", "8ths", "8th"), _EIGHTHS),
    **dict.fromkeys(("quarter notes", "quarters", "quarter", "four to the bar"), _QUARTERS),
    **dict.fromkeys(
        ("long roots", "long root notes", "just roots", "root notes", "whole notes", "whole note", "long chords",
         "one note a bar", "one note per bar", "one note each bar", "one note a chord", "one note per chord",
         "one chord a bar", "semibreves"),
        _ROOTS,
    ),  # fmt: skip
    **dict.fromkeys(("octaves", "octave"), _OCTAVES),
    **dict.fromkeys(("syncopated", "syncopation", "off-beat", "offbeat"), _SYNCOPATED),
    **dict.fromkeys(("staccato", "short notes", "plucky", "choppy"), _STACCATO),
    **dict.fromkeys(("legato", "sustained", "held", "long notes"), _LEGATO),
    **dict.fromkeys(("808s", "808"), Way("trap")),
    **dict.fromkeys(("punchy", "bouncy"), Way(busy=0.1)),
}


def played_so(style: Style, ways: Sequence[Way]) -> Style:
    """The style with the patterns of these ways."""
    for way in ways:
        lanes = {lane: patterns for lane, patterns in way.drums.items() if style.drums}
        style = replace(
            style,
            bass=way.bass or style.bass,
            chords=way.chords or style.chords,
            melody=way.melody or style.melody,
            drums={**style.drums, **lanes},
        )
    return style


def held_so(notes: Sequence[Note], hold: float, length_beats: float) -> tuple[Note, ...]:
    """Notes made shorter (`hold` below 1) or held until the next ones begin (above 1); 0 leaves them as they are."""
    if not hold:
        return tuple(notes)
    if hold < 1:
        return tuple(replace(note, length_beats=max(_SHORTEST_BEATS, hold * note.length_beats)) for note in notes)
    starts = sorted(note.start_beats for note in notes)
    return tuple(replace(note, length_beats=_until_next(note, starts, length_beats)) for note in notes)


def _until_next(note: Note, starts: Sequence[float], length_beats: float) -> float:
    # notes of one chord are struck a little apart
    following = next((start for start in starts if start > note.start_beats + 0.1), length_beats)
    return max(note.length_beats if following == length_beats else _SHORTEST_BEATS, following - note.start_beats)
