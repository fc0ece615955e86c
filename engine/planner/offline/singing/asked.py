"""Asked to sing: "sing it", "sing this: run to the river. female, breathy", "oohs on these", "get the hook sung"."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from engine.planner.offline.conversation.state import State
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.sentence.apart.taken_apart import taken_apart
from engine.planner.offline.singing.last import voiced_last
from engine.planner.offline.singing.manner import manner_in, with_manner
from engine.planner.offline.singing.sounds import SOUNDS, as_sung
from engine.planner.offline.singing.voices import voice_and_rest
from engine.planner.offline.slots.clause import number
from engine.planner.offline.slots.reference import selection
from engine.planner.offline.text.counts import COUNT, counted
from engine.planner.offline.text.words import COMMANDS, plain
from engine.planner.regex import regex
from engine.tasks.plan import Step

_POLITE = (
    r"(?:(?:ok(?:ay)?|now|cool|alright|hey|please|pls|so|and|then|right|great|good|nice|go|yes|yeah|just|also|hi|well|next"
    r"|go ahead and|let'?s|i(?:'d| would) like you to|i want you to|(?:can|could|would|will) (?:you|u|we))\b[\s,.!]*)*"
)
_SOUNDS = rf"(?P<sounds>{SOUNDS})"
_IT = (
    r"(?:it|this|that|these|those|them|(?:(?:the|these|those|my|this|that|what) )?(?:selected (?:notes|bit|part|melody)"
    r"|selection|notes|tune|melody|line|midi|bit|phrase|bars|is selected|i(?:'ve| have)? selected)(?: here)?)"
)
_HEADS = (
    regex(
        rf"{_POLITE}(?:sing|vocali[sz]e)(?: me| us)?(?: (?P<it>{_IT}))?(?: for me| out loud)?(?P<rest>.*)", re.DOTALL
    ),
    regex(
        rf"{_POLITE}(?:(?:have|get|let|make|i want|i need|want|need|i'd like) )?(?P<who>[a-z ]+?) (?:to )?"
        rf"sing(?:ing|s)? (?P<it>{_IT})(?P<rest>.*)",
        re.DOTALL,
    ),
    regex(
        rf"{_POLITE}(?:(?:have|get|i want|want|i need|i'd like) )?(?P<it>{_IT}) sung(?: by (?P<who>[a-z ]+?))?"
        r"(?P<rest>(?:[\s,.:;\"].*)?)",
        re.DOTALL,
    ),
    regex(
        rf"{_POLITE}(?:(?:put|add|give me|do|i want|i need|want|sing|have|some) )?(?:some |a few )?{_SOUNDS}"
        rf" (?:on|over|to|for) (?P<it>{_IT})(?P<rest>.*)",
        re.DOTALL,
    ),
    regex(
        rf"{_POLITE}(?:(?:put|add|give me|do|i want|i need|want) )?(?:an? |some )?(?:(?P<who>[a-z ]+?) )?"
        rf"(?:vocals?|singing) (?:on|over|to|for) (?P<it>{_IT})(?P<rest>.*)",
        re.DOTALL,
    ),
)
_NAMED = (
    regex(rf"{_POLITE}sing(?: me| us)? (?P<what>[^:.?\"]+?)(?P<rest>(?:[,.:;?\"].*)?)", re.DOTALL),
    regex(
        rf"{_POLITE}(?:(?:have|get|let|i want|want|i need|i'd like) )(?P<what>[^:.?\",]+?) sung"
        r"(?: by (?P<who>[a-z ]+?))?(?P<rest>(?:[,.:;?\"].*)?)",
        re.DOTALL,
    ),
)
_LYRICS = regex(
    r"(?:(?:with|w/?|to|using|on) )?(?:(?:the|these|those|its) )?(?:words?|lyrics?|text)(?: (?:are|is|go(?:es)?|here))?"
    r"\s*[:,-]?\s+(?P<words>.+)|(?:it |she |he )?goes[:,]?\s+(?P<goes>.+)",
    re.DOTALL | re.IGNORECASE,
)
_OWN = r"(?:words?|lyrics?|text|syllables)"
OWN_WORDS = regex(
    rf"(?:(?:with|using|to|on) )?(?:(?:the|its|their|those|these|his|her) )?(?:own )?{_OWN}(?: (?:are|is|that are))?"
    r"(?: (?:already|just|all|right|written|typed|put|stored))*"
    r"(?: (?:on|in|from|with|under|of|inside) (?:it|them|there|here"
    r"|(?:the|its|those|these|that) (?:notes?|midi|clip|track|file|part|melody|guide|topline|line|region)))?"
    r"(?: (?:already|anyway|there|in|on))*"
    rf"|(?:it|they)(?: already| all)? (?:has|have|got|'ve got|'s got)(?: its| their| the)?(?: own)? {_OWN}"
    r"(?: (?:on|in) (?:it|them|there))?(?: already)?"
    r"|it'?s got (?:its )?(?:own )?(?:words|lyrics)(?: (?:on|in) it)?(?: already)?",
)
_WITH_OWN = regex(
    rf"[\s,]*\bwith (?:its|the|their|his|her)(?: own| written)? {_OWN}(?: (?:on|in) (?:it|them|the notes))?\s*$",
    re.IGNORECASE,
)
""" "Sing the guide with its own lyrics"."""
_TALK = regex(r"(?:please|pls|plz|thanks|thx|ta|for me|ok|on a new track|new track|as audio|now|then|out loud|cheers)*")
_SPLIT = regex(r"\s*(?:[.;:?\n]+|,(?=\s)|\s-\s)\s*")
_TAILS = regex(r"^(?P<words>.+?)[.,;]+\s+(?P<tail>[^.;]+)$", re.DOTALL)
_QUOTED = regex(r"\"(?P<words>[^\"]+)\"")
_NO_WORDS = frozenset("then and but also mute solo pan up down louder quieter bars bar it track".split())
_LONGEST = 120


@dataclass
class _Wish:
    """What is to be sung how."""

    lyrics: str = ""
    voice: str = ""
    style: str = ""
    is_own: bool = False
    """Do the notes have their words?"""
    more: list[str] = field(default_factory=list)


_SPOKEN_WORDS = regex(
    r"[\s,]*\b(?:with|w/?|using|to|on)?\s*(?:the|those|these|my|his|her) (?:words?|lyrics|text|lines?) "
    r"(?:that |which )?(?:i|he|she|they|we)(?:'ve| have|'s| has)? "
    r"(?:talks?|say|says|said|speaks?|spoken?|mumbled?|mumbles?|reads?|sang"
    r"|sings?|recorded|talked)(?: (?:on|in|over|from) (?:the |my )?(?P<track>[^,.;:]+))?",
    re.IGNORECASE,
)
""" "Sing this with the words I talk on the scratch track"."""
_ITS_OWN = regex(
    r"[\s,]*\b(?:with|using|on|to) (?:(?:its|their|his|her|the) own (?:words?|lyrics|text|syllables)"
    r"|(?:the|its|their) (?:words?|lyrics|text|syllables)(?: (?:that|which))?(?: (?:are|is|were))?(?: already)?"
    r" (?:in|on|of|from) (?:it|them|there|that clip|the (?:clip|notes))"
    r"|(?:the )?(?:words?|lyrics) (?:that|which) (?:are|is|were)(?: already)? there)(?: already)?$",
    re.IGNORECASE,
)
""" "Sing this with the words that are in it": with those of its notes."""
_NO_LYRICS = regex(
    r"(?:sing )?(?:those|these|the same|his|her) (?:words|lyrics|lines?)\b|\byour own (?:tune|melody)\b", re.IGNORECASE
)
WHICH_NOTES = "Which notes should be sung?"
WHICH_OF_THEM = (
    "Of a clip all notes are sung; select those that should be sung and say it again, or put them into a clip of"
    " their own."
)
_SOME_NOTES = regex(
    r"^(?!.*\b(?:selected|already)\b).*\b(?:sing|sung|vocals?|oohs?|aahs?)\b.*\b(?:on|over|to|for) (?:only |just )?"
    r"(?:the|its|their) (?:very )?(?:first|last|final|top|middle|second|third|two|three|high|low)(?:est)?"
    r"(?: (?:\d+|one|two|three|four|five|six|few|couple of))? notes?\b",
    re.IGNORECASE | re.DOTALL,
)
""" "Sing "let go" on the last two notes of the bell": a clip is sung whole."""
Reads = Callable[[str, DialogueState], list[Step] | None]


def asked_to_sing(text: str, scene: DialogueState, reads: Reads) -> list[Step] | None:
    """The step that sings; None where anything else is asked for, or not all of it is known."""
    simple = plain(text).strip()
    if (
        len(simple.split()) > _LONGEST
        or simple.rstrip().endswith("?")
        and not re.match(r"(?:can|could|would)\b", simple, re.I)
    ):
        return None
    low = simple.rstrip(" ?!")
    if low.lower().startswith("sing ") and _NO_LYRICS.match(low[5:]) and re.search(r"\byour own\b", low.lower()):
        return [Step("ask", {"text": WHICH_NOTES})]
    if _SOME_NOTES.search(low) and not scene.context.selected_bars:
        return [Step("ask", {"text": WHICH_OF_THEM})]
    low = _notes_first(low)
    if (own := _ITS_OWN.search(low)) and own.start():
        low = low[: own.start()]
    if told := _SPOKEN_WORDS.search(low):
        return _with_spoken_words(low, told, scene, reads)
    for head in _HEADS:
        match = head.fullmatch(low.lower()) if len(low) == len(low.lower()) else None
        if match is None:
            continue
        groups = match.groupdict()
        notes = _notes(groups.get("it") or "", scene)
        rest = low[match.start("rest") :]
        if notes is None or not groups.get("it") and not re.match(r"\s*(?:[:\"]|$)", rest):
            continue
        wish = _wish(groups, rest, scene, reads)
        return [_step(notes, wish)] if wish is not None else None
    return _of_named(low, scene, reads)


_SINGER = (
    r"(?:some(?:body|one)(?: else)?|a (?:voice|singer|vocalist|girl|guy|woman|man|choir)|anyone|the (?:voice|singer))"
)
_WORDS_FIRST = (
    regex(
        rf"(?:take|use|grab) (?P<notes>[^\"]+?),? (?:and|then) (?:have|let|get|make) {_SINGER} (?:to )?sing"
        r" (?P<words>\"[^\"]+\") (?:on|to|over|with) (?:it|that|those|them)",
        re.IGNORECASE,
    ),
    regex(
        rf"(?:(?:have|let|get|make) {_SINGER} (?:to )?)?sing (?P<words>\"[^\"]+\") (?:on|to|over|with|using)"
        r" (?:the notes of )?(?P<notes>(?!(?:it|that|this|them)\b|a new)[^\"]+?)",
        re.IGNORECASE,
    ),
)


def _notes_first(low: str) -> str:
    """ "Take the fiddle tune and have somebody sing "…" on it": the notes, and the words behind them."""
    match = next((found for form in _WORDS_FIRST if (found := form.fullmatch(low.strip(" .")))), None)
    return f"sing {match['notes']}: {match['words']}" if match else low


def _with_spoken_words(low: str, told: re.Match[str], scene: DialogueState, reads: Reads) -> list[Step] | None:
    """The words are those of a recording, written down first."""
    sung = asked_to_sing(f"{low[: told.start()]} {low[told.end() :]}".strip(), scene, reads)
    if not sung or len(sung) != 1 or "lyrics" in sung[0].args or not told["track"]:
        return None
    notes = scene.clip(str(sung[0].args["midi"]))
    said = taken_apart(told["track"], scene)
    lying = [one for one in scene.clips if one.kind == "audio" and one.track in said.tracks]
    named = [one for one in lying if one.id in {clip for thing in said.things if thing.is_clip for clip in thing.clips}]
    bars = notes.bars if notes else None
    there = [one for one in named or lying if bars and one.bars and one.bars[0] < bars[1] and bars[0] < one.bars[1]]
    if said.bag - _BESIDE_NAME or len(there) != 1:
        return None
    return [Step("transcribe", {"clip": there[0].id}), Step("sing", {**sung[0].args, "lyrics": "$1"})]


def _notes(it: str, scene: DialogueState) -> str | None:
    """The notes that are selected, or that were written last."""
    chosen = selection(scene, ("midi",))
    state = State.of(scene)
    if isinstance(chosen, str):
        is_of_line = it in ("it", "that", "") and voiced_last(state) is not None and not scene.context.is_newly_selected
        return None if is_of_line and chosen not in _sung(state) else chosen
    made = [out for one in state.frames if one.turn == state.last_turn and one.is_live for out in one.out]
    notes = [one for one in made if (view := scene.clip(one)) and view.kind == "midi"]
    return notes[0] if len(notes) == 1 and it else None


def _sung(state: State) -> set[str]:
    return {str(one.args.get("midi")) for one in state.frames if one.tool == "sing"}


def _of_named(low: str, scene: DialogueState, reads: Reads) -> list[Step] | None:
    """ "Get the hook sung", "sing the opening melody, female": of what is named."""
    for head in _NAMED:
        match = head.fullmatch(low.lower()) if len(low) == len(low.lower()) else None
        what, track = _onto_track(_WITH_OWN.sub("", match["what"]), low, scene) if match else ("", "")
        notes = _named_notes(what, scene) if match else ""
        if match is None or not notes:
            continue
        rest = low[match.start("rest") :]
        if not track and (onto := _ONTO.search(rest)) and (named := _exactly(onto["track"], scene)):
            rest, track = f"{rest[: onto.start()]}{rest[onto.end() :]}", named
        wish = _wish(match.groupdict(), rest, scene, reads)
        return _put_on(_step(notes, wish), notes, track, scene) if wish is not None else None
    return None


_ONTO = regex(
    r"[\s,]*\b(?:on|onto|on to) (?:the )?(?:track )?(?P<track>(?!it\b|a\b|new\b)[\w' -]+?)(?: track)?(?= with\b"
    r"|\s*[.,]?$)",
    re.IGNORECASE,
)
""" "Sing the lead on Audio 2 with the words …": the track it goes to."""
_WITH_WORDS = regex(r"[\s,]*\bwith(?: (?:the|these))?(?: (?:words?|lyrics?|text))?$", re.IGNORECASE)


def _exactly(name: str, scene: DialogueState) -> str:
    """The track that is called so, to the letter."""
    return next((one for one in scene.context.tracks if one.lower() == name.strip().lower()), "")


def _onto_track(what: str, low: str, scene: DialogueState) -> tuple[str, str]:
    """What is sung, and the track it goes to."""
    what = _WITH_WORDS.sub("", what)
    onto = _ONTO.search(what)
    track = _exactly(onto["track"], scene) if onto and onto.start() else ""
    return (what[: onto.start()], track) if onto and track else (what, "")


def _put_on(sung: Step, notes: str, track: str, scene: DialogueState) -> list[Step]:
    """The line, on a track of its own or on the one that is told."""
    clip = scene.clip(notes)
    if not track or clip is None or clip.bars is None:
        return [sung]
    return [sung, Step("arrange", {"action": "place", "clip": "$1", "bar": number(clip.bars[0]), "track": track})]


_BESIDE_NAME = frozenset("clip notes melody tune part line song sung for in of on with".split())
_POINTS_AT = regex(
    r"^(?:that|this|those|these) (?=\w+ \w|\w{4})|[\s,]+(?:actually|properly|for real|finally)$", re.IGNORECASE
)
""" "That guide actually"."""
_AT_THE_EDGE = {"opening": 0, "first": 0, "closing": -1, "last": -1, "final": -1}
""" "The closing jingle", of two on one track."""


def _named_notes(words: str, scene: DialogueState) -> str:
    """The one MIDI clip that is named; "" where none is, or several are."""
    words = _POINTS_AT.sub("", words)
    if part := _PART_OF.fullmatch(words):
        return _in_its_bars(part, scene)
    said = taken_apart(words, scene)
    edges = said.bag & _AT_THE_EDGE.keys()
    if said.is_unclear or said.amounts or said.bag - _BESIDE_NAME - edges or any(one.is_pointed for one in said.things):
        return ""
    if edges:
        return _at_the_edge(edges, said.tracks, scene)
    spans = [span for one in said.places for span in one.spans]
    muted = {one.name for one in scene.context.track_views if one.mute}
    named = {clip for one in said.things for clip in one.clips}
    tracks = {track for one in said.things for track in one.tracks}
    fitting = [
        one
        for one in scene.clips
        if one.kind == "midi"
        and (one.id in named if named else one.track in tracks if tracks else one.track not in muted)
        and (not spans or one.bars and any(a - 0.01 <= one.bars[0] and one.bars[1] <= b + 0.01 for a, b in spans))
    ]
    called = [one for one in fitting if one.name.lower() in words] if not tracks and spans else fitting
    return fitting[0].id if len(fitting) == 1 and (said.things or called) else called[0].id if len(called) == 1 else ""


_PART_OF = regex(
    rf"(?:only )?(?:the )?(?P<edge>first|last|opening|final) (?P<count>{COUNT}) bars of (?P<who>.+)", re.IGNORECASE
)


def _in_its_bars(part: re.Match[str], scene: DialogueState) -> str:
    """ "The first four bars of the lead": the clip that lies just there."""
    who = taken_apart(part["who"], scene)
    tracks = {track for one in who.things for track in one.tracks}
    if who.bag - _BESIDE_NAME or who.places or who.amounts or len(tracks) != 1:
        return ""
    lying = sorted(
        (one.bars, one.id) for one in scene.clips if one.kind == "midi" and one.track in tracks and one.bars
    )
    (bars, clip) = lying[0 if part["edge"].lower() in ("first", "opening") else -1] if lying else ((0.0, 0.0), "")
    return clip if abs(bars[1] - bars[0] - counted(part["count"])) < _NEAR else ""


_NEAR = 0.05


def _at_the_edge(edges: frozenset[str], tracks: Sequence[str], scene: DialogueState) -> str:
    lying = sorted((one.start, one.id) for one in scene.clips if one.kind == "midi" and one.track in tracks)
    is_one = len(edges) == 1 and len(tracks) == 1 and len(lying) > 1
    return lying[_AT_THE_EDGE[next(iter(edges))]][1] if is_one else ""


def _wish(groups: dict[str, str | None], rest: str, scene: DialogueState, reads: Reads) -> _Wish | None:
    wish = _Wish()
    if (who := groups.get("who")) and not _how(who, wish):
        return None
    if sounds := groups.get("sounds"):
        wish.lyrics = as_sung(sounds)
    return wish if _rest(rest, wish, scene, reads) else None


def _rest(rest: str, wish: _Wish, scene: DialogueState, reads: Reads) -> bool:
    """Keep the words, the voice and the manner; False where anything else is said."""
    quoted = list(_QUOTED.finditer(rest))
    if len(quoted) > 1 or quoted and wish.lyrics:
        return False
    if quoted:
        wish.lyrics = quoted[0]["words"].strip()
        rest = f"{rest[: quoted[0].start()].rstrip(' :,-')}, {rest[quoted[0].end() :]}"
        rest = re.sub(
            r"(?:\bwith\b|\bto\b|\bsaying\b|\bgoing\b)?(?: the| these)?(?: words?| lyrics?| text)?[\s:,]*,",
            ",",
            rest,
            count=1,
        )
    parts = [one for one in _SPLIT.split(rest) if one.strip()]
    unknown = [place for place, one in enumerate(parts) if not _part(one, wish)]
    if not unknown:
        return True
    first, last = unknown[0], unknown[-1]
    if wish.lyrics or wish.is_own:
        return False
    whole = rest[rest.index(parts[first]) :]
    if last + 1 < len(parts):
        whole = whole[: whole.rindex(parts[last + 1])]
    words = whole.strip(" .,;:-\n")
    told = _LYRICS.fullmatch(words)
    is_marked = told is not None or re.match(r"\s*[:\n]", rest) is not None
    words = (told["words"] or told["goes"]).strip(" :") if told else words
    if not is_marked and not _may_be_lyrics(words, rest, scene, reads):
        return False
    wish.lyrics = words
    return True


def _may_be_lyrics(words: str, rest: str, scene: DialogueState, reads: Reads) -> bool:
    """Are words that stand alone behind "sing this." the words that are sung, and no further request?"""
    first = re.findall(r"[a-z']+", words.lower())[:1]
    if not re.match(r"\s*[.;:,\n-]", rest) or not first or first[0] in COMMANDS or first[0] in _NO_WORDS:
        return False
    return len(words.split()) > 2 and not reads(words, scene)


def _part(part: str, wish: _Wish) -> bool:
    low = part.strip().lower()
    if _TALK.fullmatch(low):
        return True
    if OWN_WORDS.fullmatch(low):
        wish.is_own = True
        return True
    return _how(low, wish)


def _how(words: str, wish: _Wish) -> bool:
    """Who sings, or how."""
    if voice := voice_and_rest(words):
        manners = [manner_in(one) for one in voice[1]]
        if any(one is None for one in manners) or wish.voice:
            return False
        wish.voice = voice[0]
    else:
        pieces = re.split(r"\s+and\s+|\s*&\s*|\s*,\s*", words)
        manners = [manner_in(one) for one in pieces]
    if any(one is None for one in manners):
        return False
    for one in manners:
        wish.style = with_manner(wish.style, one[0], is_more=one[1]) if one else wish.style
    return True


def _step(notes: str, wish: _Wish) -> Step:
    told: Sequence[tuple[str, Any]] = (
        ("lyrics", wish.lyrics),
        ("midi", notes),
        ("voice", wish.voice),
        ("style", wish.style),
    )
    return Step("sing", {name: value for name, value in told if value})
