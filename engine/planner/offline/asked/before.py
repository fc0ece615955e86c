"""Questions of what was: "what was it before?", "did that touch the bass?", "how do I undo?"."""

from __future__ import annotations

import re

from engine.planner.offline.asked.forms import Match, forms, info
from engine.planner.offline.asked.meant import MOST, meant
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.regex import regex
from engine.tasks.plan import Step

_FIRST = (
    r"(?:originally|at first|first|initially|at the (?:start|beginning|outset)|to (?:begin|start) with|in the"
    r" (?:first place"
    r"|beginning)|when (?:i|we|you) (?:started|began|opened (?:it|this))|before (?:i|we|you) (?:started"
    r"|began)(?: (?:on|with) (?:it|them|this))?|before (?:any|all) (?:of"
    r" )?(?:this"
    r"|that)|before everything|in the original"
    r"|when (?:i|we) (?:first )?(?:opened|started|loaded|got|came|sat)(?: (?:this|it|in|here|up|down"
    r"|the (?:song|session"
    r"|project|file)|today|tonight))*)"
)
_BEFORE = (
    r"(?:before(?: (?:that|this|now|then|the (?:last )?(?:change|move|edit)|(?:i|we|you) (?:\w+ )*?(?:changed"
    r"|touched|moved"
    r"|did|turned|panned|set|edited|messed with)(?: (?:it|that|them|this))?))?|previously|a (?:moment|minute) ago"
    r"|just now"
    r"|until now|earlier)"
)
_WHEN = rf"(?:(?P<first>{_FIRST})|{_BEFORE})"
_THERE = r"(?: (?:at|set(?: (?:at|to))?|panned|sit|sitting|been|stand|standing|be|have|on|like|turned|called|named))*"
_IT = regex(r"(?:it|they|that|this|them|those|these)", re.IGNORECASE)
_VALUE = (
    r"(?:(?:old|previous|original|former) )?(?:value|level|volume|fader|pan|panning|position|setting|tempo|bpm|colou?r"
    r"|name|send|amount)"
)
_PROPERTY = tuple(
    (aspect, regex(rf"\b(?:{words})\b", re.IGNORECASE))
    for aspect, words in (
        ("color", r"colou?r"),
        ("pan", r"pan(?:ned|ning)?|left|right"),
        ("level", r"loud|quiet|level|volume|fader"),
        ("mute", r"muted"),
        ("solo", r"soloed"),
    )
)
"""What of it is asked, where the words say so."""


HOW_TO_UNDO = (
    "Say “undo” and the last thing is taken back, “undo” with its name and that one is; “redo” does it again."
)


def _before(match: Match, scene: DialogueState) -> list[Step] | None:
    """How the last request found it; how it was at first, where the words say so."""
    groups = match.groupdict()
    when = "first" if groups.get("first") else None
    knob = next((aspect for aspect, words in _PROPERTY if words.search(match[0])), None)
    said = groups.get("t")
    if said is None or _IT.fullmatch(said.strip()):
        return [info("before", when=when, knob=knob)] if scene.context.dialogue else None
    found = meant(said, scene)
    if found is None or not 0 < len(found.tracks) <= MOST:
        return None
    return [info("before", track=track, when=when, knob=knob) for track in found.tracks]


def _moved(match: Match, scene: DialogueState) -> list[Step] | None:
    """By how much a fader was turned in all: where it was at first, beside where it is."""
    found = meant(match["t"], scene)
    if found is None or not 0 < len(found.tracks) <= MOST or not scene.context.dialogue:
        return None
    tracks = [(info("before", track=one, when="first", knob="level"), info("level", track=one)) for one in found.tracks]
    return [step for pair in tracks for step in pair]


def _touched(match: Match, scene: DialogueState) -> list[Step] | None:
    found = meant(match["t"], scene)
    if found is None or found.is_it or not 0 < len(found.tracks) <= MOST or not scene.context.dialogue:
        return None
    return [info("touched", track=track) for track in found.tracks]


_SO_FAR = (
    r"(?: (?:again|before|earlier|so far|already|up to now|until now|just now|then|previously|the last time"
    r"|a (?:moment|minute) ago|in (?:here|this session)))*"
)


def _history(match: Match, scene: DialogueState) -> list[Step] | None:
    """All that was done to what is named."""
    found = meant(match["t"], scene)
    if found is None or not 0 < len(found.tracks) <= MOST:
        return None
    if found.is_clip and len(found.clips) == 1 and not found.is_it:
        return [Step("history", {"clip": found.clips[0]})]
    return [Step("history", {"track": track}) for track in found.tracks]


def _done(match: Match, scene: DialogueState) -> list[Step] | None:
    return [Step("history", {})]


def _untouched(match: Match, scene: DialogueState) -> list[Step] | None:
    return [info("touched")]


_DO = r"(?:do|done|change|changed|touch|touched|edit|edited|work on|worked on|alter|altered|mess with|messed with)"
_LATELY = (
    r"(?: (?:so far|today|all in all|in all|(?:up to|until|till)(?: now)?"
    r"|(?:in|over|with) (?:the|my|our) (?:last|past|previous)"
    r" (?:\w+ )?(?:requests?|turns?|steps?|messages?|minutes?|hour)|since (?:we|i|you) (?:started|began)))*"
)
_TRACKS = r"(?: of (?:the|my|our))?(?: (?:tracks?|parts?|instruments?|channels?|ones?|voices?|stems?|players?))?"
BEFORE = (
    *forms(
        _done,
        rf"what(?: all| else| exactly)? (?:did|have) (?:you|we|i)(?: already| just)? {_DO}{_LATELY}",
        rf"how (?:many|much)(?: (?:things|changes|edits|steps|requests))? (?:have|did) (?:you|we|i)(?: already)?"
        rf" (?:{_DO}|make|made){_LATELY}",
        rf"(?:have|did) (?:you|we|i)(?: already| ever| also)? (?:move|moved|delete|deleted|rename|renamed|{_DO})"
        rf" (?:anything|something)(?: else)?{_LATELY}",
        r"what (?:did|have) i (?:ask|asked|want|wanted)(?: you)?(?: for)?(?: first| at first| before(?: that)?| last)?",
        r"(?:a |the )?(?:summary|recap|overview|list) of (?:what|everything|all(?: that)?) (?:we|you|i)(?:'ve| have)?"
        r" (?:did|done|changed|do)",
    ),
    *forms(
        _untouched,
        rf"(?:which|what){_TRACKS} (?:have|did) (?:you|we|i)(?: not|n't|nt)? (?:yet |ever |already "
        rf"|not )?{_DO}{_LATELY}",
        rf"(?:which|what){_TRACKS} (?:haven't|havent|didn't|didnt) (?:you|we|i)(?: yet| ever)? {_DO}{_LATELY}",
        rf"(?:which|what){_TRACKS}(?: is|'s| are)?(?: still| left)*(?: to be)? (?:untouched|unchanged"
        rf"|not touched)(?: yet)?",
        rf"(?:which|what){_TRACKS} (?:has|have) (?:not|never) been (?:touched|changed|edited)(?: yet)?",
    ),
    *forms(
        _history,
        r"by how (?:much|many (?:db|decibels|bpm|semitones)) (?:did|have) (?:you|we|i) (?:lower|lowered|raise"
        r"|raised|boost"
        r"|boosted|change|changed|move|moved|transpose|transposed|cut|turn(?:ed)? (?:down|up)) {t}",
        r"what(?:'s|s| is| has) (?:different|changed|new) (?:on|with|about|in|for) {t}(?: (?:vs|versus"
        r"|compared (?:to|with)"
        r"|against|since|from) .+)?",
    ),
    *forms(
        _history,
        rf"what(?: all| exactly| else)? (?:did|have|had) (?:you|we|i)(?: already| just)? (?:do|done|change|changed)"
        rf" (?:to|with|on|about|for|in|at) {{t}}{_SO_FAR}",
        rf"what(?: all| exactly| else)? (?:was|were|has been|have been|got) (?:done|changed) (?:to|with|on|about)"
        rf" {{t}}{_SO_FAR}",
        rf"what(?: all| exactly| else)? (?:has )?(?:happened|become|been going on) (?:to|with|on|of|about)"
        rf" {{t}}{_SO_FAR}",
        rf"what (?:changes|edits) (?:did|have) (?:you|we|i)(?: already)? (?:make|made|do|done) (?:to|on)"
        rf" {{t}}{_SO_FAR}",
        rf"what (?:was|is|were) (?:it|that|the things?|all) (?:that )?(?:you|we|i)(?:'d|'ve)?(?: just"
        rf"| already)? (?:did|done|do|changed)"
        rf" (?:to|with|on|about|for) {{t}}{_SO_FAR}",
        rf"what(?:'s| is| has) (?:been )?(?:done|changed)(?: so far)? (?:to|with|on|about) {{t}}{_SO_FAR}",
    ),
    *forms(
        _before,
        rf"(?:where|what|how(?: (?:loud|high|low|quiet|wide|far(?: (?:left|right|up|down|over|out))?))?)"
        rf" (?:was|were|did|had) {{t}}{_THERE} {_WHEN}",
        rf"(?:where|what|how(?: (?:loud|high|far(?: (?:left|right))?))?) (?:was|were) {{t}}{_THERE}(?: at)? {_WHEN}",
        rf"(?:what|which) colou?r (?:did|was|were|had) {{t}}(?: (?:have|has|been|in))?(?: {_WHEN})?",
        rf"what (?:was|were) (?:the|its|their|his|her) {_VALUE}(?: (?:of|on|for) {{t}})?{_THERE}(?: {_WHEN})?",
        r"what did (?:it|they|that) use(?:d)? to be",
        r"(?:where|what) (?:was|were) (?:it|they)",
        rf"what (?:was|were) (?:it|they|that|those) (?:at |set to |panned )?{_WHEN}",
    ),
    *forms(
        _before,
        rf"(?:the )?{_VALUE} {_WHEN}",
        r"before(?: (?:that|it|this))?",
        r"(?:it|they|that) used to be(?: what)?",
        needs_mark=True,
    ),
    *forms(
        _moved,
        r"how (?:many d ?bs?|many decibels|much|far) (?:(?:have|has|did) (?:i|we|you) )?(?:taken|take|took"
        r"|turned|turn|put|pulled"
        r"|pull|added|add|cut|lowered|lower|raised|raise|dropped|drop|moved|move)(?: (?:off|from|down|up|to"
        r"|out of|on|of|back))*"
        r" {t}(?: (?:down|up|back))?(?: (?:in (?:total|all)|altogether|so far))?",
    ),
    *forms(
        _touched,
        r"did (?:that|this|it|you|we|i)(?: (?:just|also|really|now))* (?:change|touch|affect|move|alter|hit|mute|do"
        r" (?:anything|something) to|mess with) {t}",
        r"did {t} (?:also )?(?:change|move|get (?:changed|moved|touched|louder|quieter|muted))",
        r"(?:was|were|is|are|has|have) {t} (?:also |been |just |still )*(?:changed|touched|affected|moved|altered"
        r"|untouched"
        r"|unchanged|(?:as|where|how|like) (?:it|they) (?:was|were))",
    ),
    *forms(
        lambda match, scene: [Step("chat", {"text": HOW_TO_UNDO})],
        r"how (?:do|can|could|would|should|to|does one)(?: (?:i|we|you|one))? (?:undo|redo|take (?:something"
        r"|things|it|that) back"
        r"|go back(?: a step)?)(?: (?:it|that|this|something|things|a step|the last (?:step|thing|change)))?",
    ),
)
