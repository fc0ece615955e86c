"""Named after: "name the tracks after their clips", "give Audio 2 the name of its clip", "name the clips after …"."""

from __future__ import annotations

import re

from engine.planner.offline.sentence.apart.said import Said
from engine.planner.offline.sentence.apart.taken_apart import taken_apart
from engine.planner.offline.sentence.scope.lying import NOUNS, in_order
from engine.planner.offline.text.names import name_words
from engine.planner.regex import regex
from engine.tasks.plan import Step

_ITS = r"(?:the|its|their|his|each|his own|their own|its own)"
_OF_CLIP = (
    rf"(?:{_ITS} (?:clips?|regions?|recordings?|files?|contents?)"
    r"(?: (?:that )?(?:(?:is|are|lies?|sits?) )?(?:on|in) (?:it|them|each|there))?"
    r"|what(?:'s| is| are| lies| sits| plays)? (?:on|in) (?:it|them|each|there))"
)
_OF_TRACK = rf"{_ITS} tracks?(?: (?:that )?(?:it|they)(?:'s|'re| is| are| lies?) on)?"
_FORMS = tuple(
    regex(rf"^(?:(?:please|now|and|then)\W+)*{form}(?: please)?$", re.IGNORECASE)
    for form in (
        r"(?:re-?)?(?:name|label|title|call) (?P<who>.+?) (?:after|like|by|as|for) (?:the names? of )?"
        rf"(?:{_OF_CLIP}|(?P<track>{_OF_TRACK}))",
        rf"give (?P<who>.+?) the names? of (?:{_OF_CLIP}|(?P<track>{_OF_TRACK}))",
        rf"(?:re-?)?(?:name|call) (?P<who>.+?) (?:like )?what {_ITS} (?:clips?|regions?)(?: on (?:it|them))?"
        r" (?:is|are) called",
        r"use the (?:names? of (?:the|their|its) clips?|clip names?) (?:as|for) (?P<who>.+?)(?:'s? names?)?",
    )
)
_TRACKS = regex(
    r"(?:(?P<all>(?:all|every|each)(?: (?:of )?(?:the|my))?|the|my|our|these|those)"
    r"|(?:all |every )?(?:the )?(?P<rest>remaining|other|rest of the)|(?:all |every )?(?:the"
    r" )?(?P<bare>unnamed))(?: audio| midi)? tracks?",
    re.IGNORECASE,
)


def named_after(said: Said) -> list[Step] | None:
    """A new name for each track with one kind of clip on it; None where no such thing is asked for."""
    match = next((found for form in _FORMS if (found := form.match(said.raw.strip(" .!")))), None)
    if match and match.groupdict().get("track"):
        return _clips_named(match["who"], said)
    tracks = _tracks(match["who"], said) if match else None
    if not tracks:
        return None
    steps = []
    for track in tracks:
        names = list(dict.fromkeys(one.name for one in in_order(track, said) if one.name))
        if names and name_words(names[0]) != name_words(track):
            steps.append(Step("arrange", {"action": "rename", "name": names[0], "track": track}))
    return steps or None


def _tracks(who: str, said: Said) -> list[str] | None:
    views = said.scene.context.track_views
    others = {view.name for view in views if view.kind in ("group", "bus", "master")}
    playing = [one for one in said.scene.context.tracks if one not in others]
    if told := _TRACKS.fullmatch(who.strip()):
        named_before = _renamed(said) if told["rest"] else ()
        return [one for one in playing if one not in named_before and (not told["bare"] or _BARE.fullmatch(one))]
    named = taken_apart(who, said.scene, focus=said.focus)
    if named.bag - {"track", "tracks"} or named.places or named.amounts or any(one.is_clip for one in named.things):
        return None
    return [one for one in named.tracks if one in playing]


_BARE = regex(r"(?:audio|midi|inst(?:rument)?|track|untitled|new track)[ _-]?\d*", re.IGNORECASE)
""" "Audio 2" is no name."""


def _renamed(said: Said) -> set[str]:
    """Tracks that got a name in this session."""
    calls = [one for one in said.scene.context.history if one.tool == "arrange" and one.stands]
    return {str(one.args.get("name")) for one in calls if one.args.get("action") in ("rename", "new_track")}


def _clips_named(who: str, said: Said) -> list[Step] | None:
    """ "Name the clips after their tracks"."""
    named = taken_apart(who, said.scene, focus=said.focus)
    lying = {clip for one in named.things for clip in one.clips if one.is_clip}
    if not _CLIPS.fullmatch(who.strip()) and (not lying or named.bag - NOUNS or len(named.things) != 1):
        return None
    lying = set() if _CLIPS.fullmatch(who.strip()) else lying
    clips = [one for one in said.scene.clips if one.track and (not lying or one.id in lying)]
    others = [one for one in clips if name_words(one.name) != name_words(str(one.track))]
    return [Step("arrange", {"action": "rename", "name": str(one.track), "clip": one.id}) for one in others] or None


_CLIPS = regex(r"(?:(?:all|every|each)(?: (?:of )?(?:the|my))?|the|my|our) (?:clip|region)s?", re.IGNORECASE)
