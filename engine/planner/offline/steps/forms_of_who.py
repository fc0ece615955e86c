"""The forms that mean tracks without their names, each with the tracks that it means."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass

from engine.planner.context import TrackInfo
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.clause import Clause
from engine.planner.offline.slots.meant import tracks_meant
from engine.planner.offline.slots.other_tracks import other_tracks
from engine.planner.offline.slots.sections import DRUMS, of_section
from engine.planner.offline.slots.things import things
from engine.planner.offline.slots.voices import sung_and_spoken, words_of_tracks
from engine.planner.offline.text.names import name_words
from engine.planner.offline.text.number_words import NUMBER_WORDS, spoken_number
from engine.planner.regex import regex

_WHO = (
    r"(?:(?:who|what|which)(?:so)?ever|any(?:one|body|thing)|every(?:one|body|thing)"
    r"|all(?: of)? (?:those|them|the (?:people|ones|tracks|channels|voices|parts)|people|tracks|channels)"
    r"|those|(?:the|that|those|these|my|our) (?:ones?|persons?|people|guys?|m[ae]n|wom[ae]n|lad(?:y|ies)|girls?|boys?"
    r"|kids?|dudes?|fellows?|bloke|players?|musicians?|voices?|tracks?|channels?|parts?|clips?|bits?|stuff)|people)"
)
_IS = r"(?:(?:'s| is| are|'re)(?: currently| still| already| all)?| that| who| which)*"
_NOT = r"(?P<not>(?: (?:do|does|is|are)n'?t| (?:do|does|is|are) not| not|'s not))?"
_TALKS = r"(?:talk(?:s|ing)?|speak(?:s|ing)?|narrat(?:es|ing))"
_SINGS = r"(?:sing(?:s|ing)?)"
_ART = r"(?:the |my |our |a )?"
_N = rf"(?P<n>\d+|{NUMBER_WORDS})"
_TRACKS = r"(?:tracks|channels|lanes|faders|strips)"
_TRACK = r"(?:track|channel|lane|fader|strip|one)"
_ABOVE = r"(?P<up>(?:right |just |directly |straight )?(?:above|over|on top of)(?: of)?)"
_BELOW = r"(?:right |just |directly |straight )?(?:below|under|underneath|beneath)(?: of)?"
_GROUP = r"(?: (?:group|folder|bus))"
_NAMED = r"(?P<named>[\w'.#+-]+(?: [\w'.#+-]+){0,3}?)"
_ENDS = (
    r"(?=$|[.,;:!?]|\s+(?:up|down|by|to|in|on|at|from|for|a|an|and|or|but|back|off|out|left|right|hard|please|now|too|is"
    r"|are|should|could|needs?|must|louder|quieter|softer|muted?|soloed|solo|off|transposed|with|without|over|under|until|till|again|some|more|less|so"
    r"|then|into|through|during|only|red|blue|green|yellow|orange|purple|pink|\d|[+-]\d|minus|plus|half|slightly|way"
    r"|than|as|like|instead|together|there|here|wider|darker|brighter|after|before|throughout)\b)"
)
_HORNS = frozenset(
    "horn horns trumpet trumpets tpt tpts trombone trombones tbn tbns bone bones tuba sousaphone cornet flugelhorn"
    " flugel euphonium sax saxes saxophone saxophones alto-sax tenor-sax bari brass".split()
)
_KEYS = frozenset(
    "keys key piano pianos pno rhodes wurli wurlitzer organ hammond clav clavinet keyboard keyboards ep epiano"
    " harpsichord celesta".split()
)
_GUITARS = frozenset("guitar guitars gtr gtrs git gits".split())
_LOW = frozenset("bass bassline upright contrabass sub 808".split())
_NO_MUSIC = frozenset(
    "ambience ambient atmos atmo amb room foley fx sfx noise rain wind street crowd applause wild wildtrack roomtone"
    " birds traffic guide click metronome".split()
)
_FAMILIES = {"horn": _HORNS, "key": _KEYS, "keyboard": _KEYS, "guitar": _GUITARS}
_SECTION = (
    r"(?:(?:section|players|guys|people|folks|parts|tracks|channels|lines|instruments|musicians|stems|boys|girls)\b)"
)
_FILES = regex(r"\b(?:export|bounce|render|save|transcribe|new|called|named|import)\b", re.IGNORECASE)
_IT = regex(r"it|that|this|him|her|(?:that|this) (?:one|track)", re.IGNORECASE)
_NAMES_ONE = regex(
    r"\s+(?:track|channel|clip|bus|group|folder|marker|section|effect|solo|sound|voice)\b", re.IGNORECASE
)


def _sounding(scene: DialogueState) -> tuple[str, ...]:
    return other_tracks((), scene)


def _views(scene: DialogueState, fits: Callable[[TrackInfo], bool]) -> list[str]:
    return [view.name for view in scene.context.track_views if fits(view)]


def _who_sings_or_talks(match: re.Match[str], scene: DialogueState) -> list[str]:
    sung, spoken = sung_and_spoken(words_of_tracks(scene))
    told = spoken if match["talks"] else sung
    if match["not"] and told:
        return [track for track in _sounding(scene) if track not in told]
    return told


def _the_one_who(match: re.Match[str], scene: DialogueState) -> list[str]:
    told = _who_sings_or_talks(match, scene)
    return told if len(told) == 1 else []


def _speech(match: re.Match[str], scene: DialogueState) -> list[str]:
    return sung_and_spoken(words_of_tracks(scene))[1]


def _one_speaker(match: re.Match[str], scene: DialogueState) -> list[str]:
    spoken = _speech(match, scene)
    return spoken if len(spoken) == 1 and not things(match[0], scene) else []


def _who_plays(match: re.Match[str], scene: DialogueState) -> list[str]:
    """Whoever plays the drums, the guy on keys, the trumpet player."""
    return _called(match["named"], scene)


def _called(words: str, scene: DialogueState) -> list[str]:
    """The tracks of words that are all a name; none where something is left over."""
    if _IT.fullmatch(words):
        return tracks_meant(Clause(words, "", "", scene))
    found = things(words, scene)
    at = 0
    for one in found:
        if re.sub(r"(?:\b(?:the|my|our|and|both)\b|[\s,&])", "", words[at : one.start], flags=re.IGNORECASE):
            return []
        at = one.end
    return [track for one in found for track in one.tracks] if found and not words[at:].strip(" s") else []


def _of_words(words: Collection[str], scene: DialogueState) -> list[str]:
    """The tracks that one of these words tells: by their own names, else by their clips' names and short tags."""
    by_name = [track for track in _sounding(scene) if set(name_words(track)) & set(words)]
    short: dict[str | None, set[str]] = {clip.track: set() for clip in scene.clips}
    for clip in scene.clips:
        for told in (clip.name, *clip.tags):
            short[clip.track] |= set(name_words(told)) if len(name_words(told)) < 3 else set()
    sung, spoken = sung_and_spoken(words_of_tracks(scene))
    by_clip = [track for track in _sounding(scene) if short.get(track, set()) & set(words)]
    return [track for track in _sounding(scene) if track in (*by_name, *by_clip) and track not in (*sung, *spoken)]


def _family(match: re.Match[str], scene: DialogueState) -> list[str]:
    """The players of one kind; of one player only where the words are of several."""
    word = match["kind"].lower()
    tracks = _of_words(_FAMILIES[word.removesuffix("s")], scene) if word.removesuffix("s") in _FAMILIES else []
    tracks = tracks or of_section(word, _sounding(scene)) or _called(word, scene)
    return tracks if len(tracks) > 1 or match["section"] else []


def _the_voice(match: re.Match[str], scene: DialogueState) -> list[str]:
    """The one that sings, or speaks where nobody does; of several that sing the one that leads, or all of "voices"."""
    sung, spoken = sung_and_spoken(words_of_tracks(scene))
    voices = sung or spoken
    if match["all"]:
        return voices if sung else []
    leads = [track for track in voices if {"lead", "main"} & set(name_words(track))]
    return next((few for few in (voices, leads) if len(few) == 1), [])


def _rhythm_section(match: re.Match[str], scene: DialogueState) -> list[str]:
    drums, low = _of_words(DRUMS | {"beat", "beats", "loop"}, scene), _of_words(_LOW, scene)
    return [*drums, *low] if drums and low else []


def _instruments(match: re.Match[str], scene: DialogueState) -> list[str]:
    """Those that nobody sings or speaks on, and that are no noises."""
    told = words_of_tracks(scene)
    voices = {track for tracks in sung_and_spoken(told) for track in tracks}
    noises = {track for track, words in told.items() if words & _NO_MUSIC}
    if not voices:
        return []
    return [track for track in _sounding(scene) if track not in voices | noises]


def _of_kind(match: re.Match[str], scene: DialogueState) -> list[str]:
    if _FILES.search(match.string):
        return []
    kind = match["kind"].lower()
    return _views(scene, lambda view: view.kind == kind)


def _numbered(match: re.Match[str], scene: DialogueState) -> list[str]:
    """ "Track 3", "channels 2 to 4": by their places, where no name has a number like that."""
    tracks = scene.context.tracks
    if any({*name_words(track)} & {"track", "channel", "lane", "audio", "midi"} for track in tracks):
        return []
    said = [int(one) for one in re.findall(r"\d+", match["places"])]
    if re.search(r"[-–]|to|thr", match["places"]):
        said = list(range(said[0], said[-1] + 1)) if len(said) == 2 else []
    return [tracks[one - 1] for one in said] if said and all(0 < one <= len(tracks) for one in said) else []


def _beside(match: re.Match[str], scene: DialogueState) -> list[str]:
    tracks = _called(match["named"], scene)
    if len(tracks) != 1:
        return []
    at = scene.context.tracks.index(tracks[0]) + (-1 if match["up"] else 1)
    return [scene.context.tracks[at]] if 0 <= at < len(scene.context.tracks) else []


def _all_beside(match: re.Match[str], scene: DialogueState) -> list[str]:
    tracks = _called(match["named"], scene)
    if len(tracks) != 1:
        return []
    at = scene.context.tracks.index(tracks[0])
    beside = scene.context.tracks[:at] if match["up"] else scene.context.tracks[at + 1 :]
    return [track for track in beside if track in _sounding(scene)]


def _edge(match: re.Match[str], scene: DialogueState) -> list[str]:
    count = int(match["n"]) if match["n"].isdigit() else int(spoken_number(match["n"]))
    tracks = scene.context.tracks
    if not 0 < count < len(tracks):
        return []
    return list(tracks[:count] if match["edge"].lower() in ("first", "top", "upper") else tracks[-count:])


def _pressed(match: re.Match[str], scene: DialogueState) -> list[str]:
    state = match["state"].lower()
    is_off = bool(match["not"]) != state.startswith("un")
    button = "mute" if "mute" in state or "silenc" in state else "solo"
    on = _views(scene, lambda view: getattr(view, button))
    return [track for track in _sounding(scene) if track not in on] if is_off and on else on


def _with_plugin(match: re.Match[str], scene: DialogueState) -> list[str]:
    wanted = set(name_words(match["named"]))
    return _views(scene, lambda view: any(wanted <= set(name_words(plugin)) for plugin in view.plugins))


def _in_group(match: re.Match[str], scene: DialogueState) -> list[str]:
    wanted = name_words(match["named"])
    return _views(scene, lambda view: bool(view.group) and name_words(view.group) == wanted)


def _empty(match: re.Match[str], scene: DialogueState) -> list[str]:
    lying = {clip.track for clip in scene.clips}
    return _views(scene, lambda view: view.kind in ("audio", "midi") and view.name not in lying)


def _by_fader(match: re.Match[str], scene: DialogueState) -> list[str]:
    views = [view for view in scene.context.track_views if view.name in _sounding(scene)]
    if len({view.gain_db for view in views}) < 2:
        return []
    order = sorted(views, key=lambda view: view.gain_db)
    pick, next_one = (order[-1], order[-2]) if match["high"] else (order[0], order[1])
    return [pick.name] if pick.gain_db != next_one.gain_db else []


@dataclass(frozen=True)
class _Form:
    words: re.Pattern[str]
    tracks: Callable[[re.Match[str], DialogueState], Collection[str]]


def _form(pattern: str, tracks: Callable[[re.Match[str], DialogueState], Collection[str]]) -> _Form:
    return _Form(re.compile(rf"(?<![\w'-]){pattern}", re.IGNORECASE), tracks)


_THEM = (
    r"(?:(?:the|my|our|all(?: of)?(?: the| my| our)?|both(?: of)?(?: the| my)?|every|each(?: of (?:the|my))?|those"
    r"|these) (?:whole |entire |full )?)"
)
_SPEAKERS = (
    r"(?:talker|speaker|presenter|narrator|interviewer|interviewee|announcer|storyteller|lecturer|podcaster|newsreader"
    r"|moderator|commentator|reader|person who speaks)"
)
_MUSIC = r"(?:music|instruments?|instrumental(?: tracks| parts)|instrumentalists|non-?vocals?(?: tracks)?)"
_BACKING = r"(?:backing(?: tracks?| music| band)?(?! (?:vo|sing|choi|chor|harmon|part)\w*))"
_PLACES = r"\d+(?:(?:(?:,| and|, and| &) \d+)+| ?[-–] ?\d+| (?:to|through|thru) \d+)?"
_THAT_IS = r"(?: (?:that's|which is|that is|that are))?"
_ALL_TRACKS = r"(?:everything|all(?: the)? (?:tracks|channels)|every track|the tracks)"
_STATE = r"(?P<state>muted|silenced|soloed|un-?muted|un-?soloed)"
FORMS = (
    _form(
        r"(?P<lead>(?:when(?:ever)?|while|every time|each time|as soon as|as long as|if) )(?:there(?:'s| is) )?"
        r"(?:some(?:one|body)|any(?:one|body)|people|they|a person|who(?:so)?ever)(?: is|'s| are|'re)?"
        rf"(?P<own> (?:(?P<talks>{_TALKS})|{_SINGS}))\b(?P<not>)",
        _the_one_who,
    ),
    _form(rf"{_WHO}{_IS}{_NOT} (?:(?P<talks>{_TALKS})|{_SINGS})\b(?! (?:over|about|along)\b)", _who_sings_or_talks),
    _form(
        r"(?:the|all the) (?:talking|speech|speaking(?: voices?| parts?)?|dialogue|narration"
        r"|spoken (?:parts?|words?|bits?|voices?|tracks?))(?! (?:over|level|bus)\b)\b",
        _speech,
    ),
    _form(rf"(?:the|our|my|that) {_SPEAKERS}(?:'s voice)?(?P<own>'s)?(?![\w'-])", _one_speaker),
    _form(
        rf"{_WHO}{_IS} (?:(?:play|handle|do|does|man|work)(?:s|ing)?(?: on)?|on|at|behind) {_ART}{_NAMED}{_ENDS}",
        _who_plays,
    ),
    _form(
        r"(?:the|my|our|that|his|her) (?:lead |main )?(?:voice(?P<all>s)?|singing)(?![\w'-])"
        r"(?! (?:track|part|over|memo|note|lead|line|bus|group)s?\b)",
        _the_voice,
    ),
    _form(rf"{_THEM}rhythm section\b", _rhythm_section),
    _form(
        rf"{_THEM}(?P<kind>(?:horns|brass|winds|woodwinds|keys|keyboards)(?! {_SECTION})"
        rf"|(?:horns?|brass|strings?|winds?|woodwinds?|keys|keyboards?|guitars?|synths?|percussion)(?= {_SECTION}))"
        rf"(?P<section> {_SECTION})?(?![\w'-])(?!{_NAMES_ONE.pattern})",
        _family,
    ),
    _form(rf"{_THEM}{_NAMED} players?\b", _who_plays),
    _form(
        rf"(?:(?:all(?: of)? )?(?:the|my|our) (?:{_MUSIC}|{_BACKING})|all instruments|the instrumental)(?![\w'-])"
        r"(?! (?:track|bus|group|bed|of|version|mix)\b)",
        _instruments,
    ),
    _form(
        rf"(?:{_THEM}|all )(?P<kind>midi|audio)(?:[ -](?:{_TRACKS}|tracks?|ones|parts|instruments|stuff|things))?"
        r"(?![\w'-])"
        r"(?! (?:clips?|files?|notes?|selection|channel|drums?|bass|device|effect|port|in|out)\b)",
        _of_kind,
    ),
    _form(r"(?:all(?: of)? )?(?:the |my |our )?(?:tracks|channels) (?P<kind>midi|audio)\b", _of_kind),
    _form(r"(?:everything|anything|all)(?: (?:that's|that is|which is))? (?P<kind>midi|audio)\b(?! \w+s\b)", _of_kind),
    _form(
        rf"(?:the )?(?:tracks?|channels?|lanes?|faders?) (?:numbers? |nos?\.? ?|#)?(?P<places>{_PLACES})(?![\w./%:])"
        r"(?! ?(?:d ?b|bars?|beats?|hz|bpm)\b)",
        _numbered,
    ),
    _form(
        rf"(?:the |whatever is |whatever's |whichever is )(?:very )?(?:next )?{_TRACK}{_THAT_IS} (?:{_ABOVE}|{_BELOW})"
        rf" {_ART}{_NAMED}{_ENDS}",
        _beside,
    ),
    _form(rf"(?:{_ALL_TRACKS}|whatever(?:'s| is)){_THAT_IS} (?:{_ABOVE}|{_BELOW}) {_ART}{_NAMED}{_ENDS}", _all_beside),
    _form(rf"(?:all(?: of)? )?(?:the |my |our )?(?P<edge>first|last|top|bottom|upper|lower) {_N} {_TRACKS}\b", _edge),
    _form(rf"(?:the |my |our )?{_N} (?P<edge>first|last|top|bottom) {_TRACKS}\b", _edge),
    _form(rf"(?:the |my |our )?{_N} {_TRACKS} (?:at|on) the (?:very )?(?P<edge>top|bottom)\b", _edge),
    _form(rf"{_THEM}(?P<not>){_STATE} (?:tracks?|ones?|channels?|parts?|voices|instruments?)\b", _pressed),
    _form(rf"{_WHO}{_IS}{_NOT} {_STATE}\b", _pressed),
    _form(
        rf"{_WHO}(?: that| which)?(?:'s got| has| have|'ve got| got| with) (?:an? |the |some )?{_NAMED}"
        rf"(?: (?:on|in) (?:it|them|there))?{_ENDS}",
        _with_plugin,
    ),
    _form(rf"{_ALL_TRACKS}{_THAT_IS} in(?:side)?(?: of)? (?:the |my )?{_NAMED}{_GROUP}\b", _in_group),
    _form(r"(?:all )?(?:the |my |any |those )?empty (?:tracks|channels|lanes)\b", _empty),
    _form(
        r"(?:the (?:track|one|channel) with the |the |whichever (?:track|one|channel) has the )"
        r"(?:(?P<high>highest|loudest)|(?:lowest|quietest)) (?:fader|volume|level)(?: setting)?\b",
        _by_fader,
    ),
)
"""What means tracks without their names."""
