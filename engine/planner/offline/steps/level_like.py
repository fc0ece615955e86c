"""Level like: "as loud as the trumpet", "to where the trumpet is", "2 dB under the trumpet": told by another's fader.

Where both stand alike already it is asked by how much, for then only ears can tell.
"""

from __future__ import annotations

import re

from engine.planner.offline.conversation.acts import done_last
from engine.planner.offline.conversation.state import State
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.clause import number
from engine.planner.offline.slots.things import things
from engine.planner.offline.steps.amount_form import LEAD, MOVE, REST, is_named
from engine.planner.offline.text.amount_words import with_amount_words
from engine.planner.offline.text.number_words import NUMBER_WORDS
from engine.planner.offline.text.quantity import quantities
from engine.planner.offline.text.words import plain
from engine.tasks.plan import Step

BY_HOW_MUCH = "Louder or quieter, and by how many dB?"
_X = r"(?P<what>(?:[\w'&-]+ ){0,4}?[\w'&-]+?)"
_Y = r"(?P<like>(?:[\w&-]+ ){0,4}?[\w&-]+?)"
_LEVEL = r"(?:level|volume|loudness|fader)"
_DO = rf"(?:(?:{MOVE}|set|put|make|have|get|i want) )?"
_IS = r"(?: should| must| has to| needs to| ought to)?(?: be| sit| play| stay)?"
_N = rf"(?P<n>(?:\d+(?:[.,]\d+)?|an?|{NUMBER_WORDS})(?: and a half)?) ?(?:d ?bs?|decibels?)"
_FORMS = tuple(
    re.compile(f"{LEAD}{form}{REST}", re.IGNORECASE)
    for form in (
        rf"{_DO}{_X}{_IS}(?: just| exactly)? as (?:loud|quiet|soft) as {_Y}(?: is)?",
        rf"{_DO}{_X}(?: back)?(?: up| down)? to (?:where {_Y} (?:is|sits|stands)|(?:the )?(?:same )?{_LEVEL} (?:of|as) "
        rf"{_Y.replace('like', 'like2')}|{_Y.replace('like', 'like3')}'?s? {_LEVEL})",
        rf"{_DO}{_X}{_IS} (?:at |on |to )?the same {_LEVEL} (?:as|like) {_Y}",
        rf"{_DO}{_X}{_IS} level with {_Y}",
        rf"match {_X}(?:'s {_LEVEL})? (?:to|with) {_Y}'?s? {_LEVEL}",
        rf"match {_X}(?:'s {_LEVEL}|'s) (?:to|with) {_Y}",
        rf"match the (?:{_LEVEL}s? of )?{_X} (?:to|with) (?:that of )?{_Y}",
        rf"{_DO}{_X}{_IS} {_N}"
        r" (?P<way>below|under|beneath|above|over|(?:louder|quieter|softer|lower|higher|hotter) than)"
        rf" {_Y}(?: is)?",
    )
)
_THAT = re.compile(
    rf"{LEAD}{_DO}{_X}{_IS} (?P<n>(?:\d+(?:[.,]\d+)?|an?|{NUMBER_WORDS})(?: and a half)?)(?: ?(?:d ?bs?|decibels?))?"
    rf" (?P<way>below|under|beneath|above|over|(?:louder|quieter|softer|lower|higher|hotter) than) (?:that|it|him"
    rf"|her){REST}",
    re.IGNORECASE,
)
""" "And the BVs 3 under that": so far from where the last act put another fader."""
_MAY_BE = re.compile(rf"\bas (?:loud|quiet|soft)\b|\bwhere\b|\b{_LEVEL}\b|\bd ?bs?\b|\bdecibels?\b", re.IGNORECASE)
_UNDER = re.compile(r"below|under|beneath|quieter|softer|lower", re.IGNORECASE)


def level_like(text: str, scene: DialogueState) -> list[Step] | None:
    """The one's fader where the other's is, or so far from it; None for any other request."""
    if that := _like_that(text, scene):
        return that
    if not _MAY_BE.search(text):
        return None
    simple = with_amount_words(plain(text))
    if '"' in simple or "?" in simple:
        return None
    for form in _FORMS:
        match = form.match(simple)
        if match is None:
            continue
        said = match.groupdict()
        like = said.get("like") or said.get("like2") or said.get("like3") or ""
        if not is_named(said["what"], scene) or not is_named(like, scene):
            continue
        one, other = _tracks(said["what"], scene), _tracks(like, scene)
        if not one or len(other) != 1 or set(one) & set(other):
            return None
        found = quantities(f"{said['n']} dB") if said.get("n") else []
        by_db = found[0].value * (-1 if _UNDER.match(said["way"]) else 1) if found else 0.0
        return _moved(one, other[0], by_db, scene)
    return None


def _like_that(text: str, scene: DialogueState) -> list[Step] | None:
    match = _THAT.match(with_amount_words(plain(text)))
    last = done_last(State.of(scene)) if match and scene.done else []
    likes = {str(one.args.get("track")) for one in last if one.tool == "mix" and one.kind == "gain"}
    if match is None or len(likes) != 1 or len(last) != 1 or not is_named(match["what"], scene):
        return None
    found = quantities(f"{match['n']} dB")
    tracks = _tracks(match["what"], scene)
    if not found or not tracks or likes & {*tracks}:
        return None
    by_db = found[0].value * (-1 if _UNDER.match(match["way"]) else 1)
    return _moved(tracks, likes.pop(), by_db, scene)


def _moved(tracks: list[str], like: str, by_db: float, scene: DialogueState) -> list[Step]:
    stands = {view.name: view.gain_db for view in scene.context.track_views}
    if like not in stands:
        return [Step("ask", {"text": BY_HOW_MUCH})]
    level_db = round(stands[like] + by_db, 1)
    if all(abs(stands.get(one, 0.0) - level_db) < 0.1 for one in tracks):
        return [Step("ask", {"text": BY_HOW_MUCH})]
    whose = {"track": tracks[0]} if len(tracks) == 1 else {"tracks": tracks}
    return [Step("mix", {**whose, "action": "gain", "set_db": number(level_db)})]


def _tracks(words: str, scene: DialogueState) -> list[str]:
    named = words if words.lower().startswith("the ") else f"the {words}"
    return list(dict.fromkeys(track for one in things(named, scene) for track in one.tracks))
