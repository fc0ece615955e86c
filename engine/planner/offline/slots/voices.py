"""Voices: the tracks that somebody sings or speaks on, by their names, their clips' and the tags of these."""

from __future__ import annotations

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.text.names import name_words

_SUNG = frozenset(
    "vocal vocals vox voice voices singer singers singing sung acapella voc vocs bv bvs bgv bgvs lv adlib adlibs"
    " harmony harmonies harm harms choir choirs oohs aahs ahs mezzo rap topline".split()
)
_REGISTERS = frozenset("soprano sopranos sop alto altos tenor tenors baritone".split())
_WINDS = frozenset("sax saxes saxophone saxophones trumpet trumpets bones trombone trombones brass".split())
""" "Tenor solo", in a big band: a saxophone."""
_PLAYED = frozenset(
    "sax saxophone flute recorder horn trombone guitar banjo ukulele uke pad synth string viola bone".split()
)
""" "Alto sax", "choir pad": nobody sings there."""
_SPOKEN = frozenset("speech spoken podcast host narrator narration interview voiceover speaker presenter".split())


def words_of_tracks(scene: DialogueState) -> dict[str, set[str]]:
    """All words that each track is told by."""
    told = {track: set(name_words(track)) for track in scene.context.tracks}
    for clip in scene.clips:
        if clip.track in told:
            told[clip.track] |= {word for name in (clip.name, *clip.tags) for word in name_words(name)}
    return told


def sung_and_spoken(told: dict[str, set[str]]) -> tuple[list[str], list[str]]:
    """The tracks that are sung on, and those that are spoken on."""
    spoken = [track for track, words in told.items() if words & _SPOKEN]
    is_band = any(words & _WINDS for words in told.values())
    voices = _SUNG if is_band else _SUNG | _REGISTERS
    sung = [track for track, words in told.items() if words & voices and not words & _PLAYED]
    return [track for track in sung if track not in spoken], spoken
