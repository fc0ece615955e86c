"""Takes on tracks of their own: "use take 2 for anna in chorus 1", "the muted take instead", "back to the first"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from engine.planner.offline.conversation.acts import ONLY_TELLS
from engine.planner.offline.conversation.state import Frame
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.sentence.apart.place import Bars
from engine.planner.offline.sentence.apart.said import Said
from engine.planner.offline.sentence.scope.where import bars_told, mix, over
from engine.planner.offline.sentence.undo.taken_back import taken_back
from engine.planner.offline.text.name_keys import keys_of
from engine.planner.regex import regex
from engine.tasks.plan import Step

_OF_A_TAKE = regex(r"(?:takes?|tk|t|alt|alternative|alternate|comp|spare)\d*|\d")
_TAKES = frozenset("take takes tk alt alternative alternate other second muted spare".split())
_USES = frozenset(
    "use try take go with put swap switch have hear instead of for in to the replace by rather than one this that let"
    " play on version".split()
)
_FIRSTS = frozenset(
    "back to first one original old keep the previous other take again use go with as before it was was better than"
    " 1 prefer".split()
)


def other_take(said: Said) -> list[Step] | None:
    """The one is heard where the other was; None where no track is a take of another, or not all is known."""
    return _as_it_was(said) or _instead(said) or _one_not_the_other(said)


_HEARS = r"(?:(?:let|put|only|just|hear|use|play|keep|take|try|choose|pick|prefer|go|stick|stay|with|to|please) )*"
_NOT_THE_OTHER = tuple(
    regex(form)
    for form in (
        rf"{_HEARS}T(?: only| alone| please)*(?: ,)? (?:instead|in place|in stead|rather than|and not|not"
        rf"|over) (?P<old>T)",
        rf"{_HEARS}T(?: only| alone)*(?: ,)? (?:mute|kill|lose|drop|silence|without|no|minus|ditch) (?P<old>T)",
        rf"(?=only|just|hear|use|play|keep){_HEARS}T(?: only| alone)*(?: ,)? (?P<old>T)"
        r" (?:off|out|muted|away|silent|mute|goes|go)",
        r"(?:switch|swap|change|go|flip) (?:over )?from (?P<old>T)(?: over)?(?: to)? T",
    )
)


def _one_not_the_other(said: Said) -> list[Step] | None:
    """ "Only voc B, voc A off", "scat B in place of scat A", "switch from A to B": what is called alike but for"
    " its end."""
    match = next((one for form in _NOT_THE_OTHER if (one := form.fullmatch(said.form.strip(" .")))), None)
    if match is None or said.amounts or said.places or len(said.things) != 2 or any(one.how for one in said.things):
        return None
    tracks = [one.tracks for one in sorted(said.things, key=lambda one: one.start)]
    if any(len(one) != 1 for one in tracks) or tracks[0] == tracks[1]:
        return None
    is_first = match.start("old") == said.form.find("T")
    (old,), (new,) = tracks if is_first else reversed(tracks)
    if old.lower().rsplit(" ", 1)[0] != new.lower().rsplit(" ", 1)[0]:
        return _swapped(new, old, said)
    views = {view.name: view for view in said.scene.context.track_views}
    heard = [mix([new], "unmute")] if new in views and views[new].mute else []
    silent = [mix([old], "mute")] if old in views and not views[old].mute else []
    return [*heard, *silent] or None


def _instead(said: Said) -> list[Step] | None:
    tracks = said.tracks
    is_told = "instead" in said.bag or bool(said.bag & {"replace", "swap", "rather"})
    if (
        said.bag - _USES - _TAKES
        or any(one.how for one in said.things)
        or not (is_told or said.bag & {"use", "try"} or said.places)
    ):
        return None
    if len(tracks) == 2 and not said.amounts and is_told:
        one, other = tracks
        pair = (other, one) if said.bag & {"replace", "swap", "switch"} and "instead" not in said.bag else (one, other)
    elif len(tracks) == 1 and said.bag & _TAKES:
        takes = takes_of(tracks[0], _figure(said), said.scene)
        if len(takes) != 1:
            return None
        pair = (takes[0], tracks[0])
    else:
        return None
    return _swapped(*pair, said)


def _figure(said: Said) -> str:
    told = [str(int(one.value)) for one in said.amounts if not one.unit and one.value == int(one.value)]
    return told[0] if told else "2" if "second" in said.bag else ""


def takes_of(track: str, figure: str, scene: DialogueState) -> list[str]:
    """The muted tracks that are called like it and a take."""
    found = []
    for view in scene.context.track_views:
        mores = [more for own in keys_of(view.name) for base in keys_of(track) if base < own and (more := own - base)]
        is_take = any(all(_OF_A_TAKE.fullmatch(word) for word in more) for more in mores)
        is_take = is_take or any(_is_of_it(own, base) for own in keys_of(view.name) for base in keys_of(track))
        if view.mute and is_take and (not figure or re.search(rf"(?<!\d){figure}(?!\d)", view.name)):
            found.append(view.name)
    return found


def _is_of_it(own: frozenset[str], base: frozenset[str]) -> bool:
    """ "Anna tk2" is a take of "Host Anna"."""
    told = frozenset(word for word in own if not _OF_A_TAKE.fullmatch(word))
    return bool(told) and told < base and len(told) < len(own)


def _swapped(new: str, old: str, said: Said) -> list[Step] | None:
    """The new one sounds, and the old one is silent where it does."""
    views = {view.name: view for view in said.scene.context.track_views}
    if new not in views or old not in views or not views[new].mute or views[old].mute:
        return None
    spans = bars_told(said, [old, new])
    lying = [one.bars for one in said.scene.clips if one.track == new and one.bars]
    if spans is None or not lying or spans and any(not _is_in(one, spans) for one in lying):
        return None  # it would sound elsewhere as well
    others = [one.bars for one in said.scene.clips if one.track == old and one.bars]
    unmuted = mix([new], "unmute")
    if all(_is_in(one, lying) for one in others):
        return [unmuted, mix([old], "mute")]
    return [unmuted, *(over(old, "mute", 1, bars) for bars in lying)]


def _is_in(bars: Bars, spans: Sequence[Bars]) -> bool:
    return any(start - 1e-3 <= bars[0] and bars[1] <= end + 1e-3 for start, end in spans)


def _as_it_was(said: Said) -> list[Step] | None:
    """ "No, back to the first one" behind such a swap."""
    last = said.last()
    if (
        not _is_swap(last)
        or said.places
        or said.bag - _FIRSTS
        or not said.bag & {"back", "first", "original", "old", "1"}
    ):
        return None
    if any(not one.is_pointed and not {*one.tracks} <= _tracks(last) for one in said.things):
        return None
    live = [one for one in said.state.frames if one.is_live and one.tool not in ONLY_TELLS]
    return taken_back(list(last), live)


def _is_swap(last: Sequence[Frame]) -> bool:
    kinds = [(one.tool, one.kind or one.args.get("parameter")) for one in last]
    return len(last) > 1 and kinds[0] == ("mix", "unmute") and all("mute" in map(str, kind) for kind in kinds[1:])


def _tracks(last: Sequence[Frame]) -> set[str]:
    return {str(one.args.get("track")) for one in last}
