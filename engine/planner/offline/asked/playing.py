"""Questions of what plays where: "what plays in the turn bit", "does the flute come in before the letter?", "who sings
in bar 9", "when does the bass drop out"."""

from __future__ import annotations

import re

from engine.planner.offline.asked.forms import Match, each_track, forms, info
from engine.planner.offline.asked.meant import in_focus, kind_of, meant
from engine.planner.offline.asked.place import AskedStretch, places
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.clause import number
from engine.planner.offline.steps.no_such_thing import NO_SUCH_THING
from engine.planner.regex import regex
from engine.tasks.plan import Step

_A_NAME = regex(
    r"(?:the|my|our) (?!(?:song|tune|cue|track|whole|music|mix|other)\b)([\w'-]+(?: [\w'-]+)?)", re.IGNORECASE
)
_IS_IT = r",? (?:right|yeah|yes|no|innit|correct|huh|ja|doesn'?t it|don'?t they|isn'?t it)"
_PLAYS = (
    r"(?:plays?|playing|sounds?|sounding|sings?|singing|speaks?|speaking|talks?|talking|heard|to be heard|to hear"
    r"|going on|happens|happening|do(?:es|ing)? (?:anything|something)|on|running|active|audible|there|around|comes?"
    r" in|come in|coming in|enters?|appears?"
    r"|shows? up|occurs?|hits?|has a part|have a part|left|rings?(?: on)?|ringing(?: on)?|goes on|keeps? going"
    r"|carr(?:y|ies) on|continues?|remains?)"
)
_AT = r"(?:in|during|at|over|on|through|throughout|around|for|within|under|underneath|beneath)"
_BEYOND = r"(?P<way>before|after|past|beyond|behind|ahead of|from)"
_WAY = r"(?P<way>in|during|at|over|on|through|throughout|within|before|after|until|till)"
_ANYWHERE = r"(?: (?:anywhere|somewhere|ever|at all|at any point|any ?more|again|later|else|once|already|still))*"
_CLOCK = r"(?: in (?:minutes|seconds|bars|time|minutes and seconds))?"
_BARS = r"(?:when|where|(?:in |at |on |from |until )?(?:which|what) (?:bars?|measures?|places?|parts?|sections?|point))"
_COMES = (
    r"(?:come(?:s|ing)? (?:back )?in|enters?|kicks? in|drops? (?:in|out)|sets? in|joins?(?: in)?|plays?|sings?|speaks?"
    r"|talks?|stops?|ends?|finish(?:es)?|begins?|starts?|goes out|go out|sounds?|playing|in|on|used|heard|appears?"
    r"|active|lie|sit|start(?:s|ing)?|(?:first|last)"
    r" (?:come in|plays?|heard|enters?|starts?|speaks?|sings?|talks?|sounds?))"
)
_WHO = (
    r"(?:(?:who|what|(?:which|who) of (?:us|them|you|these|those)|which(?: of the)? (?:tracks?|instruments?|parts?"
    r"|ones?|clips?|sounds?|voices?|channels?)|what"
    r" (?:tracks?|instruments?|clips?|sounds?|voices?|parts?))(?: (?:all|else))?(?:'s|s| is| are| does| do| can be"
    r"| can (?:i|we|you)(?: hear)?| do (?:i|we|you) hear)?(?: (?:all|else|actually|still|left that (?:i|we) can))*)"
)
_VOICE = r"(?:which|what|whose) (?:voice|track|instrument|part|sound|clip|singer|speaker) is (?:that|this|it)"


def _there(match: Match, scene: DialogueState) -> list[Step] | None:
    """Who plays in a place, or in each of several of one name."""
    found = places(match["p"], scene, match.groupdict().get("way") or "")
    return [info("playing", **one.args()) for one in found[:4]] or None


def _here(match: Match, scene: DialogueState) -> list[Step] | None:
    """ "Anything else there?": in the place that was asked of last."""
    last = scene.context.dialogue[-1] if scene.context.dialogue else None
    for call in last.calls if last else ():
        args = call.get("args") or {}
        told = {name: args[name] for name in ("start_bar", "end_bar", "at") if args.get(name) is not None}
        if call.get("tool") == "session_info" and ("end_bar" in told or "at" in told):
            return [info("playing", **told)]
    return None


def _of_it_here(match: Match, scene: DialogueState) -> list[Step] | None:
    """ "Does the harp play there?": in the bars of the clip or the place that was asked of last."""
    thing = meant(match["t"], scene)
    last = scene.context.dialogue[-1] if scene.context.dialogue else None
    if thing is None or last is None or not 0 < len(thing.tracks) <= 4:
        return None
    for call in last.calls:
        args = call.get("args") or {}
        clip = scene.clip(args.get("clip"))
        bars = clip.bars if clip else (args.get("start_bar"), args.get("end_bar"))
        if call.get("tool") == "session_info" and bars and None not in bars:
            return [info("playing", track=one, start_bar=bars[0], end_bar=bars[1]) for one in thing.tracks]
    return None


def _of_it_there(match: Match, scene: DialogueState) -> list[Step] | None:
    """Does a track play there?"""
    thing = meant(match["t"], scene)
    way = match["way"].lower().replace("until", "before").replace("till", "before")
    found = places(match["p"], scene, way)
    if thing is None and found and (name := _A_NAME.fullmatch(match["t"].strip())):
        return [Step("ask", {"text": NO_SUCH_THING.format(name[1])})]
    if thing is None or not found or not 0 < len(thing.tracks) <= 4:
        return None
    if any(kind_of(track, scene) == "bus" for track in thing.tracks):
        return None
    return [info("playing", track=track, **one.args()) for track in thing.tracks for one in found[:4]]


def _has_it(match: Match, scene: DialogueState) -> list[Step] | None:
    """ "Does the intro have bass?" """
    thing, found = meant(match["t"], scene), places(match["p"], scene)
    if thing is None or not found or not 0 < len(thing.tracks) <= 4:
        return None
    return [info("playing", track=track, **one.args()) for track in thing.tracks for one in found[:4]]


def _where(match: Match, scene: DialogueState) -> list[Step] | None:
    """Where a track or a clip plays; of a part of the song, where it begins."""
    if found := places(match["t"], scene):
        return [info("places", start_bar=one.args().get("start_bar")) for one in found if one.at_s is None] or None
    thing = meant(match["t"], scene)
    if thing and thing.is_clip and len(thing.clips) <= 4:
        return [info("playing", clip=clip) for clip in thing.clips]
    return each_track("playing", thing)


def _at_what_time(match: Match, scene: DialogueState) -> list[Step] | None:
    """When a clip begins, or a track does, with its time."""
    thing = None if places(match["t"], scene) else meant(match["t"], scene)
    lying = [clip.bars for one in (thing.clips if thing else ()) if (clip := scene.clip(one)) and clip.bars]
    if not lying or thing is None or not thing.is_clip and len(thing.tracks) != 1:
        return None
    return [info("places", start_bar=number(min(lying)[0]))]


def _where_now(match: Match, scene: DialogueState) -> list[Step] | None:
    """ "Where is it now?", of a clip that was just put somewhere; how it was panned is another question."""
    found = in_focus(scene)
    if not found or not found.is_clip or not 0 < len(found.clips) <= 4:
        return None
    return [info("playing", clip=clip) for clip in found.clips]


def _beside(match: Match, scene: DialogueState) -> list[Step] | None:
    """Which part of the song comes before or after another."""
    found, markers = places(match["p"], scene), scene.context.markers
    if len(found) != 1 or found[0].at_s is not None:
        return None
    way = match["way"].lower()
    bars = [bar for _, bar in markers]
    earlier, later = [bar for bar in bars if bar < found[0].start], [bar for bar in bars if bar >= found[0].end]
    beside = later[:1] if way in ("after", "behind", "following") else earlier[-1:]
    return [info("places", start_bar=AskedStretch(beside[0]).args()["start_bar"])] if beside else None


PLAYING = (
    *forms(
        _there,
        rf"{_WHO}(?: (?:there )?{_PLAYS})*(?: (?:there|then))? {_AT} {{p}}",
        rf"{_AT} {{p}},? {_WHO} (?:there )?{_PLAYS}",
        rf"{_WHO}(?: (?:there )?{_PLAYS})? (?:between|from) (?:bars? )?{{p}}",
        rf"{_WHO} (?:there )?{_PLAYS} (?:when|where|as|once) {{p}} (?:starts?|begins?|comes in|kicks in|plays)",
        rf"(?:is|are|does|do|can) (?:there )?(?:anything|anyone|anybody|someone|something|any (?:track|instrument"
        rf"|one)s?)"
        rf"(?: else)?(?: (?:be )?{_PLAYS})? {_AT} {{p}}",
        rf"anything (?:else )?(?:{_PLAYS} )?{_AT} {{p}}",
        rf"(?:is there )?anything(?: else)?(?: {_PLAYS})? {_AT} {{p}} (?:besides|beside|other than|except(?: for)?"
        r"|apart from) {t}",
        rf"(?:does|is|do|are) (?:there )?(?:anything|anyone|anybody|something|someone)(?: else)?(?: (?:be )?{_PLAYS})? "
        r"(?P<way>before|after) {p}",
        rf"{_WHO}(?: (?:there )?{_PLAYS})* {_BEYOND} {{p}}(?: on(?:wards?)?)?",
        rf"{_VOICE}(?: {_PLAYS})? {_AT} {{p}}",
        rf"{_WHO} (?:have a clip|has a clip|lies|lie|plays along) {_AT} {{p}}",
    ),
    *forms(
        _here,
        rf"{_WHO} (?:all )?{_PLAYS} (?:in |over |during )?(?:there|then|it)",
        rf"(?:is |are )?(?:there )?(?:anything|anyone|who|what) else (?:is |are )?(?:{_PLAYS}|there)(?: (?:there"
        rf"|then))?",
    ),
    *forms(
        _of_it_here,
        rf"(?:does|do|is|are|will) {{t}} (?:(?:even|actually|still|already|also|ever) )*{_PLAYS} (?:there|then|in"
        rf" there)",
    ),
    *forms(
        _there,
        rf"(?:which|what) take (?:am i|are we|do (?:i|we)|is)(?: (?:hearing|hear|playing|heard|on|active))? {_AT}"
        rf" {{p}}",
    ),
    *forms(
        _of_it_there,
        rf"(?:which|what) {{t}} (?:is|are|plays?|lies|lie|sits?) {_WAY} {{p}}",
        rf"(?:does|do|did|will|is|are|can) {{t}} (?:(?:even|actually|still|already|also|ever|be)"
        rf" )*{_PLAYS}{_ANYWHERE} {_WAY} {{p}}"
        rf"{_ANYWHERE}",
        rf"(?:is|are) {{t}} {_WAY} {{p}}{_ANYWHERE}",
        rf"(?:is|are) there (?:(?:any|an?|some) )?{{t}} (?:{_PLAYS} )?{_WAY} {{p}}{_ANYWHERE}",
        r"(?:(?:is|are) there |do (?:i|we) have |have (?:i|we) got )?(?:anything|something) (?:on|from|of) {t}"
        rf" {_WAY} {{p}}",
        rf"(?:(?:is|are) there )?(?:anything|something) {_WAY} {{p}} (?:on|from|of) {{t}}",
        rf"(?:what|anything)(?:'s|s| is)? (?:on|in) {{t}} {_WAY} {{p}}",
    ),
    *forms(
        _has_it,
        r"(?:does|do|has|have|will) {p} (?:(?:already|also|even|still) )*(?:have|has|got|contain|include|feature)"
        r"(?: got)? (?:(?:any|an?|some|the) )?{t}(?: (?:in (?:it|there)|there|playing|on it))?",
    ),
    *forms(
        _where,
        rf"(?:does|do|will) {{t}} (?:ever |also |still |even )*(?:{_COMES}|return|come back|play|{_PLAYS}){_ANYWHERE}",
        rf"{_BARS}(?:'s| is| are| does| do| did| has| have)? {{t}} {_COMES}(?: (?:from|to|at|in|again|first))*",
        rf"{_BARS} (?:has|have) {{t}} (?:got )?(?:clips?|something|notes)",
        r"(?:when|where|what) is the (?:first|last) (?:time|entry|appearance|clip) (?:of |(?:that )?(?:we|i|you)"
        r" (?:can )?hear )?{t}",
        r"{where} {t}'s (?:first |last )?(?:entry|entrance|entries|part)",
        r"{where} {t} (?:playing|used|silent|heard)",
    ),
    *forms(
        _where,
        r"{t} (?:starts?|begins?|comes in|enters|ends?|stops?|is|plays?) (?:(?:in|at|on|from) )?(?:(?:which|what) )?"
        r"(?:bars?|where|when)",
        needs_mark=True,
    ),
    *forms(
        _where,
        rf"{{t}} (?:starts?|begins?|comes? in|enters?|ends?|stops?|plays?|goes|runs)(?: (?:till?|until|up|to|from))*"
        rf"(?: (?:in|at|on|by))? (?:bar )?\d+{_IS_IT}",
    ),
    *forms(
        _where_now,
        r"{where} (?:it|that|this|they|those|them)",
        r"(?:in |at |on )?(?:which|what) bars? (?:is|are) (?:it|that|this|they|those)(?: (?:in|at|on))?",
        r"{where} (?:it|that|they) (?:lying|placed|at)",
        r"where do(?:es)? (?:it|that|they) (?:lie|sit|start|begin|end)",
    ),
    *forms(
        _at_what_time,
        r"(?:at )?(?:what|which) (?:time|second|minute)(?: is| are| does| do)? {t}"
        r"(?: (?:at|in|on|start|starts|begin|begins|come|comes|come in|enter|happen|hit))*",
        r"when (?:does|do) {t} (?:start|begin|come in|enter) in (?:minutes|seconds|time|minutes and seconds)",
    ),
    *forms(_where, r"(?:when|where|at (?:which|what) bar) (?:is|are) {t} (?:over|done|finished)"),
    *forms(
        _where,
        r"(?:at )?(?:what|which) (?:time|second|minute|bar|measure)(?:'s| is| are| does| do)? {t}"
        rf"(?: (?:at|in|on|start|starts|begin|begins|come|comes|come in|enter|happen|hit))*{_CLOCK}",
        rf"when(?:'s|s| is| are| does| do) {{t}}(?: (?:at|start|starts|begin|come|come in|happen|hit))*{_CLOCK}",
    ),
    *forms(
        _beside,
        r"(?:what|which)(?:'s|s| is)? (?:the )?(?:next |previous )?(?:section|part|marker|bit)?(?: (?:is|comes))? ?"
        r"(?:right |directly |just )?(?P<way>after|behind|following|before|in front of|ahead of) {p}",
        r"what(?:'s|s)? comes? (?:right |directly |just )?(?P<way>after|before) {p}",
    ),
)
