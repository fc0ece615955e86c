"""Questions of clips and lengths: "which clips are on that track", "how long is the cue", "how many bars is the
chorus", "what's the first clip on it called?"."""

from __future__ import annotations

from engine.planner.offline.asked.forms import Match, each_track, forms, info, of_all
from engine.planner.offline.asked.meant import in_focus, meant
from engine.planner.offline.asked.place import places
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.tasks.plan import Step

_SONG = (
    r"(?:(?:the|this|our|my) )?(?:(?:whole|entire|full|complete) )?(?:song|tune|piece|cue|show|episode|session|project"
    r"|thing|arrangement|programme|program|podcast|composition|score|film|play|lot|number|timeline|track)"
)
_LONG = (
    r"(?:how (?:long|many (?:bars|minutes|seconds|measures|beats)(?: long)?)|what length|for how (?:long|many (?:bars"
    r"|seconds)))"
)
_LASTS = (
    r"(?: (?:last|lasts|run|runs|go on(?: for)?|goes on|long|get|got|have|take|in (?:minutes|bars|seconds)"
    r"|altogether|overall))*"
)
_SO = (
    r"(?:,? (?:in (?:minutes|bars|seconds|time)|(?:at|with|in) (?:this|that|the) (?:tempo|speed|pace|bpm)|as it"
    r" is|like this))*"
)
_LENGTH = r"(?:(?:total |full |overall )?(?:length|duration|run(?:ning)? ?time))"
_CLIPS = r"(?:clips?|regions?|recordings?|items?)"
_NTH = r"(?:first|second|third|fourth|last|next|only)"


def _length(match: Match, scene: DialogueState) -> list[Step] | None:
    """A part of the song, each of several of one name; else a clip."""
    if found := places(match["t"], scene):
        return [info("length", **one.args()) for one in found if one.at_s is None] or None
    thing = meant(match["t"], scene)
    is_it = match["t"].lower() in ("it", "this", "that")
    if thing and thing.is_it and len(thing.tracks) > 2 or thing is None and is_it:
        return [info("length")]  # of the song, where all of it was worked on
    if thing and thing.clips and len(thing.clips) <= 4 and (thing.is_clip or thing.is_it and len(thing.clips) == 1):
        return [info("length", clip=clip) for clip in thing.clips]
    if thing and len(thing.tracks) == 1 and len(thing.clips) == 1:
        return [info("length", clip=thing.clips[0])]
    return each_track("playing", thing)


def _clips(match: Match, scene: DialogueState) -> list[Step] | None:
    said = match.groupdict().get("t")
    return each_track("clips", meant(said, scene) if said else in_focus(scene))


def _called(match: Match, scene: DialogueState) -> list[Step] | None:
    found = meant(match["t"], scene)
    return each_track("clips", found) if found and len(found.tracks) == 1 else None


CLIPS = (
    *forms(
        of_all("length"),
        rf"{_LONG}(?:'s| is| are| does| do| has)? {_SONG}{_LASTS}{_SO}",
        rf"(?:{{what}} )?(?:the )?{_LENGTH} (?:of|for) {_SONG}{_SO}",
        rf"{_SONG} (?:is |lasts |runs )?how (?:long|many (?:bars|minutes|seconds))",
        r"{what} the (?:total |full |overall )?(?:length|duration|running time)(?: in (?:minutes|bars|seconds))?",
        rf"how many (?:bars|minutes|seconds|measures) (?:are (?:there|in {_SONG})|do (?:i|we) have|have (?:i|we)(?:"
        rf" got)?"
        rf"|in all)",
    ),
    *forms(of_all("length"), rf"(?:the )?{_LENGTH}", needs_mark=True),
    *forms(
        of_all("length"),
        rf"(?:so )?(?:when|where|(?:at|on|in) (?:what|which) bar|what bar) (?:does|do|is|will) {_SONG}"
        rf" (?:end|stop|finish|over|run out)(?: (?:on|in|at))?{_SO}",
        rf"(?:so )?(?:when|where)(?:'s|s| is) the (?:very )?end(?: of {_SONG})?{_SO}",
        rf"{_LONG} are we(?: (?:now|at|in all|altogether|currently|so far|at the moment))*{_SO}",
        rf"how long (?:does|do|is|will) (?:it|this)(?: all| whole thing)? (?:run|go(?: on)?|last)(?: for)?{_SO}",
    ),
    *forms(
        _length,
        rf"{_LONG}(?:'s| is| are| does| do| did| has| have) {{t}}{_LASTS}",
        rf"(?:{{what}} )?(?:the )?{_LENGTH} (?:of|for) {{t}}{_SO}",
        r"what length (?:is|are|has) {t}",
        r"how many (?:bars|beats|seconds) (?:are|is) (?:there )?in {t}",
    ),
    *forms(
        _clips,
        rf"(?:which|what)(?: other)? {_CLIPS}(?: (?:are|is|lie|lies|sit|do (?:i|we) have|have (?:i|we) got|still))*"
        r" (?:there )?(?:on|in) {t}",
        rf"(?:which|what) {_CLIPS} (?:has|have|does|do) {{t}}(?: (?:have|got|hold|contain))?",
        rf"how many {_CLIPS}(?: (?:are|is|lie|sit|do (?:i|we) have|have (?:i|we) got))?(?: there)? (?:on|in) {{t}}",
        rf"how many {_CLIPS} (?:has|have|does|do) {{t}}(?: (?:have|got))?",
        r"{what} (?:still|left) on {t}",
        rf"{{where}} (?:all )?(?:the )?{_CLIPS} (?:on|of) {{t}}",
        rf"{{where}} {{t}}'s {_CLIPS}",
        rf"(?:name|list) (?:all )?(?:the |its )?{_CLIPS} (?:on|of) {{t}}",
    ),
    *forms(
        _called,
        rf"{{what}} the (?:name of the )?{_NTH} {_CLIPS} (?:on|of|in) {{t}}(?: called| named)?",
        rf"(?:what|which) (?:is )?{_CLIPS} (?:is|comes) (?:the )?{_NTH} on {{t}}",
    ),
)
