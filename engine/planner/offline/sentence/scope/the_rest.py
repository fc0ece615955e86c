"""The rest: "the rest of the band hard right", "everyone else down 1": all that play but what was just spoken of."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from engine.planner.offline.sentence.apart.everything import with_members
from engine.planner.offline.sentence.apart.focus import tracks_of
from engine.planner.offline.sentence.apart.said import Named, Said, regrouped
from engine.planner.offline.sentence.apart.taken_apart import taken_apart
from engine.planner.regex import regex
from engine.tasks.plan import Step

REST_OF_WHAT = "The rest of what? Name the tracks that should stay as they are."
_REST = regex(
    r"\b(?:all )?(?:of )?(?:the |my |our )?rest(?: of (?:the |my |our )?(?:whole )?(?:band|mix|lot|tracks|instruments"
    r"|group|ensemble|orchestra|players|singers|them|you|others))?(?: of (?:us|them))?\b(?! of\b)"
    r"|\b(?:every(?:thing|one|body)|all(?: the)?(?: tracks)?) else\b|\b(?:all )?(?:of )?the others\b"
    r"|\bevery other (?:track|instrument|player|one)\b"
)
_OF_TIME = regex(r"\b(?:for|in|over|during|through|throughout|until|till|into|from) $")
""" "Muted for the rest"."""


def of_the_rest(said: Said, readers: Sequence[Callable[[Said], list[Step] | None]]) -> list[Step] | None:
    """What these read of the sentence with the rest as a thing of it; a question where nothing was spoken of."""
    made = _with_it(said)
    steps = next((steps for reader in readers if (steps := reader(made))), None) if made else None
    if not steps or made is None:
        return None
    is_known = any(one.how == "all but" and one.clips for one in made.things)
    return steps if is_known else [Step("ask", {"text": REST_OF_WHAT})]


def _with_it(said: Said) -> Said | None:
    match = _REST.search(said.text)
    if match is None or _OF_TIME.search(said.text[: match.start()]):
        return None
    inside = [one for one in said.things if one.start < match.end() and match.start() < one.end]
    if any(not one.is_pronoun and one.how != "all" for one in inside):
        return None
    own = [one for one in said.things if one.end > one.start and one not in inside]
    if any(not one.is_pronoun and one.start < match.start() for one in own):
        return None  # that has a clause of its own
    spoken = _spoken_of(said)
    things = [one for one in own if one.start >= match.end()]
    kept = {*with_members(spoken, said.scene)}
    others = {view.name for view in said.scene.context.track_views if view.kind in ("group", "bus", "master")}
    left = tuple(one for one in said.scene.context.tracks if one not in kept | others)
    rest = Named(match.start(), match.end(), left, tuple(spoken), how="all but")
    made = regrouped(said, sorted([*things, rest], key=lambda one: one.start), said.places, said.amounts)
    made.words = [one for one in made.words if one not in ("all", "both")]
    return made if left else None


def _spoken_of(said: Said) -> list[str]:
    """What the clause before was about, else what was worked on last, in one way."""
    here = [track for one in said.before for track in one.tracks]
    if here or not said.is_later or not said.focus.acts:
        return here
    kind = (said.focus.acts[0].tool, said.focus.acts[0].kind)
    found: list[str] = []
    for act in said.focus.acts:
        if (act.tool, act.kind) != kind and act.turn != said.focus.acts[0].turn:
            break
        told = taken_apart(act.said, said.scene)
        named = [track for one in told.things if not one.is_pointed and not one.how for track in one.tracks]
        found += [*tracks_of(act), *said.focus.tracks_about(act), *named]
    return list(dict.fromkeys(found))
