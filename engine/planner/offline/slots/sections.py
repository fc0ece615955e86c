"""Sections: words for several players of one kind that may each have a track: the drums, the strings, the brass."""

from __future__ import annotations

import functools
from collections.abc import Sequence

from engine.planner.offline.text.name_keys import keys_of
from engine.planner.offline.text.names import name_words
from engine.planner.offline.text.usual_names import is_hidden

PIECES = frozenset(
    "kick kicks snare snares hat hats hihat hihats hh clap claps tom toms cymbal cymbals ride crash rim rimshot"
    " overhead overheads oh perc shaker cowbell conga congas bongo bongos tambourine".split()
)
"""Tracks that are the drums together, where none is called so."""
KIT = frozenset("drum drums kit drumkit".split())
DRUMS = PIECES | KIT | frozenset("drumset percussion bd sd triangle woodblock cajon".split())
_STRINGS = frozenset(
    "violin violins vln vlns viola violas vla vlas cello cellos celli vc vcs violoncello fiddle fiddles basses"
    " contrabass contrabasses kontrabass db".split()
)
_LOW = frozenset("bass upright".split())
""" "Bass" is one of the strings only beside others of them, and beside no drums."""
_WINDS = frozenset(
    "flute flutes fl piccolo picc oboe oboes ob clarinet clarinets cl bassoon bassoons bsn recorder cor".split()
)
_BRASS = frozenset(
    "horn horns hn trumpet trumpets tpt tpts trombone trombones tbn tbns tuba tubas cornet cornets flugelhorn"
    " flugelhorns flugel euphonium euphoniums baritone".split()
)
_VOICES = frozenset("soprano mezzo alto countertenor tenor baritone vocal voice singer".split())
_LOW_VOICES = frozenset("ten 10 tenor tenors bass basses b t 1 2 bs".split())
_BAND = frozenset("guitar gtr drums keys synth".split())
""" "Bass" is a voice beside a soprano and an alto, where no band plays."""
_SECTIONS: dict[str, frozenset[str]] = {
    **dict.fromkeys(KIT, PIECES),
    **dict.fromkeys(("strings", "string"), _STRINGS),
    **dict.fromkeys(("woodwinds", "woodwind", "winds", "wind"), _WINDS),
    **dict.fromkeys(("brass",), _BRASS),
    **dict.fromkeys(("voices", "singers"), _VOICES),
}


@functools.lru_cache(maxsize=4096)
def _told_by(track: str) -> frozenset[str]:
    """The words of a name, and what its abbreviations surely stand for: "BD In" is a kick."""
    words = name_words(track)
    meant = (key for one in words if not is_hidden(one) for key in frozenset.intersection(*keys_of(one)))
    return frozenset((*words, *meant))


def of_section(word: str, tracks: Sequence[str]) -> list[str]:
    """The tracks that a word for a section means together; none where fewer than two are of it."""
    words = _SECTIONS.get(word, frozenset())
    told = {track: _told_by(track) for track in tracks}
    found = [track for track in tracks if told[track] & words]
    if words is _VOICES:
        found = [track for track in found if "sax" not in told[track]]
    if words is _VOICES and len(found) > 1 and not any(said & (DRUMS | _BAND) for said in told.values()):
        found = [track for track in tracks if track in found or told[track] <= _LOW_VOICES]
    if words is _STRINGS and len(found) > 1 and not any(said & DRUMS for said in told.values()):
        found = [track for track in tracks if told[track] & (words | _LOW)]
    return found if len(found) > 1 else []
