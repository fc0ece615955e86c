"""Doublings: "let the flute double the violin", "a copy of the horn an octave up on a new track called Air"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from engine.planner.context import ClipInfo
from engine.planner.offline.sentence.apart.own_track import OWN_TRACK, own_track
from engine.planner.offline.sentence.apart.place import Bars
from engine.planner.offline.sentence.apart.said import SAME, Named, Said
from engine.planner.offline.sentence.apart.taken_apart import taken_apart
from engine.planner.offline.sentence.scope.lying import covers, in_order, with_bars
from engine.planner.offline.slots.clause import number
from engine.planner.offline.text.interval_moved import Moved, intervals_moved
from engine.planner.regex import regex
from engine.tasks.plan import Step

NO_NOTES = "“{}” has no notes to copy; turn it into notes first?"
PLAYS_ALREADY = "“{}” plays there already; should a copy of “{}” take its place, or lie on a track of its own?"
WHO_DOUBLES = "Which track should double which?"
_STRANGER = regex(
    r"^(?:please )?(?:(?:have|let) an? (?P<a>[\w -]+?) (?=double\b)|add an? (?P<b>[\w -]+?):? (?=what\b))",
    re.IGNORECASE,
)
_WITH_STRANGER = regex(
    r"^(?:please )?(?:double|reinforce|thicken|layer) (?P<what>[^,;.]+?) with an? (?P<a>(?!copy\b|bit\b|little\b"
    r"|touch\b|(?:\w+ )?(?:chorus|flanger|phaser|reverb|delay|echo|saturat\w+|distortion|drive|compressor|widener"
    r"|doubler|eq|filter|exciter)\b)[a-z][a-z -]*?)"
    r"(?=\s*[,;.]|\s*$|\s+(?:an?|one|two) (?:\w+ )?(?:octaves?|thirds?|fourths?|fifths?|sixths?)\b)",
    re.IGNORECASE,
)
""" "Double the organ with a flute, an octave above"."""
_UNDER = regex(r"\b(?:(?P<under>under(?:neath)?|beneath)|over) (?=the |my |our )")
_TUNE = r"(?:tune|melody|line|part|notes|theme|riff|figure|motif)"
_TOO = r"(?: (?:too|as well|also|again))"
_PUTS, _ONTO = "(?:put|copy|stick|place|play|add|double)", "(?:in|into|on|onto|to|with)"
_TWO = (
    (regex(rf"(?:{_PUTS} )?T(?: {_TUNE})? {_ONTO} T{_TOO}(?: ,)*"), 1, 0),
    (regex(rf"{_PUTS} T {_TUNE} {_ONTO} T(?: ,)*"), 1, 0),
    (regex(rf"(?:let |get |make )?T (?:to )?play T(?: {_TUNE})?{_TOO}?(?: ,)*"), 0, 1),
    (regex(r"(?:let )?T doubles? T(?: P)?(?: ,)*(?: P)?"), 0, 1),
    (regex(rf"copy (?:P )?T (?:{_TUNE} )?(?:onto |to )?T(?: ,)?"), 1, 0),
    (
        regex(
            r"(?:put|place|drop|stick|lay|add|make|give|do)? ?(?:a |an )?(?:copy|duplicate) (?:of )?T"
            r" (?:on|onto|to|in|into) T(?: track)?(?: ,)*"
        ),
        1,
        0,
    ),
    (regex(rf"give T T(?: {_TUNE})?{_TOO}?"), 0, 1),
    (regex(r"(?:let )?T play what T plays?(?: ,)?"), 0, 1),
    (regex(r"(?:let )?T (?:play same notes|same notes play)(?: as| like)?(?: in)? T"), 0, 1),
    (regex(r"(?:let )?T play along with T"), 0, 1),
    (regex(r"T play T(?: (?:line|part|melody))? too(?: \?)?"), 0, 1),
    (regex(r"(?:reinforce|thicken|double) T with T(?: ,)?"), 1, 0),
)
_ONE = regex(
    r"(?:(?:double|doubles|duplicate|copy|clone) (?:(?:track )?T|it)|layer T with itself"
    r"|(?:put|add|give|make|create|do|want|get) (?:N|another|copy)(?: above| ,)? T|(?:put |add )?copy T"
    r"|(?:double )?what T plays?|T plays?)"
    r"(?: (?:line|part|melody|T))?(?: ,)*(?: \?)?"
)
_BARE = regex(r"T(?: [:,])*")
""" "Stabs: minor third up, new track Stabs Hi"."""
_DOUBLED = regex(r"(?:double(?: up)?|double-track|doubletrack) T(?: (?:track|line|part|take|T))?")
""" "Double the lead vocal": once more, on a track of its own."""
_DOUBLED_THERE = regex(rf"{_DOUBLED.pattern}(?: on| in| for)?(?: P)+(?: only)?")
_DOUBLES = regex(
    r"put|copy|stick|place|play|add|doubl|duplicate|clone|layer|give|reinforce|thicken|\btoo\b|\bwell\b|also|again",
    re.IGNORECASE,
)
"""One of them is in each of these forms."""
_NEAR = 0.01


def doubling(said: Said) -> list[Step] | None:
    """The copies on another track, moved by the interval; None where no one is to double, or not all is known."""
    if said.bag & SAME and said.last() and all(one.tool == "route" for one in said.last()):
        return None  # "the pluck with the kick too", behind a ducking
    text = said.raw.strip(" .!")
    stranger = _STRANGER.match(text)
    name = next((match for one in OWN_TRACK if (match := one.search(text))), None) if not stranger else None
    if beside := _beside_stranger(text, said):
        stranger, text = beside
        name = None
    elif stranger:
        text = f"double {text[stranger.end() :].removeprefix('double ')}"
    elif name:
        text = f"{text[: name.start()]} {text[name.end() :]}"
    moved = intervals_moved(text)
    way = _UNDER.search(text) if moved and not moved[0].has_way else None
    sign = -1 if way and way["under"] else 1
    if len(moved) > 1 or moved and not moved[0].has_way and way is None:
        return None
    apart = text[moved[0].start : moved[0].end].lower() if moved else ""
    if moved:
        text = f"{text[: moved[0].start]} {text[moved[0].end :]}"
        text = _UNDER.sub("", text)
    if not _DOUBLES.search(text):
        return None
    rest = taken_apart(text, said.scene, focus=said.focus)
    if not stranger and name is None and (found := _two(rest, moved)):
        return found
    own = stranger or name is not None or "itself" in rest.bag
    one = rest.things[0] if rest.things and len(set(rest.tracks)) == 1 else None
    if not rest.things and "it" in rest.bag and (last := said.scene.clip(said.scene.focus(("audio", "midi")))):
        one = Named(0, 0, (str(last.track),), (last.id,), True, is_pointed=True)
    form = " ".join(rest.form.split())
    if one and not one.is_pointed and not moved and not rest.places and _DOUBLED.fullmatch(form) and not rest.amounts:
        return _on_a_new_track(one, name["name"] or "" if name else "")
    if one and not one.is_pointed and not moved and rest.places and _DOUBLED_THERE.fullmatch(form) and not rest.amounts:
        return _there(one, rest)
    if name and one and not moved and not rest.places and _ONE.fullmatch(form) and not rest.amounts:
        return _on_a_new_track(one, name["name"] or "")
    is_told = _ONE.fullmatch(form) or moved and _BARE.fullmatch(form)
    if one is None or not own or not (moved or stranger) or not is_told or rest.amounts[1:]:
        return _unknown(said, form)
    called = (stranger["a"] or stranger["b"]).title() if stranger else name["name"] if name else ""
    known = {track.lower() for track in (*said.scene.context.tracks, *(one for one, _ in said.scene.context.markers))}
    if called.lower() in known:
        return None
    if stranger and "b" in stranger.groupdict() and stranger["b"]:
        called = stranger["b"]
    return _on_its_own(one, called, moved, sign, apart, rest)


def _beside_stranger(text: str, said: Said) -> tuple[re.Match[str], str] | None:
    """Who plays along and is not here yet, and the words without it and its track; None where nobody is."""
    match = _WITH_STRANGER.match(text)
    if match is None or taken_apart(match["a"], said.scene).things:
        return None
    behind, name = own_track(text[match.end() :])
    return None if name else (match, f"double {match['what']}{behind}")


def _there(one: Named, rest: Said) -> list[Step] | None:
    """ "Double the lead in both choruses": what lies there once more, on a track beside it."""
    lying = [clip for track in one.tracks for clip in in_order(track, rest) if not one.is_clip or clip.id in one.clips]
    there = [clip for clip in lying if clip.bars and any(_lies_in(clip.bars, bars) for bars in rest.spans)]
    if len(one.tracks) != 1 or rest.is_open or not there:
        return None
    to = f"{one.tracks[0]} double"
    return [Step("arrange", {"action": "duplicate", "clip": clip.id, "track": to}) for clip in there]


def _lies_in(own: Bars, bars: Bars) -> bool:
    return own[0] >= bars[0] - _NEAR and own[1] <= bars[1] + _NEAR


def _on_a_new_track(one: Named, called: str) -> list[Step] | None:
    """ "Duplicate the guitar on a new track": the track once more, of a clip only that."""
    if len(one.tracks) != 1:
        return None
    if one.is_clip:
        to = called or f"{one.tracks[0]} double"
        return [Step("arrange", {"action": "duplicate", "clip": clip, "track": to}) for clip in one.clips]
    return [Step("arrange", {"action": "duplicate", "track": one.tracks[0], **({"name": called} if called else {})})]


def _unknown(said: Said, form: str) -> list[Step] | None:
    is_told = re.fullmatch(r"\w+ must double T", form) is not None
    return [Step("ask", {"text": WHO_DOUBLES})] if is_told and len(said.things) == 1 else None


def _two(rest: Said, moved: Sequence[Moved]) -> list[Step] | None:
    """One track gets what another plays."""
    form = " ".join(rest.form.split()).rstrip(" ,")
    meant = next(((who, what) for one, who, what in _TWO if one.fullmatch(form)), None)
    if meant is None or len(rest.things) != 2 or rest.is_open or rest.amounts:
        return None
    who, what = rest.things[meant[0]], rest.things[meant[1]]
    kinds = {view.name: view.kind for view in rest.scene.context.track_views}
    if any(kinds.get(track) in ("group", "bus", "folder") for track in who.tracks):
        return None  # "the flute in the strings as well" lies in the group, "in the hall" is sent
    if len(who.tracks) != 1 or who.tracks == what.tracks:
        return [Step("ask", {"text": WHO_DOUBLES})] if len(who.tracks) != 1 else None
    bars = rest.places[0].spans[0] if rest.places else None
    sources = _playing(what, bars, rest)
    if not sources or bars is None and len(sources) != 1:
        return [Step("ask", {"text": WHO_DOUBLES})]
    if silent := next((one for one in sources if one.kind != "midi"), None):
        return [Step("ask", {"text": NO_NOTES.format(silent.name)})]
    for source in sources:
        reach = _inside(source, bars) or source.bars
        if reach and any(covers(one, reach) for one in in_order(who.tracks[0], rest)):
            return [Step("ask", {"text": PLAYS_ALREADY.format(who.tracks[0], source.name)})]
    return _copies(sources, who.tracks[0], moved, 1, bars)


def _on_its_own(one: Named, name: str, moved: Sequence[Moved], sign: int, apart: str, said: Said) -> list[Step] | None:
    sources = _playing(one, said.places[0].spans[0] if said.places else None, said)
    if not 0 < len(sources) <= 8:
        return None
    return _copies(sources, name or f"{sources[0].track} {_bare(apart)}", moved, sign, None)


def _bare(interval: str) -> str:
    return re.sub(r"^(?:an?|one) ", "", interval.strip()) or "double"


def _playing(what: Named, bars: Bars | None, said: Said) -> list[ClipInfo]:
    """The clips that are meant, of those the ones that play in the bars."""
    clips = [with_bars(view, said) for one in what.clips if (view := said.scene.clip(one))]
    return [one for one in clips if bars is None or covers(one, bars)]


def _inside(source: ClipInfo, bars: Bars | None) -> Bars | None:
    """The bars of a clip that are meant; None for all of it."""
    if bars is None or source.bars is None:
        return None
    inside = max(bars[0], source.bars[0]), min(bars[1], source.bars[1])
    is_whole = inside[0] - source.bars[0] < _NEAR and source.bars[1] - inside[1] < _NEAR
    return None if is_whole else inside


def _copies(
    sources: Sequence[ClipInfo], track: str, moved: Sequence[Moved], sign: int, bars: Bars | None
) -> list[Step]:
    copies = []
    for source in sources:
        inside = _inside(source, bars)
        part = {"start_bar": number(inside[0]), "end_bar": number(inside[1])} if inside else {}
        copies.append(Step("arrange", {"action": "duplicate", "clip": source.id, "track": track, **part}))
    if not moved:
        return copies
    far = moved[0].semitones * (sign if not moved[0].has_way else 1)
    size = {"cents": number(far * 100)} if moved[0].is_cents else {"semitones": number(far)}
    return copies + [Step("change_tempo_key", {"clip": f"${at}", **size}) for at in range(1, len(copies) + 1)]
