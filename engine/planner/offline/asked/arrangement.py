"""Questions of the arrangement: "who is silent in verse 2", "how many bars till the bridge", "is verse 2 longer",
"which voice is that", "what's left of it"."""

from __future__ import annotations

import re

from engine.planner.offline.asked.forms import Match, each_track, forms, info
from engine.planner.offline.asked.meant import in_focus, meant
from engine.planner.offline.asked.place import places
from engine.planner.offline.conversation.state import State
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.singing.last import voiced_last
from engine.planner.offline.slots.clause import number
from engine.planner.regex import regex
from engine.tasks.plan import Step

_AT = r"(?:in|during|at|over|on|through|throughout|around|for|within)"
_WHO = r"(?:who|what|which(?: of the)?(?: (?:tracks?|instruments?|ones?|parts?|players?))?)"
_SILENT = (
    r"(?:(?:has|have|does|do) (?:nothing|no (?:clips?|notes?|part))"
    r"|(?:is|are) (?:silent|out|missing|empty|quiet|resting|not (?:there|in|playing|on|doing anything))"
    r"|(?:isn't|aren't|doesn't|don't|does not|do not)(?: (?:be|have anything|play|playing|there|in|do anything|sing))*)"
)
_KINDS = r"(?:sections?|parts?|chorus(?:es)?|verses?|bridges?|solos?|hooks?|drops?|breaks?|refrains?|intros?|outros?)"
_VOICES = regex(r"\b(?:vox|vocals?|voice|singer|choir|bvs?|backings?|host|guest|narrat\w*|speech|talk)\b", re.I)


def _there(match: Match, scene: DialogueState) -> list[Step] | None:
    """Who plays there tells who does not."""
    return [info("playing", **one.args()) for one in places(match["p"], scene)[:4]] or None


def _how_hard(match: Match, scene: DialogueState) -> list[Step] | None:
    """The notes of a track of notes, with their velocities."""
    found = meant(match["t"], scene)
    clips = [view for one in (found.clips if found else ()) if (view := scene.clip(one)) and view.kind == "midi"]
    return [info("notes", clip=one.id) for one in clips[:4]] or None


def _begins(match: Match, scene: DialogueState) -> list[Step] | None:
    """Which part of the song begins, or lies, there."""
    found = [one for one in places(match["p"], scene) if one.at_s is None]
    return [info("places", start_bar=one.args()["start_bar"]) for one in found[:4]] or None


def _far(match: Match, scene: DialogueState) -> list[Step] | None:
    """From the beginning of one part to that of another."""
    one, other = places(match["a"], scene), places(match["b"], scene)
    if len(one) != 1 or len(other) != 1 or one[0].at_s is not None or other[0].at_s is not None:
        return None
    start, end = sorted((one[0].start, other[0].start))
    return [info("length", start_bar=number(start), end_bar=number(end))] if start < end else None


def _compared(match: Match, scene: DialogueState) -> list[Step] | None:
    """How long two parts of the song are."""
    both = [places(match[name], scene) for name in ("a", "b")]
    if any(len(one) != 1 or one[0].at_s is not None for one in both):
        return None
    return [info("length", **one[0].args()) for one in both]


def _edge(match: Match, scene: DialogueState) -> list[Step] | None:
    """Where a track or a clip plays, so where it begins and ends."""
    thing = None if places(match["t"], scene) else meant(match["t"], scene)
    if thing and thing.is_clip and 0 < len(thing.clips) <= 4:
        return [info("playing", clip=clip) for clip in thing.clips]
    return each_track("playing", thing)


def _clips(match: Match, scene: DialogueState) -> list[Step] | None:
    return each_track("clips", meant(match["t"], scene))


def _words(match: Match, scene: DialogueState) -> list[Step] | None:
    """What is sung or said there, where one voice lies there."""
    found = places(match["p"], scene)
    if len(found) != 1 or found[0].at_s is not None:
        return None
    start, end = found[0].start, found[0].end
    lying = [one for one in scene.clips if one.kind == "audio" and one.track and one.bars]
    there = [one for one in lying if one.bars and one.bars[0] < end - 0.05 and one.bars[1] > start + 0.05]
    voices = [one for one in there if "speech" in one.tags or "vocal" in one.tags or _VOICES.search(f"{one.track}")]
    return [Step("transcribe", {"clip": voices[0].id})] if len(voices) == 1 else None


def _spoken_on(match: Match, scene: DialogueState) -> list[Step] | None:
    """ "I mumbled something into the memo, what was it?": its words."""
    found = meant(match["t"], scene)
    return [Step("transcribe", {"clip": found.clips[0]})] if found and len(found.clips) == 1 else None


_SAYS = r"(?:say|sing|mention|use|speak)"
_WHEN = r"(?:when|where|at (?:what|which) (?:time|second|point|bar)|in (?:what|which) bar|how (?:often|many times))"
_MOST_CLIPS = 4


def _what_is_said(match: Match, scene: DialogueState) -> list[Step] | None:
    """ "When does the guest say “prize”?": the words of all that is recorded there, with their times."""
    found = meant(match["t"], scene)
    lying = [clip for one in (found.clips if found else ()) if (clip := scene.clip(one)) and clip.kind == "audio"]
    lying.sort(key=lambda one: one.start)
    made = {out for one in scene.done if one.tool in ("sing", "speak") for out in one.out}
    if made & {one.id for one in lying}:
        return None  # its words are known
    return [Step("transcribe", {"clip": one.id}) for one in lying] if 0 < len(lying) <= _MOST_CLIPS else None


def _where_now(match: Match, scene: DialogueState) -> list[Step] | None:
    """ "Where does that put it?", "what's left of it?": of the clip that was worked on."""
    said = match.groupdict().get("t")
    found = meant(said, scene) if said else in_focus(scene)
    if not found or not found.is_clip or not 0 < len(found.clips) <= 4:
        return None
    return [info("playing", clip=clip) for clip in found.clips]


def _left(match: Match, scene: DialogueState) -> list[Step] | None:
    """ "What's left of it?", once it was cut."""
    last = scene.context.dialogue[-1].calls if scene.context.dialogue else ()
    is_cut = any(one.get("tool") == "edit_clip" for one in last)
    return _where_now(match, scene) if is_cut else None


def _markers(match: Match, scene: DialogueState) -> list[Step] | None:
    return [Step("marker", {"action": "list"})] if scene.context.markers else None


def _voice(match: Match, scene: DialogueState) -> list[Step] | None:
    """Which voice sang or spoke what was made last."""
    voiced = voiced_last(State.of(scene)) if scene.done else None
    return [Step("history", {"clip": voiced.out[0]})] if voiced and voiced.out else None


WHERE_NOW = (
    *forms(
        _where_now,
        r"where (?:does|did|will|would) (?:that|this|it) (?:put|leave|land|move|take) (?:it|that|him|her|them|us)?",
    ),
    *forms(
        _left,
        r"{what} left(?: (?:of|from) {t})?",
        r"how (?:much|long|many bars) (?:is|are) left(?: (?:of|from) {t})?",
    ),
)
""" "What's left of it?" asks for no side."""
ARRANGEMENT = (
    *forms(_there, rf"{_WHO} {_SILENT}(?: at all)? {_AT} {{p}}", rf"{_AT} {{p}},? {_WHO} {_SILENT}(?: at all)?"),
    *forms(
        _how_hard,
        r"(?:how (?:loud|hard|strong|soft|quiet)(?:ly)?|(?:at )?what velocit(?:y|ies)) (?:is|are|does|do|has|have) {t}"
        r"(?:'s)? (?:notes?|hits?)(?: (?:at|played|hit|struck|have))*",
        r"{what} the velocit(?:y|ies) (?:of|on|in) {t}",
        r"what velocit(?:y|ies) (?:does|do|has|have) {t}(?: (?:have|play|got|at))*",
    ),
    *forms(
        _begins,
        r"(?:is|are) there (?:a |any |another )?(?:markers?|sections?|parts?)(?: (?:that )?(?:starts?|begins?))?"
        r" (?:at|on|in|near) {p}",
        r"(?:which|what) (?:marker|section|part)(?: (?:is|lies|starts|begins|are we in))? (?:at|on|in) {p}",
    ),
    *forms(
        _far,
        r"how (?:many bars|many beats|far|long) (?:(?:is it|are there|are we) )?(?:till|until|til|to) {b} from {a}",
        r"how (?:many bars|many beats|far|long) (?:(?:is it|are there) )?from {a} (?:till|until|til|to) {b}",
    ),
    *forms(_compared, r"(?:is|are) {a} (?:longer|shorter|as long|as short|the same length)(?: than| as)? {b}"),
    *forms(
        _edge,
        r"{what} the (?:very )?(?:last|first) bar (?:of|for|on) {t}",
        r"(?:what|which)(?: (?:parts?|sections?|bars))? (?:does|do) {t} (?:play|sing|sound|come) in",
        r"(?:in|on|at) (?:which|what) bar (?:does|do|is|are) {t} (?:over|done|finished|ending|starting)",
    ),
    *forms(
        _clips,
        r"(?:is|are) there (?:a |any )?(?:gaps?|holes?|silences?|overlaps?|overlapping clips) (?:in|on|between) {t}",
        r"(?:does|do) (?:anything|any clips?|some clips?) overlap (?:on|in) {t}",
        r"{what} the (?:shortest|longest) (?:clip|region) (?:on|of|in) {t}",
    ),
    *forms(
        _spoken_on,
        r"(?:i|she|he|we|they|somebody|someone) (?:mumbl|said|sang|spoke|humm|record|whisper|dictat|rambl|shout"
        r"|talk)\w*"
        r" (?:something |a few words |some words |a line |an idea |a message )?(?:in|on|into|onto|over|at) {t},?"
        r" (?:what"
        r" (?:was|is|were|are) (?:it|that|they|the words)|what (?:does|did) (?:it|he|she|i|we|they) say)",
    ),
    *forms(
        _what_is_said,
        rf"{_WHEN} (?:does|do|did) {{t}} {_SAYS}(?: the words?)? {{a}}",
        rf"{_WHEN} (?:is|are|was) (?:the words? )?{{a}} (?:said|sung|spoken|mentioned) (?:by|in|on) {{t}}",
        rf"(?:does|do|did) {{t}} (?:ever )?{_SAYS} the words? {{a}}",
        r"{what} (?:being )?(?:said|spoken|sung) (?:by|in|on) {t}",
        r"what (?:does|do|did) {t} (?:say|sing)",
        r"find (?:me )?the words? {a} (?:in|on|of) {t}",
    ),
    *forms(_words, r"{what} the (?:words|lyrics|text) (?:in|of|for|at|to|over) {p}"),
    *forms(
        _markers,
        rf"how many {_KINDS} (?:are there|do (?:i|we) have|have (?:i|we)(?: got)?|does (?:it|the song) have)",
        rf"(?:which|what)(?: is)? (?:the )?(?:longest|shortest) {_KINDS}(?: (?:is|of (?:the song|all)))*",
        rf"(?:which|what) {_KINDS} (?:is|are|lasts?|has|have) (?:\d+|[a-z]+) bars?(?: long)?",
    ),
    *forms(
        _voice,
        r"(?:which|what) voice (?:is|was|are) (?:that|this|it|used|singing|speaking)(?: (?:that|this|it|there))?",
        r"who (?:is|was) (?:singing|speaking|saying|that|this)(?: (?:that|this|it|there|singing|speaking))?",
    ),
)
