"""Groups: "put gtr L, gtr R and the lead in a group named GTRS", "solo alt belongs in there too"."""

from __future__ import annotations

import re

from engine.planner.offline.conversation.reading import told_as
from engine.planner.offline.sentence.focus import tracks_of
from engine.planner.offline.sentence.said import Said, taken_apart
from engine.planner.offline.sentence.where import listed
from engine.tasks.plan import Step

_KIND = r"(?:group|folder|stack)(?: track)?"
_MADE = re.compile(
    rf"^(?:(?:make|create|add|build|set up|i want|i need) )?(?:me )?(?P<head>.*?)\b(?:in|into|to|under"
    rf"|as)?\s*(?:a |an |one |its own |their own )(?:new )?{_KIND}"
    r"(?:,? (?:(?:called|named|and call it|and name it|call it|name it) )?[\"']?(?P<name>[^\"',.;]+?)[\"']?)?$",
    re.IGNORECASE,
)
_OF = re.compile(
    rf"^(?:make|create|add|build|set up|i want|i need)? ?(?:me )?(?:a |one )?(?:new )?{_KIND} (?:called |named"
    rf" )?[\"']?(?P<name>[^\"',.;]+?)[\"']?"
    r" (?:with|from|out of|containing|that has|for) (?P<who>.+)$",
    re.IGNORECASE,
)
_GROUP = re.compile(
    r"^group (?P<who>.+?)(?: together)?(?:,? (?:as|into|in|(?:and )?(?:call|name) (?:it|them|that)|called"
    r"|named) [\"']?(?P<name>[^\"',.;]+?)[\"']?)?$",
    re.IGNORECASE,
)
_NO_NAMES = frozenset("it that this them those one two there please both".split())
_BESIDE = frozenset(
    "put place both all gather together move take get throw stick wrap group bundle tracks track in into to".split()
)
_JOINS = frozenset(
    "group folder belong belongs go goes put add move in into to there too as well also same throw stick"
    " should lives live join joins with them that it under inside".split()
)


def group(said: Said) -> list[Step] | None:
    """The group; None where none is made or joined, or not all of it is known."""
    return _made(said) or _joined(said)


def _made(said: Said) -> list[Step] | None:
    for form, what in ((_OF, "who"), (_GROUP, "who"), (_MADE, "head")):
        match = form.match(said.raw)
        if match is None:
            continue
        who = taken_apart(match[what], said.scene, focus=said.focus)
        name = (match["name"] or "").strip()
        name = re.sub(r"^(?:called|named|call it|name it) ", "", name, flags=re.IGNORECASE)
        tracks = who.tracks
        if (
            who.bag - _BESIDE
            or who.amounts
            or who.unclear
            or who.places
            or len(tracks) < (2 if what != "who" or form is _GROUP else 1)
        ):
            continue
        if (
            name.lower() in _NO_NAMES
            or len(name.split()) > 3
            or any(
                view.name.lower() == name.lower() and view.kind != "group" for view in said.scene.context.track_views
            )
        ):
            return None
        kinds = {view.name: view.kind for view in said.scene.context.track_views}
        if any(kinds.get(one) == "bus" for one in tracks):
            return None
        if not name or re.search(r"\b(?:is|and|should)\b", name):
            return None
        return [Step("route", {"action": "group", "tracks": tracks, "to": name})]
    return None


def _joined(said: Said) -> list[Step] | None:
    """ "The drone belongs in there as well", "add the tamb to the drums group"."""
    if (
        said.amounts
        or said.places
        or not said.things
        or said.bag - _JOINS
        or not said.bag & {"in", "into", "to", "inside", "join", "joins", "under", "belongs", "belong"}
    ):
        return None
    views = {view.name: view for view in said.scene.context.track_views}
    *who, goal = said.things
    if len(goal.tracks) == 1 and who and goal.tracks[0] in views and views[goal.tracks[0]].kind == "group":
        to = goal.tracks[0]
    else:
        made = [one for one in said.focus.last() if one.tool == "route" and one.kind == "group"]
        if len(made) != 1 or not said.bag & {"there", "too", "well", "also", "same", "them"}:
            return None
        more = [track for one in said.things if not one.is_pointed for track in one.tracks]
        listed_before = tracks_of(made[0])
        new = [one for one in more if one not in listed_before]
        step = Step("route", {**made[0].args, "tracks": [*listed_before, *new]})
        return [told_as(step, "fix", made[0])] if new and "track" not in made[0].args else None
    tracks = [track for one in who for track in one.tracks if track != to]
    return [Step("route", {"action": "group", **listed(tracks), "to": to})] if tracks else None
