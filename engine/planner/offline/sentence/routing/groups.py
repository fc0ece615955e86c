"""Groups: "put gtr L, gtr R and the lead in a group named GTRS", "solo alt belongs in there too"."""

from __future__ import annotations

import re

from engine.planner.offline.conversation.acts import ONLY_TELLS
from engine.planner.offline.conversation.reading import told_as
from engine.planner.offline.sentence.apart.focus import tracks_of
from engine.planner.offline.sentence.apart.said import Said, lettered
from engine.planner.offline.sentence.apart.taken_apart import taken_apart
from engine.planner.offline.sentence.scope.where import listed
from engine.planner.offline.sentence.undo.taken_back import taken_back
from engine.planner.regex import regex
from engine.tasks.plan import Step

_KIND = r"(?:group|folder|stack)(?: track)?"
_MADE = regex(
    rf"^(?:(?:make|create|add|build|set up|i want|i need) )?(?:me )?(?P<head>.*?)\b(?:in|into|to|under"
    rf"|as)?\s*(?:a |an |one |its own |their own )(?:new )?{_KIND}"
    r"(?:,? (?:(?:called|named|and call it|and name it|call it|name it) )?[\"']?(?P<name>[^\"',.;]+?)[\"']?)?$",
    re.IGNORECASE,
)
_OF = regex(
    rf"^(?:make|create|add|build|set up|i want|i need)? ?(?:me )?(?:a |one )?(?:new )?{_KIND} (?:called |named"
    rf" )?[\"']?(?P<name>[^\"',.;]+?)[\"']?"
    r" (?:with|from|out of|containing|that has|for) (?P<who>.+)$",
    re.IGNORECASE,
)
_GROUP = regex(
    r"^group (?P<who>.+?)(?: together)?(?:,? (?:as|into|in|(?:and )?(?:call|name) (?:it|them|that)|called"
    r"|named) [\"']?(?P<name>[^\"',.;]+?)[\"']?)?$",
    re.IGNORECASE,
)
_NO_NAMES = frozenset("it that this them those one two there please both".split())
_BESIDE = frozenset(
    "put place both all gather together move take get throw stick wrap group bundle tracks track in into to".split()
)
_JOINS = frozenset(
    "stick folder group belong belongs go goes put add move in into to there too as well also same throw stick"
    " should lives live join joins with them that it under inside".split()
)


_PUTS = frozenset("stick folder group belong belongs put add move throw lives live join joins".split())


def group(said: Said) -> list[Step] | None:
    """The group; None where none is made or joined, or not all of it is known."""
    return group_made(said) or _back_in(said) or _joined(said)


def group_made(said: Said) -> list[Step] | None:
    """A new group of what is named."""
    for form, what in ((_OF, "who"), (_GROUP, "who"), (_MADE, "head")):
        match = form.match(said.raw)
        if match is None:
            continue
        who = taken_apart(match[what], said.scene, focus=said.focus)
        name = (match["name"] or "").strip()
        name = re.sub(r"^(?:called|named|call it|name it|call|name) ", "", name, flags=re.IGNORECASE)
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
        if not name and form is _GROUP:
            return [Step("route", {"action": "group", "tracks": tracks})]
        if not name or re.search(r"\b(?:is|and|should)\b", name):
            return None
        return [Step("route", {"action": "group", "tracks": tracks, "to": name})]
    return None


_LEAVES = frozenset(
    "out of off from take pull get remove again leave leaves goes go should comes come straight to master main mix"
    " back directly bus group output into in it them that there too also as well all both not longer no more"
    " anymore ungroup mono stereo".split()
)


def _names_a_room(said: Said) -> bool:
    kinds = {view.name: view.kind for view in said.scene.context.track_views}
    return any(kinds.get(track) in ("group", "bus") for one in said.things for track in one.tracks)


_DISSOLVED = regex(
    r"(?:remove|delete|dissolve|disband|ungroup|get rid of) (?:the )?(?:T (?:group|folder)|(?:group|folder) T)"
    r"|(?:ungroup|dissolve|disband) (?:(?:the|my|our) )?T"
)


def _dissolved(said: Said) -> list[Step] | None:
    """ "Remove the Drums group": it goes, and what is in it stays."""
    named = [one for one in said.things if not one.is_pointed]
    groups = {view.name for view in said.scene.context.track_views if view.kind == "group"}
    form = lettered(said.text.strip(" .!"), [(one.start, one.end, "T") for one in named])
    if len(named) != 1 or not _DISSOLVED.fullmatch(form) or not {*named[0].tracks} <= groups:
        return None
    return [Step("route", {"action": "ungroup", **listed(named[0].tracks)})]


def leaves_room(said: Said) -> list[Step] | None:
    """ "Overheads out of it again", "straight to the master": no longer in their group or bus."""
    if dissolved := _dissolved(said):
        return dissolved
    masters = [one for one in said.things if said.text[one.start : one.end] in ("master", "main", "master bus")]
    bag, to_master = said.bag, bool(masters or said.bag & {"master", "main"})
    is_back = {"back", "out"} <= bag and _joined_lately(said)
    is_out = (
        is_back
        or "out" in bag
        and bool(bag & {"of", "group", "bus", "there"} or _names_a_room(said))
        or "ungroup" in bag
        or "from" in bag and bool(bag & {"remove", "take", "pull", "get"}) and _names_a_room(said)
    )
    if re.match(r"(?:re-?)?master (?!bus|fader|track|channel)", said.text):
        return None  # "master the lead" is to be mastered
    put_on = [one for one in said.last() if one.tool == "apply_effect" or one.kind in ("send", "sidechain")]
    takes_off = {"take", "off"} <= bag and not put_on  # "take sarah's off" behind a send is the send
    if said.amounts or said.places or bag - _LEAVES or not (to_master or is_out or takes_off):
        return None
    views = {view.name: view for view in said.scene.context.track_views}
    rooms = {name for name, view in views.items() if view.kind in ("group", "bus")}
    rooms |= {view.output for view in views.values()} - {""}
    told = [one for one in said.things if one not in masters]
    named = [track for one in told if not one.is_pointed for track in one.tracks if track not in rooms]
    who = named or [track for act in said.last() if act.tool == "route" for track in tracks_of(act)]
    if not who or any(one not in views for one in who):
        return None
    of = {track for one in told for track in one.tracks if track in rooms}
    grouped = [one for one in who if views[one].group and (not of or views[one].group in of)]
    bussed = [one for one in who if views[one].output and (not of or views[one].output in of)]
    steps = [Step("route", {"action": "ungroup", **listed(grouped)})] if grouped else []
    steps += [Step("route", {"action": "bus", **listed(bussed), "to": "Master"})] if bussed else []
    return steps if {*grouped, *bussed} == {*who} else None


def _joined_lately(said: Said) -> bool:
    """Did the last request put what is named into a room?"""
    put = {
        track for act in said.last() if act.tool == "route" and act.kind in ("group", "bus") for track in tracks_of(act)
    }
    return bool(said.tracks) and {*said.tracks} <= put


def _worked_on(said: Said) -> str:
    """The group that the last request was about."""
    groups = {view.name for view in said.scene.context.track_views if view.kind == "group"}
    about = {track for act in said.last() for track in tracks_of(act)}
    return about.pop() if len(about) == 1 and about <= groups else ""


def _back_in(said: Said) -> list[Step] | None:
    """ "Put him back in" behind what went out of a group."""
    last = said.last()
    if not last or any((one.tool, one.kind) != ("route", "ungroup") for one in last) or said.amounts or said.places:
        return None
    if not {"back", "in"} <= said.bag or said.bag - {"put", "back", "in", "again", "there", "go", "goes", "can", "it"}:
        return None
    gone = [track for act in last for track in tracks_of(act)]
    if any(not one.is_pointed and {*one.tracks} != {*gone} for one in said.things):
        return None
    live = [one for one in said.state.frames if one.is_live and one.tool not in ONLY_TELLS]
    return taken_back(list(last), live)


_WITH_OTHERS = regex(
    r"[\s,]+(?:together |along |in there )?with (?:all )?(?:the )?(?:others?|rest(?: of (?:them|it))?"
    r"|other (?:two|three|four|five|ones?|tracks|voices|parts))(?=\W*$)"
)


def _without_the_others(said: Said) -> Said:
    """ "Put it in the horns group with the others": who is there already is not put there."""
    bare = _WITH_OTHERS.sub("", said.text)
    return taken_apart(bare, said.scene, focus=said.focus) if bare != said.text else said


def _joined(said: Said) -> list[Step] | None:
    """ "The drone belongs in there as well", "add the tamb to the drums group"."""
    said = _without_the_others(said)
    if (
        said.amounts
        or said.places
        or not said.things
        or said.bag - _JOINS
        or not said.bag & {"in", "into", "to", "inside", "join", "joins", "under", "belongs", "belong"}
    ):
        return None
    if "under" in said.bag and not said.bag & _PUTS:
        return None  # "the music under the voices" ducks
    views = {view.name: view for view in said.scene.context.track_views}
    *who, goal = said.things
    if len(goal.tracks) == 1 and who and goal.tracks[0] in views and views[goal.tracks[0]].kind == "group":
        to = goal.tracks[0]
    else:
        made = [one for one in said.focus.last() if one.tool == "route" and one.kind == "group"]
        if not made and "there" in said.bag and (room := _worked_on(said)):
            new = [track for one in said.things if not one.is_pointed for track in one.tracks]
            return [Step("route", {"action": "group", **listed(new), "to": room})] if new else None
        if len(made) != 1 or not said.bag & {"there", "too", "well", "also", "same", "them"}:
            return None
        more = [track for one in said.things if not one.is_pointed for track in one.tracks]
        listed_before = tracks_of(made[0])
        new = [one for one in more if one not in listed_before]
        step = Step("route", {**made[0].args, "tracks": [*listed_before, *new]})
        return [told_as(step, "fix", made[0])] if new and "track" not in made[0].args else None
    tracks = [track for one in who for track in one.tracks if track != to]
    return [Step("route", {"action": "group", **listed(tracks), "to": to})] if tracks else None
