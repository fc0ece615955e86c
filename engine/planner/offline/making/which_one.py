"""Which one: of several that were made beside each other, each on a track of its own, one is heard: "only the second
one now", "no, use the first one again"."""

from __future__ import annotations

from engine.planner.offline.conversation.state import Frame
from engine.planner.offline.making.last import MAKERS, made_last
from engine.planner.offline.sentence.place import ORDINALS
from engine.planner.offline.sentence.said import Said
from engine.planner.regex import regex
from engine.tasks.plan import Step

_ONE = regex(
    r"(?:(?:hm+|no|nah|ok|too \w+|rather|actually|better|please|and|but|then)[\s,.!]+)*"
    r"(?:(?:only|just|use|keep|take|play|go with|back to|go back to|i(?:'d| would)? (?:want|like|prefer)"
    r"|let me hear)\s+)+"
    rf"(?:only |just )?the (?P<which>{'|'.join(ORDINALS)}|other) (?:one|take|version)"
    r"(?:[\s,]+(?:now|again|instead|only|please|then|after all|rather|alone|of them|of those))*[\s.!]*"
)


def one_of_those_made(said: Said) -> list[Step] | None:
    """The mutes; None where less than two lie beside each other, or anything else is said."""
    match = _ONE.fullmatch(said.text)
    tracks = _beside_each_other(said) if match and said.is_later else []
    if match and match["which"] != "other" and (frame := made_last(said.state)) and frame.corrects and frame.out:
        number = ORDINALS[match["which"]]  # its contents lie in one place
        return [Step("take", {"action": "use", "clip": frame.out[0], "number": "1"})] if number == 0 else None
    if match is None or len(tracks) < 2:
        return None
    muted = {view.name for view in said.scene.context.track_views if view.mute}
    chosen = _chosen(match["which"], tracks, muted)
    steps = [Step("mix", {"track": one, "action": "mute"}) for one in tracks if one not in (chosen, *muted)]
    steps += [Step("mix", {"track": chosen, "action": "unmute"})] if chosen in muted else []
    return steps if chosen else None


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
