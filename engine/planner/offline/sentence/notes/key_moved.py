"""Another key by its name: "in D instead of C, move my piano and strings", "take the flute from G down to E"."""

from __future__ import annotations

from engine.planner.context import ClipInfo
from engine.planner.offline.sentence.apart.said import Said
from engine.planner.offline.sentence.apart.taken_apart import taken_apart
from engine.planner.offline.sentence.scope.over_bars import over
from engine.planner.offline.slots.clause import number
from engine.planner.regex import regex
from engine.tasks.plan import Step

_KEY = r"[a-g](?:[ -]?(?:sharp|flat)|#|b)?(?: ?(?:major|minor|maj|min|m))?"
_PAIRS = (
    regex(
        rf"\b(?:in|to|into) (?P<new>{_KEY})(?:,)? (?:instead of|rather than|and not|not)(?: in)?"
        rf" (?P<old>{_KEY})(?![\w#'])"
    ),
    regex(rf"\bfrom (?:the key of )?(?P<old>{_KEY})(?: (?P<way>up|down))? (?:in)?to (?P<new>{_KEY})(?![\w#'])"),
    regex(rf"(?<![\w#])(?P<old>{_KEY}) ?(?:->|→|=>) ?(?P<new>{_KEY})(?![\w#'])"),
)
_PITCHES = {"c": 0, "d": 2, "e": 4, "f": 5, "g": 7, "a": 9, "b": 11}
_KNOWN = frozenset(
    "move shift transpose transposing pitch take put bring change play plays get make have it them key keys song tune"
    " whole thing"
    " singer vocalist couple bride groom client band choir she he they soprano alto tenor wants want needs need would"
    " like likes"
    " asked asks for has to go goes in along both so that key's must should is better sings".split()
)
_ONE_KEY = regex(
    r"\b(?:in|to|into|so (?:that )?(?:it|they)(?:'s|'re| is| are| sits?| ends? up) in) (?:the key of )?"
    r"(?P<root>[a-g])[ -]?(?P<sign>sharp|flat|#|b)? ?-?(?P<mode>major|minor|maj|min)(?![\w#'])"
)
_CORRECTS = regex(r"(?:re-?)?tune (?:the |my |our |all |both |his |her |it|that|them)|(?:pitch[- ])?correct\b")
""" "Tune the lead vocal to E minor" corrects its notes, and moves none of them."""
_TRANSPOSES = frozenset(
    "move shift transpose transposed pitch take put bring change drop raise lower key get tune make have should must be"
    " go goes".split()
)
_BESIDE_KEY = frozenset("whole down up it them key part line melody notes instead rather sit sits all of".split())
_WISHES = regex(r"\s*(?:wants?|needs?|would like|'d like|likes?|asked|asks|has asked|prefers?|sings? (?:it|this))\b")
""" "Singer wants it in D": who wants it, also where a track is called so."""
_WAYS = {"up": 1, "higher": 1, "down": -1, "lower": -1}


def key_moved(said: Said) -> list[Step] | None:
    """The clips as far up or down as the keys lie apart; None where no two keys are told, or not all is known."""
    if one := _to_one_key(said):
        return one
    match = next((found for form in _PAIRS if (found := form.search(said.text))), None)
    if match is None or _is_minor(match["new"]) != _is_minor(match["old"]):
        return None
    rest = f"{said.text[: match.start()]} , {said.text[match.end() :]}"
    apart = taken_apart(rest, said.scene, focus=said.focus, there=said.there, before=said.before)
    named = [one for one in apart.things if not one.is_pointed and not _WISHES.match(apart.text, one.end)]
    ways = {_WAYS[one] for one in apart.words if one in _WAYS}
    ways |= {_WAYS[match["way"]]} if match.groupdict().get("way") else set()
    if not named or apart.amounts or apart.is_unclear or apart.is_open or apart.unclear or len(ways) > 1:
        return None
    if apart.bag - _KNOWN - _WAYS.keys() or any(one.how for one in named):
        return None
    far = (_pitch(match["new"]) - _pitch(match["old"])) % 12
    if not far:
        return None
    far = far - 12 if far > 6 or ways == {-1} else far
    clips = [clip for one in named for clip in _clips(one.tracks, one.clips if one.is_clip else (), said)]
    return over("change_tempo_key", {"semitones": number(far)}, clips, apart) if clips else None


def _to_one_key(said: Said) -> list[Step] | None:
    """ "Drop the tune to G minor": all that is named, in that key."""
    match = _ONE_KEY.search(said.text)
    if match is None or any(form.search(said.text) for form in _PAIRS) or _CORRECTS.match(said.text):
        return None
    rest = f"{said.text[: match.start()]} , {said.text[match.end() :]}"
    apart = taken_apart(rest, said.scene, focus=said.focus, there=said.there, before=said.before)
    named = [one for one in apart.things if not one.is_pointed]
    if not named or any(one.how for one in named) or apart.amounts or apart.places or apart.is_unclear or apart.unclear:
        return None
    if apart.bag - _TRANSPOSES - _BESIDE_KEY or len(apart.things) > len(named) + 1:
        return None
    if len(named) == 1 and not apart.bag & _TRANSPOSES and said.text.startswith("in ", match.start()):
        return None  # "the bass in G minor" may be told, or asked for anew
    sign = {"sharp": "#", "#": "#", "flat": "b", "b": "b"}.get(match["sign"] or "", "")
    key = f"{match['root'].upper()}{sign} {'minor' if match['mode'].startswith('min') else 'major'}"
    clips = [clip for one in named for clip in _clips(one.tracks, one.clips if one.is_clip else (), said)]
    return over("change_tempo_key", {"key": key}, clips, apart) if clips else None


def _clips(tracks: tuple[str, ...], clips: tuple[str, ...], said: Said) -> list[ClipInfo]:
    return [one for one in said.scene.clips if (one.id in clips if clips else one.track in tracks)]


def _pitch(key: str) -> int:
    rest = key[1:]
    sharp = "#" in rest or "sharp" in rest
    flat = "flat" in rest or rest.startswith("b")
    return _PITCHES[key[0]] + sharp - flat


def _is_minor(key: str) -> bool:
    return bool(regex(r"(?:min(?:or)?|m)$").search(key)) and not key.endswith("major")
