"""Which one: of several that were made beside each other, each on a track of its own, one is heard: "only the second
one now", "no, use the first one again"; and of what was made otherwise since, "want the first lead back"."""

from __future__ import annotations

import re

from engine.planner.offline.conversation.state import Frame
from engine.planner.offline.making.last import MAKERS, made_last
from engine.planner.offline.sentence.apart.place import ORDINALS
from engine.planner.offline.sentence.apart.said import Said
from engine.planner.regex import regex
from engine.tasks.plan import Step

_ONE = regex(
    r"(?:(?:hm+|no|nah|ok|too \w+|rather|actually|better|please|and|but|then)[\s,.!]+)*"
    r"(?:(?:only|just|use|keep|take|play|go with|back to|go back to|i(?:'d| would)? (?:want|like|prefer)"
    r"|let me hear)\s+)*"
    rf"(?:only |just )?(?:the )?(?P<which>{'|'.join(ORDINALS)}|other) (?:one|take|version)"
    r"(?:[\s,]+(?:now|again|instead|only|please|then|after all|rather|alone|of them|of those))*"
    r"(?P<gone>[\s,.;]+(?:and |then )*(?:lose|bin|delete|drop|ditch|scrap|chuck|remove|get rid of) (?:all )?(?:the )?"
    r"(?:others?|other (?:one|two|three|ones|takes?)|rest)(?: of them)?)?[\s.!]*"
)
_BARE = regex(r"^(?:the )?\w+ (?:one|take|version)[\s.!]*$")
""" "The first one" alone may be of anything."""


def one_of_those_made(said: Said) -> list[Step] | None:
    """The mutes; None where less than two lie beside each other, or anything else is said."""
    match = None if _BARE.match(said.text) else _ONE.fullmatch(said.text)
    tracks = _beside_each_other(said) if match and said.is_later else []
    if match and match["which"] != "other" and (frame := made_last(said.state)) and frame.corrects and frame.out:
        number = ORDINALS[match["which"]]  # its contents lie in one place
        return [Step("take", {"action": "use", "clip": frame.out[0], "number": "1"})] if number == 0 else None
    if match is None or len(tracks) < 2:
        return None
    muted = {view.name for view in said.scene.context.track_views if view.mute}
    chosen = _chosen(match["which"], tracks, muted)
    if chosen and match["gone"]:
        heard = [Step("mix", {"track": chosen, "action": "unmute"})] if chosen in muted else []
        return [*(Step("arrange", {"action": "delete", "track": one}) for one in tracks if one != chosen), *heard]
    steps = [Step("mix", {"track": one, "action": "mute"}) for one in tracks if one not in (chosen, *muted)]
    steps += [Step("mix", {"track": chosen, "action": "unmute"})] if chosen in muted else []
    return steps if chosen else None


_BACK = regex(
    r"(?:(?:drop|lose|bin|scrap|ditch|forget|mute) the [\w' ]+?(?:,|\band\b)+ ?)?(?:i )?"
    r"(?:want|need|bring|give me|have|use|take|put|let me have)(?: back)? the "
    r"(?P<which>first|original|old|previous|last) (?P<noun>[a-z]+)(?: back| again)+"
    r"(?:[,.;]+ ?(?:the |and |but )*[\w' ]+ (?:stays?|can stay|remains?|is (?:fine|good|great)))?"
)


def one_made_before(said: Said) -> list[Step] | None:
    """ "Want the first lead back, the counter line stays": the earlier contents of what is called so."""
    match = _BACK.fullmatch(said.text) if said.is_later else None
    if match is None:
        return None
    found = {
        one.out[0]
        for one in said.state.frames
        if one.tool in MAKERS and one.is_live and one.corrects and one.out and match["noun"] in _words(one, said)
    }
    if len(found) != 1:
        return None
    number = "1" if match["which"] in ("first", "original") else "-1"
    return [Step("take", {"action": "use", "clip": found.pop(), "number": number})]


def _words(frame: Frame, said: Said) -> set[str]:
    view = said.scene.clip(frame.out[0])
    told = " ".join((*_told(frame), str(frame.args.get("style") or ""), view.name if view else ""))
    words = re.findall(r"\w+", told.lower())
    return {*words, *(word.rstrip("s") for word in words)}


def _chosen(which: str, tracks: list[str], muted: set[str]) -> str:
    if which == "other":
        silent = [one for one in tracks if one in muted]
        return silent[0] if len(tracks) == 2 and len(silent) == 1 else ""
    place = ORDINALS[which]
    return tracks[place] if -len(tracks) <= place < len(tracks) else ""


def _beside_each_other(said: Said) -> list[str]:
    """The tracks of what was made last and of what was made the same way before it."""
    live = [one for one in said.state.frames if one.tool in MAKERS and one.is_live and one.out]
    if not live:
        return []
    alike = [one for one in live if one.tool == live[-1].tool and _told(one) == _told(live[-1])]
    tracks = [str(said.scene.track_of(one.out[0]) or "") for one in alike]
    return list(dict.fromkeys(one for one in tracks if one))


def _told(frame: Frame) -> tuple[str, ...]:
    return tuple(str(frame.args.get(name) or "") for name in ("lyrics", "midi", "prompt", "text", "kind"))
