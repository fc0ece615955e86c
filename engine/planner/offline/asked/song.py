"""Questions of the whole song: its tempo in a place, its key, how many tracks it has, what it takes on the disk."""

from __future__ import annotations

from engine.planner.offline.asked.forms import Match, forms, info, of_all
from engine.planner.offline.asked.place import places
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.tasks.plan import Step

_IT = (
    r"(?:it|this|that|everything|we|(?:the|this|our|my) (?:song|tune|piece|cue|track|session|project|music|thing)"
    r"|(?:the|our) (?:(?:whole|entire|full) )?(?:show|episode|programme|musical|revue))"
)
_ALL = rf"(?:all (?:of )?(?:this|that|it)|{_IT}|tonmeister|(?:the|these|those|all the) (?:takes|sounds|files))"
_DISK = r"(?: (?:on|of) (?:the |my |our )?(?:hard )?(?:disk|drive|hd|ssd|computer))"
_ROOM = (
    r"(?:how (?:much|many)|what) (?:(?:disk|hard disk|drive) )?"
    rf"(?:disk|space|room|storage|megabytes|gigabytes|mb|gb){_DISK}?"
)
_TEMPO = r"(?:tempo|bpm|speed|time signature|met(?:er|re))"
_PIECE = r"(?:the |this |our |my )?(?:(?:whole|entire) )?(?:song|piece|tune|track|session|thing|arrangement|it|cue)"
_HERE = r"(?:here|now|so far|(?:in|of|on) (?:it|here|(?:the|this|my|our) (?:song|session|piece|tune|project)))"
_THERE = (
    r"(?:are there|do (?:i|we) have|have (?:i|we)(?: got)?|does (?:it|the song) have|has (?:it|the song)(?: got)?)"
    rf"(?: {_HERE})*"
)
_WHERE_EACH = (
    r"(?:,? and (?:where|at which bars?|in which bars?) (?:do|are) (?:they|those|these)"
    r"(?: (?:start|begin|sit|lie|stand))?)"
)
_WHICH = r"(?:first|second|third|fourth|fifth|last|next)"


def _tempo_there(match: Match, scene: DialogueState) -> list[Step] | None:
    found = [one for one in places(match["p"], scene) if one.at_s is None]
    return [info("tempo", start_bar=one.args()["start_bar"]) for one in found[:4]] or None


def _of_kind(match: Match, scene: DialogueState) -> list[Step] | None:
    return [info("count", knob=match["k"].lower())]


def _markers(match: Match, scene: DialogueState) -> list[Step] | None:
    return [Step("marker", {"action": "list"})]


_KEY = (
    r"[a-g] ?-?(?:#|♯|♭|b|sharp|flat)? ?-?(?:minor|major|min|maj|dorian|phrygian|lydian|mixolydian|locrian)"
)


def _key_told(match: Match, scene: DialogueState) -> list[Step] | None:
    """ "We are in D minor" is remembered, and moves nothing; as the answer to a question it is none."""
    last = scene.context.dialogue[-1] if scene.context.dialogue else None
    is_answer = last is not None and any(call.get("tool") == "ask" for call in last.calls)
    return None if is_answer else [info("key")]


SONG = (
    *forms(
        _key_told,
        r"(?:we(?:['’]re| are)|(?:it|this|that|everything|all this)(?:['’]s| is)"
        r"|(?:the |this |our |my )?(?:song|tune|piece|session|project|whole thing|key)(?:['’]s| is))"
        r" (?:all |now |still )*(?:in )?(?:the )?(?:key of )?" + _KEY,
    ),
    *forms(
        _markers,
        r"(?:read|list|show|give|tell)(?: me)?(?: out)? (?:all )?(?:of )?(?:the |my |our )?(?:song )?(?:markers?"
        r"|sections)"
        r"(?: out)?",
        rf"(?:what|which) (?:markers|sections|parts|places)(?: {_THERE}{_WHERE_EACH}?)",
        rf"(?:what|which) (?:sections|parts|places|bars) (?:are|have i|have we|did (?:i|we)) mark(?:ed)?(?: {_HERE})?"
        rf"{_WHERE_EACH}?",
        rf"how many (?:markers|sections) {_THERE}",
        r"where (?:are|do) (?:all )?(?:the |my |our )?(?:markers|sections)(?: (?:sit|lie|start|begin|stand))?",
    ),
    *forms(
        _markers,
        rf"(?:the )?(?:very )?{_WHICH}(?: one)? markers?(?: of (?:all|them))? (?:is|are) (?:called|named)(?: what)?",
        rf"(?:the )?name of the (?:very )?{_WHICH} marker(?: of all)?(?: is)?",
        needs_mark=True,
    ),
    *forms(
        _markers,
        rf"(?:what|how)(?:'s|s| is) the (?:very )?{_WHICH} marker(?: of all)? (?:called|named)",
        rf"what(?:'s|s| is) the name of the (?:very )?{_WHICH} marker(?: of all)?",
    ),
    *forms(
        _tempo_there,
        rf"(?:what|which)(?:'s|s| is)? (?:the )?{_TEMPO}(?: (?:are we|is it|do we have|does it have|is|are))?"
        rf"(?: (?:at|in|on|of|for|during|from|over|to))* {{p}}(?: (?:at|in))?",
        r"how fast (?:is|are|does|do) (?:we |it |the (?:song|piece|tune) )?(?:(?:go |run |play )?(?:in|at|during"
        r"|towards) )?{p}",
    ),
    *forms(
        of_all("tempo"),
        rf"(?:what|which)(?:'s|s| is| are)? (?:the )?{_TEMPO} and (?:the )?{_TEMPO}(?: (?:are we in|is it in|here))?",
        rf"in (?:which|what) {_TEMPO} (?:are we|is {_IT}|do we play|does {_IT} run)",
        rf"(?:what|which) {_TEMPO} (?:are we|is {_IT})(?: in| at| on)?",
    ),
    *forms(
        of_all("length"),
        rf"how (?:long|many (?:seconds|minutes|bars)) (?:does|do|will|is|are) (?:the )?(?:whole |entire )?{_PIECE}"
        r"(?: (?:last|run|go|take|be|now|long|in all))*(?:,? from (?:the )?(?:first|start|beginning|top)[\w ]*?"
        r" to (?:the )?(?:last|end|finish)(?: \w+)?)?(?: (?:now|in all|all in all|long))*",
        rf"{{what}} the (?:very )?last bar(?: (?:of|in) {_PIECE})?",
        rf"how many bars (?:does|do) {_PIECE} have(?: now| in all)*",
    ),
    *forms(_tempo_there, rf"(?:the )?{_TEMPO} (?:in|at|of|during) {{p}}", needs_mark=True),
    *forms(of_all("tempo"), rf"(?:is|are) {_IT} (?:still )?(?:in|at) (?:\d+/\d+|\d+ ?bpm)"),
    *forms(
        of_all("key"),
        rf"(?:what|which)(?:'s|s| is)? (?:the )?key(?: (?:are we|am i|is {_IT}|do we have|of {_IT}|is"
        rf" everything))?(?: in)?",
        rf"in (?:what|which) key (?:is {_IT}|are we)",
    ),
    *forms(
        _of_kind,
        r"(?:what|which)(?: (?:tracks?|ones?|of them))? (?:is|are) (?:all )?(?:the )?(?P<k>audio|midi|bus"
        r"|group)(?:e?s)?"
        r"(?: tracks?)?",
        r"how many (?P<k>audio|midi) tracks? (?:are there|do (?:i|we) have|have (?:i|we)(?: got)?)",
        r"how many (?P<k>bus|group)(?:s?e?s)? (?:are there|do (?:i|we) have|have (?:i|we)(?: got)?)",
    ),
    *forms(
        of_all("files"),
        rf"{_ROOM} (?:does|do|is|are|will) {_ALL} (?:take|takes|taking|use|uses|using|need|needs|eat|eating)(?: up)?"
        rf"{_DISK}?(?: now| so far| by now)?",
        rf"{_ROOM} (?:is|are) (?:taken(?: up)?|used(?: up)?|needed)(?: by {_ALL})?",
        rf"how (?:big|large) (?:is|are|has) {_ALL}(?: (?:got|become|grown))?{_DISK}",
        rf"(?:what|which) (?:sound |audio )?files (?:does|do|is|are) {_ALL} (?:use|have|need|play|using|playing)",
        r"(?:what|which) (?:sound |audio )?files (?:are there|are used|do (?:i|we) (?:have|use))(?: in (?:it|here))?",
        r"where (?:are|lie) (?:the|my|our|all the|all my) (?:sound |audio )?files",
        r"how (?:big|large) is (?:the|this|my|our) (?:project|session|library)(?:'s)?(?: folder| file)?",
        rf"what(?:'s|s| is| lies)(?: there)?{_DISK}",
    ),
    *forms(of_all("tracks"), rf"(?:what|which) (?:tracks|channels) {_THERE}"),
    *forms(
        of_all("count"),
        r"how many (?:tracks?|channels?)(?: in all)?"
        r" (?:are (?:there|we (?:at|on|using))|is there|do (?:i|we) have|have (?:i|we)(?: got)?|(?:i|we) have|has"
        r" (?:it|the"
        r" song)(?: got)?|does (?:it|the song) have)(?: (?:now|here|in here))?",
    ),
)
