"""Questions of single notes: "what comes right after it", "which note is before the C5", "what's its last note?"."""

from __future__ import annotations

from engine.planner.offline.asked.forms import Match, forms, info
from engine.planner.offline.asked.meant import in_focus, meant
from engine.planner.offline.asked.place import places
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.clause import number
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


def _in_a_place(match: Match, scene: DialogueState) -> list[Step] | None:
    """ "What does the trumpet play in bar 17?": the notes there, of each clip of notes that lies there."""
    found, there = meant(match["t"], scene), places(match["p"], scene)
    if found is None or len(there) != 1 or there[0].at_s is not None or len(found.tracks) != 1:
        return None
    return notes_there(found.tracks[0], there[0].start, there[0].end, scene)


def notes_there(track: str, start: float, end: float, scene: DialogueState) -> list[Step] | None:
    """What a track plays in some bars, where it has notes there."""
    lying = [
        one
        for one in scene.clips
        if one.track == track and one.kind == "midi" and one.bars and one.bars[0] < end and one.bars[1] > start
    ]
    span = {"start_bar": number(start), "end_bar": number(end)}
    return [info("notes", clip=one.id, **span) for one in lying] or None


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


_PLAYS = r"(?:play(?:s|ing)?|sing(?:s|ing)?|hit(?:s|ting)?|have|has|on|do(?:es|ing)?)"
_NOTES = r"(?:notes?|pitch(?:es)?|chords?|ones?)"
_AT = r"(?:in|at|on|over|during)"
_THAT = r"(?:it|that(?: (?:one|note))?|this(?: (?:one|note))?|the note)"
_MOST = 4


def _reach(match: Match, scene: DialogueState) -> list[Step] | None:
    """How high and how low a part goes."""
    found = meant(match["t"], scene)
    notes = [one for one in found.clips if (view := scene.clip(one)) and view.kind == "midi"] if found else []
    return [info("notes", clip=one) for one in notes] if 0 < len(notes) <= _MOST else None


NOTES = (
    *forms(
        _reach,
        r"how (?:high|low) (?:do|does|must|should|can|will|did|would) {t} (?:(?:have|need|get|want) to )?"
        r"(?:go|reach|play|sing|get|climb)(?: up| down)?",
        r"(?:what|which)(?:'s|s| is)(?: now)? the (?:highest|lowest|top|bottom) (?:note|pitch|one) (?:(?:that"
        r"|which) )?{t}"
        r" (?:(?:has|have|needs?|must|should|can|could|will|does|do|is|are)(?: to| able to)? )?(?:sings?|plays?"
        r"|reach(?:es)?"
        r"|hits?|gets?(?: to)?|goes(?: to)?|go(?: to)?|climbs?(?: to)?)",
    ),
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
    *forms(
        _in_a_place,
        rf"(?:what|which)(?: {_NOTES})? (?:does|do|is|are|did|will) {{t}} {_PLAYS} {_AT} {{p}}",
        rf"(?:what|which)(?: {_NOTES})? {{t}} {_PLAYS} {_AT} {{p}}",
        rf"(?:what|which) {_NOTES} (?:has|have) {{t}} (?:got )?{_AT} {{p}}",
        rf"(?:what|which)(?: is| are)? (?:the )?{_NOTES} (?:of|on|for) {{t}} {_AT} {{p}}",
        rf"{_AT} {{p}},? (?:what|which)(?: notes?)? (?:does|do) {{t}} {_PLAYS}",
    ),
    *forms(
        _in_a_place,
        rf"{{t}}(?:'s|s')? {_NOTES} {_AT} {{p}}",
        rf"(?:the )?{_NOTES} (?:of|on|for) {{t}} {_AT} {{p}}",
        needs_mark=True,
    ),
    *forms(_beside, rf"(?:the )?(?:note )?{_JUST}{_WAY} (?:that|it) is(?: what)?", needs_mark=True),
    *forms(
        _counted,
        r"(?:what|which|on (?:what|which)) (?:note|pitch) (?:does|do) {t} (?P<edge>start|begin|end)(?: (?:on|with))?",
        rf"(?:what|which)(?:'s|s| is| note is| pitch is)? (?:the |its )?{_COUNT} note(?: (?:of|in|on) {{t}})?",
    ),
    *forms(_counted, rf"(?:the |its ){_COUNT} note(?: (?:of|in|on) {{t}})? is(?: what)?", needs_mark=True),
)
