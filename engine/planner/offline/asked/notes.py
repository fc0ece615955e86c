"""Questions of single notes: "what comes right after it", "which note is before the C5", "what's its last note?"."""

from __future__ import annotations

from engine.planner.offline.asked.forms import Match, forms, info
from engine.planner.offline.asked.meant import in_focus, meant
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.tasks.plan import Step

_PITCH = r"(?P<n>[a-g](?:#|♯|b|♭| ?sharp| ?flat)?-?\d?)"
_JUST = r"(?:right |directly |just |immediately |straight )?"
_WAY = r"(?P<way>after|behind|following|before|in front of|ahead of)"
_NTH = {
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "last": -1,
    "final": -1,
    "1st": 1,
    "2nd": 2,
    "3rd": 3,
    "4th": 4,
    "5th": 5,
}
_COUNT = rf"(?P<nth>{'|'.join(_NTH)})"
_LATER = ("after", "behind", "following", "next", "follows")


def _beside(match: Match, scene: DialogueState) -> list[Step] | None:
    """The note after or before one that is named, or that was changed last."""
    groups = match.groupdict()
    said = groups.get("t")
    found = meant(said, scene) if said else in_focus(scene)
    clips = [one for one in found.clips if (view := scene.clip(one)) and view.kind == "midi"] if found else []
    note = _written(groups["n"]) if groups.get("n") else _last_note(scene)
    if len(clips) != 1 or not note:
        return None
    way = (groups.get("way") or groups.get("follows") or "").lower()
    return [info("notes", clip=clips[0], note=note, when="after" if way in _LATER else "before")]


def _counted(match: Match, scene: DialogueState) -> list[Step] | None:
    """ "Its last note": of the one clip of notes."""
    said = match.groupdict().get("t")
    found = meant(said, scene) if said else in_focus(scene)
    clips = [one for one in found.clips if (view := scene.clip(one)) and view.kind == "midi"] if found else []
    number = _NTH[match["nth"].lower()] if match.groupdict().get("nth") else -1 if match["edge"].lower() == "end" else 1
    return [info("notes", clip=clips[0], note=str(number))] if len(clips) == 1 else None


def _last_note(scene: DialogueState) -> str:
    """The one note that was changed or asked of last: by its number in the clip, or by the name that it has now."""
    for exchange in reversed(scene.context.dialogue[-4:]):
        for call in reversed(exchange.calls):
            args = call.get("args") or {}
            if call.get("tool") == "session_info" and args.get("note"):
                return str(args["note"])
            if call.get("tool") != "edit_notes" or args.get("start_bar") is not None:
                continue
            if args.get("note"):
                return str(args["note"])
            name = str(args.get("to") or args.get("only") or "")
            return name if name[-1:].isdigit() else ""
    return ""


def _written(name: str) -> str:
    plain = name.lower().replace(" ", "").replace("sharp", "#").replace("flat", "b").replace("♯", "#").replace("♭", "b")
    return plain[:1].upper() + plain[1:]


_THAT = r"(?:it|that(?: (?:one|note))?|this(?: (?:one|note))?|the note)"
NOTES = (
    *forms(
        _beside,
        rf"(?:what|which)(?: (?:note|one|pitch))?(?:'s|s| is| comes?| sounds?| plays?)? (?:the (?:note|one)"
        rf" )?{_JUST}{_WAY}"
        rf" (?:{_THAT}|the {_PITCH})(?: (?:in|of|on) {{t}})?",
        rf"(?:what|which)(?: (?:note|one))? (?P<follows>follows|precedes) (?:{_THAT}|the {_PITCH})(?: (?:in|of|on)"
        rf" {{t}})?",
        rf"(?:in|on) {{t}},? (?:what|which)(?: (?:note|one))?(?:'s|s| is| comes?)? (?:the (?:note|one)"
        rf" )?{_JUST}{_WAY} the"
        rf" {_PITCH}",
        r"(?:what|which)(?:'s|s| is)? the (?P<follows>next|previous) note",
    ),
    *forms(_beside, rf"(?:the )?(?:note )?{_JUST}{_WAY} (?:that|it) is(?: what)?", needs_mark=True),
    *forms(
        _counted,
        r"(?:what|which|on (?:what|which)) (?:note|pitch) (?:does|do) {t} (?P<edge>start|begin|end)(?: (?:on|with))?",
        rf"(?:what|which)(?:'s|s| is| note is| pitch is)? (?:the |its )?{_COUNT} note(?: (?:of|in|on) {{t}})?",
    ),
    *forms(_counted, rf"(?:the |its ){_COUNT} note(?: (?:of|in|on) {{t}})? is(?: what)?", needs_mark=True),
)
