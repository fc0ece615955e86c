"""Whether a prompt asks for music: models that make nothing else leave the rest to others."""

from __future__ import annotations

import re

from models.sound.prompt.phrases import vocabulary

_WORDS = frozenset(
    "music musical song songs tune track instrumental loop loops beat beats groove riff jam jingle theme score anthem "
    "ballad lullaby melody melodic harmony chord chords chorus verse bassline bass drum drums drumming percussion kick "
    "snare hihat 808 808s pad pads arpeggio arp lead hook intro outro drop breakbeat break bpm orchestra orchestral "
    "symphony symphonic choir band ensemble quartet solo duet piano organ rhodes keys synth synths synthesizer guitar "
    "guitars banjo ukulele mandolin harp violin viola cello strings string flute clarinet oboe bassoon saxophone sax "
    "trumpet trombone horns brass woodwind marimba vibraphone xylophone glockenspiel kalimba sitar tabla koto taiko "
    "accordion harmonica vocals vocal singer singing rap hip-hop hiphop house techno trance dubstep edm dance disco "
    "funk funky soul jazz jazzy blues bluesy rock metal punk grunge indie pop synthpop folk country bluegrass reggae "
    "dub ska latin salsa samba bossa tango waltz polka march gospel classical baroque cinematic lofi lo-fi chillout "
    "chillhop downtempo trap drill garage jungle synthwave vaporwave retrowave afrobeat reggaeton flamenco celtic ska "
    "acoustic electro electronica idm ambient soundtrack".split()
)


def is_music(prompt: str) -> bool:
    """True when a word of the prompt is a style, an instrument, or a part of a piece."""
    text = prompt.lower()
    if _WORDS & set(re.findall(r"[a-z0-9]+(?:-[a-z]+)?", text)):
        return True
    names = (*vocabulary("style"), *vocabulary("instrument"))
    return any(re.search(rf"(?<![a-z0-9]){re.escape(name)}(?![a-z0-9])", text) for name in names)
