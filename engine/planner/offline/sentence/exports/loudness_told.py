"""Loudness told: "-14 LUFS", "for Spotify", "louder, -11"."""

from __future__ import annotations

import re

from engine.planner.offline.sentence.apart.said import Said
from engine.planner.offline.text.quantity import quantities
from engine.planner.regex import regex

LOUDNESS = -14.0
"""Of what is streamed, in LUFS."""
_PLATFORMS = {
    LOUDNESS: r"spotify|youtube|tidal|amazon(?: music)?|deezer|soundcloud|bandcamp|streaming",
    -16.0: r"apple(?: music| podcasts)?|itunes|(?:a |the )?podcasts?",
    -23.0: r"(?:the )?(?:radio|tv|telly|television|broadcast)",
}
"""What these play at (Spotify, YouTube and Amazon: their help pages; Apple: Sound Check; EBU R 128)."""
_FIGURE = regex(
    r"(?:,?\s*\b(?:at|on|with|to|around|about))*[\s,]*(?<![\w.])(?:(?P<lufs>-?\d+(?:\.\d+)?) ?lufs\b"
    r"|(?P<bare>-(?:[5-9]|[1-3]\d|40)(?:\.\d+)?)(?: ?db)?(?![\w.]))"
)
_CEILING = regex(
    r",?\s*\b(?:(?:with|and) )?(?:an? |the )?(?:(?:true )?peak |tp )?(?:ceiling|peaks?|true peak)(?: (?:at|of"
    r"|to|(?:no|not)"
    r" (?:higher|more|over|above)(?: than)?|at most|max(?:imum)?|under|below))? -1(?:\.0)?(?: ?db(?:tp)?)?(?![\w.])"
)
""" "Ceiling at -1": where it is anyway."""
_WHOSE = (
    r"(?! (?:shows?|people|guys|lot|folks|crew|team|hosts?|stations?|producers?|editors?|presenters?|gigs?|slots?"
    r"|interviews?|sessions?|spots?|appearances?|performances?|programmes?|band|man|lady|mix|version|edit)\b)"
)
""" "For the tv show" says what it is for, and no loudness."""
_FOR = tuple((lufs, regex(rf",?\s*\b(?:for|to) (?:{names})\b{_WHOSE}")) for lufs, names in _PLATFORMS.items())
_BARE = tuple(
    (lufs, regex(rf"(?:for |to |it'?s )*(?:{names})(?: level| loudness)?")) for lufs, names in _PLATFORMS.items()
)
_BACK = frozenset("back off pull bring ease down".split())
_SAYS = frozenset(
    "make it that try go aim better more like around about at to lufs one again still instead now".split()
)
_LITTLE, _MUCH = frozenset("bit little touch tad slightly".split()), frozenset("much lot way".split())
_UP, _DOWN = frozenset("louder hotter".split()), frozenset("quieter softer".split())


def loudness_told(text: str) -> tuple[float | None, str]:
    """The loudness that a text tells and the text without it."""
    text = _CEILING.sub("", text)
    spoken = next((one for one in quantities(text) if one.unit == "LUFS"), None)
    if spoken and not text[spoken.start : spoken.end].strip("+-")[:1].isdigit():
        text = f"{text[: spoken.start]}{spoken.value:g} lufs{text[spoken.end :]}"
    if match := _FIGURE.search(text):
        told = match["lufs"] or match["bare"]
        rest = f"{text[: match.start()]} {text[match.end() :]}".strip(" ,")
        for _, form in _FOR if text.startswith(("master", "a master", "quick master")) else ():
            rest = form.sub("", rest)  # "for Spotify, -14": the figure counts
        return -abs(float(told)), rest
    for lufs, form in _FOR:
        if match := form.search(text):
            return lufs, f"{text[: match.start()]} {text[match.end() :]}".strip(" ,")
    return None, text


def louder_by(said: Said, before: float) -> float | None:
    """The loudness that a sentence tells beside the one of before; None where it tells something else."""
    text = said.text.strip()
    if named := next((lufs for lufs, form in _BARE if form.fullmatch(text)), None):
        return named
    lufs, rest = loudness_told(text)
    words = frozenset(re.findall(r"[a-z']+|\d+", rest)) - {"a", "the"}
    words -= _BACK if lufs is not None and {"back", "off"} & words else frozenset()
    if said.things and not all(one.is_pointed for one in said.things) or words - _SAYS - _LITTLE - _MUCH - _UP - _DOWN:
        return None
    if lufs is not None:
        return lufs
    step = 1.0 if words & _LITTLE else 4.0 if words & _MUCH else 2.0
    return before + step if words & _UP else before - step if words & _DOWN else None
