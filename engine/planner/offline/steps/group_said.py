"""Group said: words that mean several tracks at once, and what they leave out: "the whole band, not the side drum".

The tracks are all of the session, all of one kind, those that are not named ("the rest of the band", "the other two"),
or those that the conversation was about ("those two", "the copies"), without what is excepted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from engine.planner.offline.conversation.state import EDITS, Frame, State
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.other_tracks import other_tracks
from engine.planner.offline.slots.set_track import COLORS
from engine.planner.offline.slots.things import Thing, things
from engine.planner.offline.text.names import name_words
from engine.planner.offline.text.words import plain

_NUMBERS = {"both": 2, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "2": 2, "3": 3, "4": 4, "5": 5, "6": 6}
_N = r"(?:two|three|four|five|six|[2-6])"
_PLAYERS = r"(?:band|orchestra|ensemble|line-?up|combo|quartet|quintet|trio|octet)"
_SONG = r"(?:thing|song|tune|piece|session|project|arrangement|score|lot|mix|track)"
_EVERYONE = re.compile(
    rf"\b(?:(?:every|each) (?:single )?(?:track|lane|channel|part|voice|instrument|player)"
    r"|(?P<song>everything)|every(?:one|body)"
    rf"|all(?: of)?(?: the| my| our)? (?:tracks|lanes|channels|parts|instruments|players)"
    rf"|(?:all(?: of)? )?(?:(?:the|my|our) )?(?:whole|entire|full|complete) {_PLAYERS}|(?:the|my|our) {_PLAYERS})\b",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r" (?:else|up to|until|till|before|after|from|between|of|the|my|our|other|rest)\b", re.IGNORECASE)
""" "Everything up to bar 5", "all the guitars": other words."""
_OF_THEM = (
    r"(?: of (?:(?:the|my|our) (?:tracks|band|mix|choir|voices|instruments|group|session|kit|lot|song"
    rf"|{_PLAYERS})|them|it|those|these))?"
)
REST = re.compile(
    r"(?<!\bto )(?<!\bwith )(?<!\bfrom )(?<!\blike )\b(?:(?:everyone|everybody|everything|all) (?:else|change|other)"
    r"|(?:all(?: of)? )?(?:the )?(?:other|remaining) (?P<count>two|three|four|five|six)"
    r"(?: of them| ones| tracks| parts)?(?! [a-z]+s\b)|(?P<both>both) (?:the )?others?"
    rf"|(?:all(?: of)? )?the (?:others|rest{_OF_THEM}|remaining (?:tracks|ones|parts))"
    r"|(?:all(?: of)? |every )?(?:the |my |our )?others? (?:tracks|ones|parts|voices|instruments|channels|players)"
    r"|all(?: the)? others?|others|rest(?: tracks?)?)\b"
    r"(?! (?:of|than|but|except|note|notes|bars?|bit|takes?|clips?)\b)",
    re.IGNORECASE,
)
SPARED = re.compile(
    r"\W*(?:(?:can|should|must|to|is|are|just|all)\s+)*(?:stays?|remains?|unchanged|untouched|alone|as is"
    r"|as (?:it|they)\b|like (?:it|they)\b|where (?:it|they)\b|the same\b|how (?:it|they)\b|back\b|too\b|also\b"
    r"|as well\b)",
    re.IGNORECASE,
)
LEFT = re.compile(
    r"\b(?:leave|keep|don'?t (?:touch|change|move)|not|without (?:touching|changing)|but not|undo|revert|delete"
    r"|remove|erase|cut|balance|blend|than|as)\s+(?:up\s+)?$",
    re.IGNORECASE,
)
_ADVERB = (
    r"(?=\s*(?:$|[,.;!?)+-]|\d|(?:up|down|back|a|an|to|on|off|in|at|by|left|right|hard|now|please|with|as|into|together"
    r"|and|again|too|also|less|more|go|goes|are|should|need|want|sound|\w+er|mute|solo|quiet|loud|half|slightly|apart"
    rf"|some|{COLORS})\b))"
)
_ALL_OF_IT = re.compile(
    rf"\b(?:all of (?:it|them)\b|(?P<song>(?:the|my|our) (?:whole|entire|full|complete) {_SONG})\b|the lot\b"
    rf"|all{_ADVERB})",
    re.IGNORECASE,
)
""" "The whole song", "everything" may be a mix or the tempo; with an exception it is the tracks."""
_THOSE = re.compile(
    rf"\b(?:(?:both|each|all(?: (?P<a>{_N}))?) of (?:them|these|those)|(?:them|they|'em) (?:both|all(?: (?P<b>{_N}))?)"
    rf"|(?:those|these|all(?: of)?(?: the| those| these)?|the) (?P<c>{_N})(?: of (?:them|those|these))?|both){_ADVERB}",
    re.IGNORECASE,
)
_NEW = re.compile(
    rf"\b(?:(?:the|those|these|both|all)\s+)+(?:(?P<n>{_N})\s+)?(?:new\s+)?"
    rf"(?P<what>copies|copy|doubles?|duplicates?|harmon(?:y|ies)|(?<=new )(?:ones|tracks|parts|voices)){_ADVERB}",
    re.IGNORECASE,
)
_BUT = re.compile(
    r"(?P<lead>[\s,;.(–—-]*)\b(?P<but>(?:(?:but|and|just) )*(?:leav(?:e|ing)(?: out)?|keep|skip|spare|don'?t touch)"
    r"|(?:(?:all )?but |only |just )?(?:except(?:ing)?(?: for)?|apart from|aside from|other than|besides"
    r"|save for|excluding|not|without)|but(?: for)?|(?:less|minus|bar)(?= (?:the|my|our)\b))\s+",
    re.IGNORECASE,
)
_SOFT = re.compile(
    r"^(?:not|without|leav|keep|skip|spare|don'?t|besides|(?:but |and |just )*(?:leave|keep|skip|spare|don'?t))",
    re.IGNORECASE,
)
""" "Not", "leave": an exception only where it ends what is said."""
_ALONE = (
    r"(?:\s+(?:out(?: of (?:it|this|that))?|alone|though|tho|please|be|in|(?:un)?touched|there|of course|obviously|then"
    r"|(?:as|where|how|like) (?:it|they) (?:is|are|was|were)|as is))*"
)
_CLAUSE_END = re.compile(rf"{_ALONE}\s*(?=$|[,.;!?)])", re.IGNORECASE)
_BEGINS = re.compile(r"^\W*(?:(?:please|now|ok(?:ay)?|and|then|but|so)\W+)*$", re.IGNORECASE)
_STAYS = re.compile(
    r"\s*(?:(?:can|should|must|may|just)\s+)*(?:stays?|remains?|excepted|excluded)\b(?: (?:put|there|untouched|out"
    r"|the same|(?:as|where|how|like) (?:it|they) (?:is|are|was|were)|out of (?:it|this)))?\s*(?=$|[,.;!?)])",
    re.IGNORECASE,
)
_JOINT = re.compile(r"\s*(?:,|&|\+|,?\s*\b(?:and|or|nor)\b)\s*", re.IGNORECASE)
_LINK = re.compile(rf"{_JOINT.pattern}(?:(?:the|my|our|both|all)\s+)*", re.IGNORECASE)
_ARTICLES = re.compile(
    r"(?:(?:on|for|to|from|of|all|both|any|the|my|our|his|her|their|those|that|not)\s+)*", re.IGNORECASE
)
_QUANTIFIER = re.compile(
    rf"\b(?:all(?: of)?|each(?: of)?|every|both(?: of)?|{_N}(?: of)?)(?: (?:the|my|our|{_N}))*\s+$", re.IGNORECASE
)
_REST_OF = re.compile(r"\b(?:all )?the (?:rest|others?) of (?:the|my|our)\s+$", re.IGNORECASE)
_ARTICLE = re.compile(r"\b(?:the|my|our)\s+$", re.IGNORECASE)
_APART = re.compile(r"l|r|left|right|[a-d]|\d+")
_BACK = re.compile(r"\b(?:undo|redo|revert|roll back|(?:take|took) (?:\w+ ){0,3}back)\b", re.IGNORECASE)
_SIDE = re.compile(r"(?:the )?(?P<side>left|right|[LR])\b(?: one)?(?=\s*(?:$|[,.;!?)]))", re.IGNORECASE)
""" "The guitars, not the left one"."""
_CLIPS = re.compile(r"(?:'s)?\s+(?:clips?|regions?|takes?|parts|bits|pieces)\b", re.IGNORECASE)
_CALLED = re.compile(r"\b(?:called|named|titled|labell?ed)\s+$", re.IGNORECASE)
_LONGEST = 300


@dataclass(frozen=True)
class Group:
    """The tracks that are meant, and the request in two pieces around the words that mean them."""

    tracks: tuple[str, ...]
    before: str
    after: str
    is_everyone: bool = False
    """All that there is, and not some of a kind: drums are no part of a band that changes its key."""
    is_loose: bool = False
    """ "The whole song": perhaps not the tracks."""
    is_spoken_of: bool = False
    """ "Those two": what the conversation was about."""

    def with_name(self, name: str) -> str:
        """The request with a name in place of the group."""
        return f"{self.before}{name}{self.after}"


def only_spared(text: str, about: set[str], scene: DialogueState) -> bool:
    """Is what a request is read to be about nothing but what it excepts, beside words for what is done?"""
    simple = plain(text)
    spared, spans = _spared(simple, scene) if '"' not in simple and len(simple) <= _LONGEST else (set(), [])
    rest = "".join(" " if any(a <= at < b for a, b in spans) else char for at, char in enumerate(simple))
    is_beside = bool(spans) and spans[0][0] > 0 and len(re.findall(r"[^\W\d_]+", rest)) > 2
    return is_beside and bool(about) and about <= spared


_CORRECTS = re.compile(r"^\W*(?:no|nope|nah|not|sorry|wait|oops|i mean\w*|actually|rather)\b", re.IGNORECASE)


def without_exceptions(text: str, scene: DialogueState) -> str:
    """ "Sub and pluck an octave down, not the pad": what is named is all that is meant; "" for any other request."""
    simple = plain(text)
    if '"' in simple or len(simple) > _LONGEST or _BACK.search(simple) or _CORRECTS.match(simple):
        return ""
    spared, spans = _spared(simple, scene)
    rest = "".join(char for at, char in enumerate(text) if not any(a <= at < b for a, b in spans))
    named = {track for one in things(rest, scene) for track in one.tracks}
    return rest if spans and spans[0][0] > 0 and named and not named & spared else ""


def group_said(text: str, scene: DialogueState) -> Group | None:
    """The first group that a request names; None for any other."""
    simple = plain(text)
    if '"' in simple or len(simple) > _LONGEST or len(scene.context.tracks) < 2 or _BACK.search(simple):
        return None
    spared, spans = _spared(simple, scene)
    hidden = "".join(" " if any(a <= at < b for a, b in spans) else char for at, char in enumerate(simple))
    named = things(hidden, scene)
    for found in (_of_the_rest, _of_everyone, _of_a_kind, _of_those):
        if meant := found(hidden, named, spared, scene):
            start, end, tracks, everyone, loose = meant
            if not tracks:
                return None
            if not everyone:
                start, end, tracks = _with_listed(start, end, tracks, hidden, named)
            before, after = _around(text, start, end, spans)
            return Group(tuple(tracks), before, after, everyone, loose, found is _of_those)
    return None


def _with_listed(
    start: int, end: int, tracks: Sequence[str], text: str, named: Sequence[Thing]
) -> tuple[int, int, Sequence[str]]:
    """With what is listed beside it: "the bass and both guitars"."""
    found = list(tracks)
    for one in reversed(named):
        between = text[one.end : start]
        is_one = not between.strip() and {*one.tracks} & {*found}  # "lead vocal"
        if one.end <= start and one.tracks and (is_one or _LINK.fullmatch(between)):
            article = _ARTICLE.search(text[: one.start])
            start, found = article.start() if article else one.start, [*one.tracks, *found]
    for one in named:
        if end <= one.start and one.tracks and _LINK.fullmatch(text[end : one.start]):
            end, found = one.end, [*found, *one.tracks]
    return start, end, list(dict.fromkeys(found))


_Meant = tuple[int, int, Sequence[str], bool, bool]
"""Where it stands, its tracks, is it everyone, is it loose."""


def _around(text: str, start: int, end: int, spans: Sequence[tuple[int, int]]) -> tuple[str, str]:
    """What is said before and after those places, without the exceptions."""

    def kept(low: int, high: int) -> str:
        return "".join(char for at, char in enumerate(text[low:high], low) if not any(a <= at < b for a, b in spans))

    return kept(0, start).lstrip(" ,;"), kept(end, len(text))


def _spared(text: str, scene: DialogueState) -> tuple[set[str], list[tuple[int, int]]]:
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
        if not _LINK.fullmatch(between) or len(run) == 1 and not re.search(r"and|&|\+", between):
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
        if not is_joined or not _ARTICLES.fullmatch(between[joint.end() if joint else 0 :]):
            break
        tracks |= more
        end = one.end
    if not tracks and (new := _NEW.match(text, at)):
        return set(_made(new, scene)), new.end()
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


def _free(match: re.Match[str], named: Sequence[Thing]) -> bool:
    """Is it no part of a name?"""
    is_name = _CALLED.search(match.string[: match.start()])
    return not is_name and not any(one.start < match.end() and match.start() < one.end for one in named)


def _of_everyone(text: str, named: Sequence[Thing], spared: set[str], scene: DialogueState) -> _Meant | None:
    for pattern in (_EVERYONE, _ALL_OF_IT):
        for match in pattern.finditer(text):
            is_free = _free(match, named) and not _GOES_ON.match(text, match.end())
            if is_free and not spared and _is_of_a_topic(text, match.start(), named):
                return None
            if is_free and (spared or pattern is _EVERYONE or match["song"]):
                return *match.span(), other_tracks(spared, scene), True, bool(match["song"]) and not spared
    return None


def _is_of_a_topic(text: str, at: int, named: Sequence[Thing]) -> bool:
    """ "The tenors lie too low: everything up a third" is all of the tenors."""
    return re.search(r":\s*$", text[:at]) is not None and any(one.end <= at for one in named)


def _of_the_rest(text: str, named: Sequence[Thing], spared: set[str], scene: DialogueState) -> _Meant | None:
    matches = [one for one in REST.finditer(text) if _free(one, named)]
    if len(matches) != 1:
        return None
    match = matches[0]
    if SPARED.match(text, match.end()) or LEFT.search(text[: match.start()]):
        return None
    tracks = {track for one in named for track in one.tracks} | spared
    tracks = tracks or (_of_turn(scene) if scene.context.dialogue else set())
    others = other_tracks(tracks, scene) if tracks else ()
    count = match["count"] or match["both"]
    if count and len(others) != _NUMBERS[count.lower()]:
        return None
    return (*match.span(), others, not count, False) if others else None


def _of_a_kind(text: str, named: Sequence[Thing], spared: set[str], scene: DialogueState) -> _Meant | None:
    """ "The strings, not the celli", "all the guitars"."""
    plural = [one for one in named if len(one.tracks) > 1]
    for one in plural:
        quantifier = _QUANTIFIER.search(text[: one.start])
        if rest := _REST_OF.search(text[: one.start]):
            quantifier, spared = rest, spared | {track for other in named if other is not one for track in other.tracks}
        if _CLIPS.match(text, one.end) or not (quantifier or spared and spared <= {*one.tracks} and len(plural) == 1):
            continue
        article = quantifier or _ARTICLE.search(text[: one.start])
        tracks = [track for track in one.tracks if track not in spared]
        return article.start() if article else one.start, one.end, tracks, False, False
    return None


def _of_those(text: str, named: Sequence[Thing], spared: set[str], scene: DialogueState) -> _Meant | None:
    """ "Those two", "both", "the copies": what the conversation was about."""
    for pattern in (_NEW, _THOSE):
        match = next((one for one in pattern.finditer(text) if _free(one, named)), None)
        if match is None or pattern is _NEW and not match["what"].lower().endswith("s"):
            continue  # "the copy" is one thing
        tracks = _made(match, scene) if pattern is _NEW else _spoken_of(match, scene)
        tracks = [track for track in tracks if track in scene.context.tracks and track not in spared]
        if tracks and not _are_clips(tracks, scene):
            return *match.span(), tracks, False, False
    return None


def _are_clips(tracks: Sequence[str], scene: DialogueState) -> bool:
    """Was the conversation about some clips of these tracks, and not about the tracks?"""
    worked = {clip for one in _live(scene) for clip in (*one.out, *one.clips())}
    lying = [clip for clip in scene.clips if clip.track in tracks]
    return any(clip.id in worked for clip in lying) and any(clip.id not in worked for clip in lying)


def _made(match: re.Match[str], scene: DialogueState) -> list[str]:
    """The tracks of what was copied, doubled, harmonized or made at all."""
    what = match["what"].lower()
    frames = [one for one in _live(scene) if one.out and one.tool not in EDITS or one.args.get("action") == "new_track"]
    if what.startswith("harmon"):
        frames = [one for one in frames if one.tool == "harmonize"]
    elif what.startswith(("cop", "dup")):
        frames = [one for one in frames if one.kind == "duplicate"]
    elif what.startswith("doub"):
        doubled = [one for one in frames if re.search(r"\bdoub", one.said, re.IGNORECASE)]
        frames = doubled or [one for one in frames if one.kind == "duplicate"]
    tracks = list(dict.fromkeys(track for one in frames for track in _tracks_of(one, scene)))
    if not what.endswith("s"):
        return tracks[-1:]
    if not match["n"]:
        return tracks
    return tracks[-_NUMBERS[match["n"].lower()] :] if len(tracks) >= _NUMBERS[match["n"].lower()] else []


def _spoken_of(match: re.Match[str], scene: DialogueState) -> list[str]:
    """So many tracks as are counted, of the turns that came last; all of the session where there are so many."""
    said = next((match[name] for name in "abc" if match[name]), "both" if "both" in match[0].lower() else "")
    count = _NUMBERS[said.lower()] if said else 0
    found: list[str] = []
    frames = _live(scene) if scene.context.dialogue else []
    for turn in sorted({one.turn for one in frames}, reverse=True):
        here = [track for one in frames if one.turn == turn for track in _tracks_of(one, scene)]
        found = list(dict.fromkeys((*here, *found)))
        if len(found) >= max(count, 2):
            break
        if not count:
            return []
    if len(found) == (count or len(found)) and len(found) > 1:
        return found
    everyone = other_tracks((), scene)
    return list(everyone) if count > 1 and len(everyone) == count else []


def _of_turn(scene: DialogueState) -> set[str]:
    """The tracks of the last turn that did something, and of those before it that did the same."""
    frames = _live(scene)
    tracks: set[str] = set()
    for turn in sorted({one.turn for one in frames}, reverse=True):
        here = [one for one in frames if one.turn == turn]
        if {(one.tool, one.kind) for one in here} != {
            (one.tool, one.kind) for one in frames if one.turn == frames[-1].turn
        }:
            break
        tracks |= {track for one in here for track in _tracks_of(one, scene)}
    return tracks


def done_last_to(scene: DialogueState) -> set[tuple[str, str]]:
    """What the last turn that did something did: (task, kind)."""
    frames = _live(scene)
    return {(one.tool, one.kind) for one in frames if one.turn == frames[-1].turn}


def _live(scene: DialogueState) -> list[Frame]:
    tells = ("session_info", "history", "transport", "marker")
    return [one for one in State.of(scene).frames if one.is_live and one.tool not in tells]


def _tracks_of(frame: Frame, scene: DialogueState) -> Iterator[str]:
    """The tracks of what a call made; of what was changed where it made nothing."""
    args = frame.args
    if frame.out and frame.tool not in EDITS:
        yield from _known(scene.track_of(one) for one in frame.out)
    elif args.get("action") == "new_track":
        yield str(args.get("name") or "")
    else:
        tracks = args.get("tracks") or [args.get("track")]
        yield from _known(tracks if isinstance(tracks, list | tuple) else [tracks])
        yield from _known(scene.track_of(one) for one in frame.clips())


def _known(tracks: Iterable[object]) -> Iterator[str]:
    return (str(track) for track in tracks if track)
