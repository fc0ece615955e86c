"""The tracks that a request leaves out: "not the side drum", "everything but the bass", "the kick stays"."""

from __future__ import annotations

import re

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.thing import Thing
from engine.planner.offline.slots.things import things
from engine.planner.offline.steps.group_worked_on import NEW, made_before
from engine.planner.offline.text.names import name_words
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex

_BUT = regex(
    r"(?P<lead>[\s,;.(–—-]*)\b(?P<but>(?:(?:but|and|just) )*(?:leav(?:e|ing)(?: out)?|keep|skip|spare|don'?t touch)"
    r"|(?:(?:all )?but |only |just )?(?:except(?:ing)?(?: for)?|apart from|aside from|other than|besides"
    r"|save for|excluding|not|without)|but(?: for)?|(?:less|minus|bar)(?= (?:the|my|our)\b))\s+",
    re.IGNORECASE,
)
_SOFT = regex(
    r"^(?:not|without|leav|keep|skip|spare|don'?t|besides|(?:but |and |just )*(?:leave|keep|skip|spare|don'?t))",
    re.IGNORECASE,
)
""" "Not", "leave": an exception only where it ends what is said."""
_ALONE = (
    r"(?:\s+(?:out(?: of (?:it|this|that))?|alone|though|tho|please|be|in|(?:un)?touched|there|of course|obviously|then"
    r"|(?:as|where|how|like) (?:it|they) (?:is|are|was|were)|as is))*"
)
_CLAUSE_END = regex(rf"{_ALONE}\s*(?=$|[,.;!?)])", re.IGNORECASE)
_BEGINS = regex(r"^\W*(?:(?:please|now|ok(?:ay)?|and|then|but|so)\W+)*$", re.IGNORECASE)
_STAYS = regex(
    r"\s*(?:(?:can|should|must|may|just)\s+)*(?:stays?|remains?|excepted|excluded)\b(?: (?:put|there|untouched|out"
    r"|the same|(?:as|where|how|like) (?:it|they) (?:is|are|was|were)|out of (?:it|this)))?\s*(?=$|[,.;!?)])",
    re.IGNORECASE,
)
_JOINT = regex(r"\s*(?:,|&|\+|,?\s*\b(?:and|or|nor)\b)\s*", re.IGNORECASE)
LINK = regex(rf"{_JOINT.pattern}(?:(?:the|my|our|both|all)\s+)*", re.IGNORECASE)
ARTICLES = regex(
    r"(?:(?:on|for|to|from|of|all|both|any|the|my|our|his|her|their|those|that|not)\s+)*", re.IGNORECASE
)
_APART = regex(r"l|r|left|right|[a-d]|\d+")
BACK = regex(r"\b(?:undo|redo|revert|roll back|(?:take|took) (?:\w+ ){0,3}back)\b", re.IGNORECASE)
_SIDE = regex(r"(?:the )?(?P<side>left|right|[LR])\b(?: one)?(?=\s*(?:$|[,.;!?)]))", re.IGNORECASE)
""" "The guitars, not the left one"."""
LONGEST = 300


def only_spared(text: str, about: set[str], scene: DialogueState) -> bool:
    """Is what a request is read to be about nothing but what it excepts, beside words for what is done?"""
    simple = plain(text)
    spared, spans = spared_in(simple, scene) if '"' not in simple and len(simple) <= LONGEST else (set(), [])
    rest = "".join(" " if any(a <= at < b for a, b in spans) else char for at, char in enumerate(simple))
    is_beside = bool(spans) and spans[0][0] > 0 and len(re.findall(r"[^\W\d_]+", rest)) > 2
    return is_beside and bool(about) and about <= spared


_CORRECTS = regex(r"^\W*(?:no|nope|nah|not|sorry|wait|oops|i mean\w*|actually|rather)\b", re.IGNORECASE)


def without_exceptions(text: str, scene: DialogueState) -> str:
    """ "Sub and pluck an octave down, not the pad": what is named is all that is meant; "" for any other request."""
    simple = plain(text)
    if '"' in simple or len(simple) > LONGEST or BACK.search(simple) or _CORRECTS.match(simple):
        return ""
    spared, spans = spared_in(simple, scene)
    rest = "".join(char for at, char in enumerate(text) if not any(a <= at < b for a, b in spans))
    named = {track for one in things(rest, scene) for track in one.tracks}
    return rest if spans and spans[0][0] > 0 and named and not named & spared else ""


def spared_in(text: str, scene: DialogueState) -> tuple[set[str], list[tuple[int, int]]]:
    """The tracks that are excepted, and where that is said."""
    tracks: set[str] = set()
    spans: list[tuple[int, int]] = []
    for match in _BUT.finditer(text):
        if any(a <= match.start("but") < b for a, b in spans):
            continue
        named, end = _listed(text, match.end(), scene)
        if not named or not (ends := _ends(text, match, end)):
            continue
        tracks |= named
        spans.append((match.start(), ends))
    for one in things(text, scene):
        stays = _STAYS.match(text, one.end)
        if stays and not any(a <= one.start < b for a, b in spans):
            names = _run_up_to(one, text, scene)
            lead = re.search(r"(?:[\s,;(–—-]|\b(?:and|but|only|just|the|my|our)\b)*$", text[: names[0].start])
            tracks |= {track for each in names for track in _with_twins(each, scene)}
            spans.append((lead.start() if lead else names[0].start, stays.end()))
    return tracks, spans


def _run_up_to(last: Thing, text: str, scene: DialogueState) -> list[Thing]:
    """The things that are listed up to one of them: "cornet and flugelhorn stay"."""
    run = [last]
    for one in reversed([each for each in things(text, scene) if each.end <= last.start]):
        between = text[one.end : run[0].start]
        if not LINK.fullmatch(between) or len(run) == 1 and not re.search(r"and|&|\+", between):
            break
        run.insert(0, one)
    return run


def _ends(text: str, match: re.Match[str], end: int) -> int:
    """Where an exception ends; 0 where these words are none."""
    closed = _CLAUSE_END.match(text, end)
    is_first = bool(_BEGINS.match(text[: match.start("but")]))
    if _SOFT.search(match["but"]):
        is_apart = bool(re.search(r"[,;.(–—-]|\b(?:and|but)\b", match["lead"] + match["but"])) or is_first
        if not closed or not is_apart and not match["but"].lower().startswith("without"):
            return 0
    if is_first and not (closed and text[closed.end() : closed.end() + 1] == ","):
        return 0
    last = closed.end() if closed else end
    return last + 1 if text[last : last + 1] == ")" or is_first else last


def _listed(text: str, at: int, scene: DialogueState) -> tuple[set[str], int]:
    """The tracks that are named from there on, with joints between them, and where they end."""
    tracks: set[str] = set()
    end = at
    for one in things(text, scene):
        if one.start < end:
            continue
        between = text[end : one.start]
        joint = _JOINT.match(between) if tracks else None
        more = _with_twins(one, scene)
        is_joined = joint or not tracks or not between.strip() and more & tracks  # "lead vocal": two words of one name
        if not is_joined or not ARTICLES.fullmatch(between[joint.end() if joint else 0 :]):
            break
        tracks |= more
        end = one.end
    if not tracks and (new := NEW.match(text, at)):
        return set(made_before(new, scene)), new.end()
    if not tracks and (side := _SIDE.match(text, at)):
        return {
            track for track in scene.context.tracks if name_words(track)[-1:] == (side["side"][0].lower(),)
        }, side.end()
    return tracks, end


def _with_twins(one: Thing, scene: DialogueState) -> set[str]:
    """The tracks of a thing; of one of twins that is named by what they share, both: "not the guitar"."""
    tracks = {*one.tracks, *(str(track) for clip in one.clips if (track := scene.track_of(clip)))}
    if len(tracks) != 1:
        return tracks
    words = name_words(next(iter(tracks)))
    if one.end - one.start >= len(" ".join(words)) or len(words) < 2 or not _APART.fullmatch(words[-1]):
        return tracks
    alike = (name_words(track) for track in scene.context.tracks)
    twins = {name for name, said in zip(scene.context.tracks, alike, strict=True) if said[:-1] == words[:-1]}
    return tracks | {name for name in twins if _APART.fullmatch(name_words(name)[-1])}
