"""Effects by a send: "more reverb on the vox" where the vox is sent to one; "the reverb down 2" is its bus."""

from __future__ import annotations

from engine.planner.context import TrackInfo
from engine.planner.offline.sentence.apart.said import Named, Said, regrouped
from engine.planner.offline.sentence.effects.effect_steps import words_left
from engine.planner.offline.sentence.effects.effects_there import as_of_effects, effects_there, effects_told, track_of
from engine.planner.offline.sentence.effects.knob_ways import LARGE, SMALL
from engine.planner.offline.sentence.routing.sends_told import sends_of
from engine.planner.offline.slots.clause import number
from engine.planner.offline.text.knob_words import kind_said
from engine.tasks.plan import Step

_WETNESS = frozenset("wet wetter dry drier dryer".split())
_UP = frozenset("more wetter dry up".split())
_DOWN = frozenset("less wet drier dryer down".split())
_BESIDE = frozenset(
    "give add put turn bring pull push take move make have has get gets needs wants is are sounds sound on for in to by"
    " of it there too not enough still bus return level fader so as that db again vocals".split()
)
_STEP_DB = 3.0


def effect_send(said: Said) -> list[Step] | None:
    """The send or the bus with its new level; None where such an effect lies on the track itself, or nowhere."""
    said = as_of_effects(said)
    buses = [one for one in said.things if _bus_of(one, said)]
    if buses and len(buses) < len(said.things):  # "too much verb on the vox"
        said = regrouped(said, [one for one in said.things if one not in buses], said.places, said.amounts)
    called = effects_told(said)
    kinds = {one.kind for one in called} or ({"reverb"} if said.bag & _WETNESS else set())
    if len(kinds) != 1 or said.places or len(said.amounts) > 1 or said.corrects:
        return None
    if any(one.unit not in ("", "dB") or one.value > 24 for one in said.amounts):
        return None
    words = words_left(said, [(one.start, one.end) for one in called])
    way = _way(words)
    if not way or set(words) - _UP - _DOWN - _BESIDE - SMALL - LARGE:
        return None
    degree = 0.5 if set(words) & SMALL else 2.0 if set(words) & LARGE - {"much"} else 1.0
    size = way * (abs(said.amounts[0].value) if said.amounts else _STEP_DB * degree)
    (kind,) = kinds
    named = [one for one in said.things if not one.is_pointed]
    if not said.things and called and set(words) & {"up", "down"}:
        return _bus_moved(kind, size, said)
    return _sends_moved(kind, size, said) if named else None


def _bus_of(one: Named, said: Said) -> bool:
    """Is it a bus that is called like its effect?"""
    buses = {view.name for view in said.scene.context.track_views if view.kind == "bus"}
    return bool(one.tracks) and buses.issuperset(one.tracks) and bool(kind_said(said.text[one.start : one.end]))


def _way(words: list[str]) -> int:
    text = f" {' '.join(words)} "
    if " not enough " in text:
        return 1
    if any(one in text for one in (" too much ", " not so much ", " not as much ", " not that much ")):
        return -1
    too = "too" in words
    ups = {one for one in words if one in _UP and (one != "dry" or too)}
    downs = {one for one in words if one in _DOWN and (one != "wet" or too)}
    return bool(ups) - bool(downs)


def _bus_moved(kind: str, size: float, said: Said) -> list[Step] | None:
    having = [view for view in said.scene.context.track_views if _does(view, kind)]
    if len(having) != 1 or having[0].kind != "bus" or any(one.kind == kind for one in effects_there(said)):
        return None
    return [Step("mix", {"track": having[0].name, "action": "gain", "value_db": number(size)})]


def _sends_moved(kind: str, size: float, said: Said) -> list[Step] | None:
    views = {view.name: view for view in said.scene.context.track_views}
    steps: list[Step] = []
    for track in said.tracks:
        view = views.get(track)
        is_put = any(one.kind == kind and track_of(one, said) == track for one in effects_there(said))
        if view is None or is_put or _does(view, kind):
            return None
        to = [one for one in sends_of(track, said.scene) if one.to in views and _does(views[one.to], kind)]
        if len(to) != 1:
            return None
        level_db = number(round(to[0].level_db + size, 1))
        steps.append(Step("route", {"action": "send", "track": track, "to": to[0].to, "value_db": level_db}))
    return steps


def _does(view: TrackInfo, kind: str) -> bool:
    """Does such an effect lie on it?"""
    return any(kind_said(name.lower()) == kind for name in view.plugins)
