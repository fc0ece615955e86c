"""Files: "an mp3 of it for the band chat", "and one without the kick", "one wav per section", "louder, -11"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from engine.planner.offline.conversation.reading import told_as
from engine.planner.offline.conversation.state import Frame, State
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.sentence.apart.place import Place
from engine.planner.offline.sentence.apart.places import Places
from engine.planner.offline.sentence.apart.said import Said
from engine.planner.offline.sentence.apart.taken_apart import taken_apart
from engine.planner.offline.sentence.exports.file_names import file_name
from engine.planner.offline.sentence.exports.file_tracks import FileTracks, tracks_chosen
from engine.planner.offline.sentence.exports.loudness_told import LOUDNESS, louder_by, loudness_told
from engine.planner.offline.sentence.scope.song_parts import song_end
from engine.planner.offline.sentence.scope.where import listed
from engine.planner.offline.slots.clause import number
from engine.planner.offline.slots.other_tracks import other_tracks
from engine.planner.offline.slots.part_said import sections
from engine.planner.regex import regex
from engine.tasks.plan import Step

NO_SECTIONS = "There are no markers that tell where sections begin; set them first, or name the bars."
_NOT_HERE = "There is no clip or track called “{}”; which one do you mean?"
MADE = ("generate_audio", "generate_midi", "speak", "sing", "harmonize", "image_to_audio", "render_midi")
""" "Export it" behind one of these is what it made; behind another act, the song."""
_FORMATS = {
    "mp3": "mp3", "mp3s": "mp3", "wav": "wav", "wavs": "wav", "wave": "wav", "waves": "wav", "flac": "flac",
    "flacs": "flac", "lossless": "flac", "m4a": "aac", "aac": "aac", "midi": "mid", "midis": "mid", "mid": "mid",
    "vtt": "vtt", "srt": "srt", "subtitles": "srt", "captions": "srt", "lrc": "lrc", "txt": "txt",
    "dawproject": "dawproject", "phone": "mp3", "phonefile": "mp3",
}  # fmt: skip
_OF_FORMAT = {"mid": "notes", "vtt": "transcript", "srt": "transcript", "txt": "transcript", "lrc": "lyrics"}
_OF_FORMAT |= {"dawproject": "session"}
_WHATS = {"stems": "stems", "multitracks": "tracks", "lyrics": "lyrics", "transcript": "transcript", "notes": "notes"}
_SESSION = frozenset("session project".split())
_VERBS = frozenset("export bounce render print save mixdown".split())
_MIX = frozenset(
    "mix mixdown song thing show episode tune piece demo master beat lot podcast programme film take"
    " scene cue sketch movement chapter hymn composition recording spot advert ad commercial jingle trailer"
    " finished".split()
)
_ALL = frozenset("whole full complete entire everything all".split())
_ASKS = frozenset("make give gimme get need want have do put write send spit run let grab".split())
_WORDS = frozenset(
    "it this that these those them as to in into of from on at with by up down out file files version versions kind"
    " separate separately individual"
    " individually single own each apiece together mixed only just solely alone nothing else themselves itself their"
    " its them two both three parts audio stereo mono final quick small good clean"
    " new now again another more one ones also too as well same time once next instead then track tracks clip clips"
    " part bit section no not but without minus"
    " except leave leaving left keep keeping kept still staying remaining out off muted any get stuff"
    " channel channels lanes every master selection"
    " selected bars bar over straight plus along on me us him her back times timings timing timestamps".split()
)
_SUNG_WORDS = frozenset(("words",))
_RATE = regex(
    r",?\s*\b(?:(?:at|with|in) )?(?:\d+(?:[.,]\d+)? ?-?(?:k(?:bps|bit|hz|b)?|bits?)\b|(?:128|192|256|320)\b(?! ?bpm))"
)
_NOT_THAT = regex(r",?\s*\b(?:no|not|instead of|rather than)(?: an?)? (?P<form>mp3|wav|wave|flac|m4a|aac)s?\b")
_NO_TRACK = regex(r"\b(?:without|no) (?:the |any )?(?:reverb|effects?)\b")
_FOR_WHOM = regex(
    r",?\s*\b(?:for|onto|on(?=(?: \w+)? (?:phone|stick|laptop)\b)|to(?= (?:show|send|play|text|take|share|listen)\b))"
    r" (?P<who>(?:(?!(?:as|and|but|without|with|only|just|from|in|of|at|no)\b)[a-z']+)"
    r"(?: (?!(?:as|and|but|without|with|only|just|from|in|of|at|no)\b)[a-z']+){0,4})"
)
_FOR_WHAT = regex(
    r",?\s*\b(?:(?:that|which|so(?: that)?|and) )?(?:i|we|he|she|they|you|u)(?:'ll| will| can| could| need to| have to"
    r"| want to"
    r"| wanna| gonna|'m going to|'m gonna|'d like to| may| might) (?!need\b|want\b)(?:mail|email|e-mail|send|post"
    r"|share|text|play"
    r"|put|take|upload|drop|hand|show|use|give|burn|airdrop|whatsapp|practi[sc]e|listen|sing|rehearse|work)\b[^,;.]*$"
)
""" "An mp3 i can mail round"."""
_PRACTISES = r"(?:practi[sc]e|rehearse|sing|learn|jam|play|train|warm up|work|drum|solo)"
_TO_PRACTISE = regex(
    rf",?\s*\b(?:(?:for )?me |us |him |her |them )?(?:to|for) {_PRACTISES}(?:ing)?(?: along| over| it)?"
    r"(?: (?:with|to|on|over|at home))+"
    rf"(?=\s*(?:$|[,;.]|(?:without|minus|with|but|no|everything|all|just|only)\b))"
    rf"|,?\s*\b(?:to|for) (?:practi[sc](?:e|ing)|rehears(?:e|ing|al)s?)\b(?! (?:the|my|it))"
    r"|\b(?:practi[sc]e|rehearsal|play-?along|jam) (?=(?:mp3|wav|mix|version|file|copy)\b)"
)
""" "An mp3 to practise with"."""
_ALL_THAT_IS_SAID = regex(
    r"\s+(?:of|with|from) (?:everything|all|whatever|what)(?: that)? (?:people|they|everyone|everybody|anyone|he"
    r"|she|we)"
    r"(?:'?re|'?s)? (?:says?|said|talks?|talking|speaks?)(?: about)?\b"
)
""" "Srt of everything people say"."""
_TO_DO_WITH = regex(
    r"^(?:i|we)(?:'m| am| are|'re)? (?:wanna|want to|need to|have to|gonna|going to|would like to) (?:put|post|send"
    r"|upload"
    r"|show|mail|share|drop|email) [^,;.]*[,;.]\s*(?:so |and )?|[,;.]\s*(?:i'm |i am |we're )?(?:gonna|going to|will"
    r"|wanna"
    r"|need to|have to|want to) (?:mail|email|send|post|share|text|upload|show|play|practi[sc]e|listen)\b[^,;.]*$"
)
""" "… to mp3, gonna mail it to my manager myself"."""
_OTHER_DAW = regex(r"\b(?:(?:for|in|into|to) )?(?:another (?:daw|program)|cubase|bitwig|studio one|logic|pro tools)\b")
_PER_PART = regex(
    r"\b(?:per|(?:for|of) (?:each|every)|for all(?: the| our)?|each|every|all(?: the| our)?|the)"
    r" (?:song )?(?:sections?|parts? of the song|markers?|chapters?|segments?|cues?)\b(?=(?P<as> as)?)"
)
_PER_TRACK = regex(r"\b(?:per|(?:for|of) (?:each|every)) (?:track|channel|instrument)\b")
_MORE = regex(r"^(?:you |i |we )?(?:forgot|missed|add|plus|include)\b")
_MORE_WORDS = frozenset("forgot missed add plus include and it that them".split())
_LESS_WORDS = frozenset("without minus leave out skip drop except but not no".split())


_NOT_ON_IT = regex(
    r"(?:but |and |just )?(?:no|minus|leave out|without) (?P<who>(?:the |my )?[\w' ,&]{2,40}?)"
    r" (?:on|in|from) (?:it|that|this|that one|there|the file)(?: this time| please| though)?",
    re.IGNORECASE,
)
""" "No vox on it", behind a file."""


def export(said: Said) -> list[Step] | None:
    """The steps; None where no file is asked for, or not all of it is known."""
    if _last(said) and (match := _NOT_ON_IT.fullmatch(said.raw.strip(" .!"))):
        said = taken_apart(f"without {match['who']}", said.scene, focus=said.focus)
    return _unnamed(said) if file_name(said.typed) is None else export_named(said.typed, said.scene)


def export_named(typed: str, scene: DialogueState) -> list[Step] | None:
    """Files that are given a name, which may stand in quotes."""
    name = file_name(typed)
    if name and name.name in {view.name for view in scene.context.track_views}:
        return None  # what is sent to a bus is no file
    if name and not name.rest.strip(" .!") and (last := _last(taken_apart(typed, scene))):
        called = name.of(State.of(scene).frames)
        return [told_as(Step("export", {**last.args, "name": called}), "fix", last)]
    steps = _unnamed(taken_apart(name.rest, scene)) if name else None
    if not name or not steps or any(one.task != "export" for one in steps):
        return None
    called = name.of(State.of(scene).frames)
    return [replace(one, args={**one.args, "name": called}) for one in steps]


def _unnamed(said: Said) -> list[Step] | None:
    return _mastered(said) or _as_loud(said) or _with_more(said) or _written(said)


_ALL_THAT_SOUNDS = regex(
    r"\b(?:everything|it all|all of (?:it|this)|(?:the|this) whole (?:thing|lot|shebang))\b"
    r"(?! (?:but|except|without|apart|on its own|separately|i|we|you|that|in|from|else|as it)\b)"
)
""" "Bounce everything to mp3" is the song, whatever was made last."""


_TEXT_FILE = regex(r"\b(?:plain )?text(?= (?:file|document)s?\b)")
_WITH_TIMES = regex(r"(?<=transcript)(?= |$)(?P<of>.*?) with (?:the |word )?(?:time ?stamps|time ?codes|times)\b")
""" "A transcript with timestamps" is one of subtitles."""
_WORDS_OF = regex(r"\b(?:the|all|all the) words (?:of|in|from|on) (?=(?:the |my |our )?\w)")
""" "Save the words of the interview as a text file"."""


def _written(said: Said) -> list[Step] | None:
    last = _last(said)
    lufs, text = loudness_told(said.text)
    dropped = _NOT_THAT.search(text)
    text = _TEXT_FILE.sub("txt", _WORDS_OF.sub("the transcript of ", _WITH_TIMES.sub(r"\g<of> srt", text)))
    text = _NOT_THAT.sub(
        " ", _RATE.sub(" ", _NO_TRACK.sub(" ", text).replace("mp-3", "mp3").replace("mix down", "mixdown"))
    )
    is_each = re.search(r"\b(?:separate\w*|each|tracks|stems|individual\w*|single)\b", text) is not None
    is_sound = re.search(r"\b(?:mp3|wav|flac|aac|m4a)s?\b", text) is not None
    if is_sound and not is_each and not any(one.tracks and not one.is_pointed and not one.how for one in said.things):
        is_part = any("song" in name.lower().split() for name, _ in said.scene.context.markers)
        text = _ALL_THAT_SOUNDS.sub("the mix" if is_part else "the song", text)
    is_other = _OTHER_DAW.search(text) is not None
    text = _OTHER_DAW.sub(" dawproject ", text) if is_other else _without_whom(text, said)
    text = _PER_TRACK.sub(" all tracks separately ", text)
    per = _PER_PART.search(text)
    is_per_part = per is not None and (not per[0].startswith(("the", "all", "each", "every")) or per["as"] is not None)
    text = _PER_PART.sub(" ", text) if is_per_part else text
    asked = _whole_mix(_with_parts(said if text == said.text else taken_apart(text, said.scene)))
    if any(one.unit not in ("", "bars", "bar") for one in asked.amounts) or not _is_a_wish(text):
        return None
    chosen = tracks_chosen(asked)
    whole = [one for one in asked.places if one.spans == ((1.0, song_end(said)),)]
    asked.places = [one for one in asked.places if one not in whole]
    chosen = replace(chosen, words=(*chosen.words, "song"), bag=chosen.bag | {"song"}) if whole else chosen
    bag = chosen.bag
    forms = list(dict.fromkeys(_FORMATS[one] for one in chosen.words if one in _FORMATS))
    known = bag - set(_FORMATS) - set(_WHATS) - _SESSION - _VERBS - _MIX - _ALL - _ASKS - _WORDS - _SUNG_WORDS
    if chosen.missing and (forms or last or bag & _VERBS):
        return [Step("ask", {"text": _NOT_HERE.format(chosen.missing)})]
    if known or chosen.is_unclear or any(one.isdigit() for one in chosen.words):
        return None
    if any(one.is_open or one.how in ("at", "before") for one in asked.places):
        return None
    whats = _whats(bag, forms, chosen)
    kinds = {word for word in chosen.words if word in _WHATS or word in _MIX}
    if (
        len(forms) > 1
        and (len(whats) > 1 or len(kinds) > 1)
        or not _is_file(asked, bag, forms, whats, chosen, last, is_per_part)
    ):
        return None
    form: list[str | None] = [*forms] or [None]
    base: dict[str, Any] = {}
    leans = last is not None and not bag & _VERBS and not bag & _MIX and whats[0] in ("", "mix")
    if last is not None and leans:
        base = {name: value for name, value in last.args.items() if name not in ("what", "name")}
        whats = [str(last.args.get("what") or "mix")] if not chosen.tracks else ["mix"]
    args = base | _bars(asked.places, said, base)
    if bag & _ALL:
        args = {name: value for name, value in args.items() if name in ("format", "loudness_lufs")}
    args |= {"loudness_lufs": number(lufs)} if lufs is not None else {}
    made: list[Step] = []
    for what in whats:
        for own in _of_what(what or "mix", asked, chosen, bag, args, said):
            made += [Step("export", _in_order({**own, **({"format": one} if one else {})})) for one in form]
    if not made:
        return None
    made = [one for step in made for one in _in_stretches(step, asked.places)]
    made = [one for step in made for one in _in_parts(step, said)] if is_per_part else made
    if last is not None and leans:
        is_same = said.corrects and dropped is None and not bag & {"another", "again", "one", "too"}
        return [told_as(made[0], "fix" if is_same else "again", last), *made[1:]]
    return made


_NTH = regex(r"(?:\bthe )?(?:\b(?:first|second|third|last|whole) )?$")


def _with_parts(said: Said) -> Said:
    """ "Only the first hook" is a part of the song, also beside a track Hook Vox."""
    names = {track.lower() for track in said.scene.context.tracks}
    places, things = list(said.places), []
    for one in said.things:
        begins = match.start() if (match := _NTH.search(said.text[: one.start])) else one.start
        words = said.text[begins : one.end]
        found = Places(f"in {words}", said.scene).told() if not one.is_pointed and one.how == "" else []
        is_part = len(found) == 1 and found[0].end == len(words) + 3 and said.text[one.start : one.end] not in names
        if is_part and not re.search(r"\b(?:without|no|minus) (?:the )?$", said.text[:begins]):
            places.append(replace(found[0], start=begins, end=one.end))
        elif words.strip() != "stereo":
            things.append(one)
    return replace(said, places=places, things=things)


_IS_TRACK = regex(r"\s*(?:(?:audio )?(?:track|channel|lane|clip|region|bus)s?|only|alone|solo|by itself)\b")


def _whole_mix(said: Said) -> Said:
    """ "Export the mix" is all that sounds, also beside a track that is called Mix: that one is "the mix track"."""
    named = [one for one in said.things if not one.is_pointed]
    if len(named) != 1 or named[0].how or _IS_TRACK.match(said.text, named[0].end):
        return said
    (one,) = named
    words = re.findall(r"[a-z]+", said.text[one.start : one.end])
    before = said.text[: one.start].split()
    is_whole = words and set(words) <= _NAMED_MIX and (not before or before[-1] in _BEFORE_MIX)
    return replace(said, things=[each for each in said.things if each is not one]) if is_whole else said


_NAMED_MIX = frozenset("mix mixdown song master full final whole rough demo record album".split())
_BEFORE_MIX = frozenset("the this my our export bounce render whole full entire final a an".split())


def _in_order(args: dict[str, Any]) -> dict[str, Any]:
    told = [name for name in ("what", "format", "loudness_lufs") if name in args]
    return {name: args[name] for name in (*told, *(one for one in args if one not in told))}


def _last(said: Said) -> Frame | None:
    last = said.last()
    return last[-1] if last and all(one.tool == "export" for one in last) else None


_ORDERS = regex(r"^(?:(?:load|place|insert|import|add|transcribe|convert|split|separate|replace|open|loop|use)\b)")


def _is_a_wish(text: str) -> bool:
    """ "Put this wav on a new track" is of a file that comes."""
    return not _ORDERS.match(text.strip()) and not re.search(r"\bput\b.*\bon (?:a|the|track)\b", text)


def _without_whom(text: str, said: Said) -> str:
    """The text without the one it is for, where that is no part of the song and no track of its own."""
    text = _TO_PRACTISE.sub("", _ALL_THAT_IS_SAID.sub("", text))
    text = _FOR_WHAT.sub("", _TO_DO_WITH.sub("", text))
    for match in reversed(list(_FOR_WHOM.finditer(text))):
        who = match["who"].removeprefix("the ").strip()
        is_part = any(who == name or who.startswith(f"{name} ") for name in sections(said.scene))
        is_track = any(who == track.lower() for track in said.scene.context.tracks)
        words = set(who.split())
        if is_part or is_track or words & {"section", "sections", "marker", "markers", "each", "every", "bars", "bar"}:
            continue
        text = f"{text[: match.start()]} {'phonefile' if 'phone' in words else ''} {text[match.end() :]}"
    return " ".join(text.split())


def _whats(bag: frozenset[str], forms: Sequence[str], chosen: FileTracks) -> list[str]:
    """What goes into files, "" where no word says it."""
    found = [what for word, what in _WHATS.items() if word in bag]
    found = ["lyrics"] if found == ["notes"] and forms == ["lrc"] else found
    if bag & _SUNG_WORDS and not found:
        found = ["transcript" if {"srt", "vtt"} & {*forms} else "lyrics"]
    apart = bag & {"all", "every", "separate", "separately", "individual", "as"}
    if "stems" in found and bag & {"tracks", "channels"} and "as" in bag:
        found.remove("stems")  # "export all tracks as stems"
    if bag & {"tracks", "channels", "lanes"} and apart or "track" in bag and bag & {"every", "each"}:
        found.append("tracks")
    if bag & _SESSION and (forms == ["dawproject"] or bag & _ALL and not forms):
        found.append("session")
    if forms == ["mid"] and bag & (_SESSION | _ALL) and not chosen.tracks:
        return ["session"]  # one MIDI file of all there is
    of_form = [_OF_FORMAT[one] for one in forms if one in _OF_FORMAT]
    found += [one for one in of_form if not {one, "lyrics", "transcript"} & set(found)]
    if bag & _MIX - {"thing", "master"} and found and found[0] in ("stems", "tracks"):
        found.append("mix")
    if any(one not in _OF_FORMAT for one in forms) and of_form:
        found.append("mix")
    return list(dict.fromkeys(found)) or ["mix" if bag & (_MIX | _ALL) or chosen.is_kind else ""]


def _is_file(
    said: Said,
    bag: frozenset[str],
    forms: Sequence[str],
    whats: Sequence[str],
    chosen: FileTracks,
    last: Frame | None,
    is_per_part: bool,
) -> bool:
    """Is it a file that is wanted?"""
    if last is not None and not chosen.pointed and _adds(said, bag, chosen):
        return True
    verb, tells = bag & _VERBS, bool(said.places or chosen.tracks or whats[0])
    if forms == ["mp3"] and bag & {"phone", "phonefile"} and not bag & (_VERBS | _ASKS) and not said.places:
        return False
    if forms or "export" in verb or "mixdown" in verb:
        return not bag & {"clip", "clips"} or bool(chosen.clips) or not verb
    if verb and "file" not in bag and "files" not in bag:
        return bool(said.places or whats[0]) and not bag & {"place", "track", "audio"}
    if whats in (["stems"], ["tracks"]):
        return "of" not in bag and not chosen.tracks
    return tells and bool(bag & {"file", "files"} or chosen.is_kind and bag & {"version", "mix"} or is_per_part)


def _adds(said: Said, bag: frozenset[str], chosen: FileTracks) -> bool:
    """ "And one without the kick", "now only the solo", behind a file."""
    is_told = bool(chosen.tracks or said.places or bag & _ALL)
    if bag & {"louder", "quieter"} or not is_told or any(one.unit for one in said.amounts):
        return False
    if said.places and not chosen.tracks and bag & {"too", "also"}:
        return True
    if bag & {"one", "another", "same", "version", "again", "instead", "time", "file", "mix", "full"}:
        return True
    return chosen.how in ("only", "without", "with") or bool(bag & {"only", "just", "alone", "own", "themselves"})


def _bars(places: Sequence[Place], said: Said, base: dict[str, Any]) -> dict[str, Any]:
    if not places:
        return {}
    start, end = places[0].spans[0]
    for name in ("start_bar", "end_bar"):
        base.pop(name, None)
    made: dict[str, Any] = {"start_bar": number(start)} if places[0].how != "to" else {}
    return made | ({"end_bar": number(end)} if places[0].how != "from" or end < song_end(said) else {})


def _in_stretches(step: Step, places: Sequence[Place]) -> list[Step]:
    """ "Bars 3 and 6" are two files."""
    spans = [span for one in places for span in one.spans]
    if len(spans) < 2:
        return [step]
    return [
        replace(step, args={**step.args, "start_bar": number(start), "end_bar": number(end)}) for start, end in spans
    ]


def _in_parts(step: Step, said: Said) -> list[Step]:
    """A file for each part of the song."""
    spans = sections(said.scene)
    if not spans:
        return [Step("ask", {"text": NO_SECTIONS})]
    return [replace(step, args={**step.args, "start_bar": number(a), "end_bar": number(b)}) for a, b in spans.values()]


def _of_what(
    what: str, asked: Said, chosen: FileTracks, bag: frozenset[str], args: dict[str, Any], said: Said
) -> list[dict[str, Any]]:
    """The arguments of each file of one kind."""
    if what in ("notes", "transcript", "lyrics"):
        clips = _clips(chosen, said.scene, "midi" if what == "notes" else "audio")
        if what == "notes" and clips and not chosen.is_clip and not chosen.pointed and not bag & {"clip", "clips"}:
            tracks = list(dict.fromkeys(str(said.scene.track_of(one)) for one in clips))
            if len(clips) > len(tracks) and "None" not in tracks:  # each track is one file, with all its clips
                return [{"what": what, **args, "track": one} for one in tracks]
        return [{"what": what, **args, "clip": one} for one in clips] or (
            [{"what": what, **args}] if what != "notes" else []
        )
    if what == "session":
        return [{"what": what, **args}]
    if what == "mix" and not chosen.tracks:
        if those := _those(asked, bag):
            return [{**one, **args} for one in those]
        clip = _made_clip(chosen, asked, bag)
        return [{"what": "clip", **args, "clip": clip}] if clip else [{"what": what, **args}]
    is_back = chosen.is_left_in and not {*chosen.tracks} & {*(args.get("tracks") or ())}  # it was not in it
    if (chosen.how == "with" or is_back) and args.get("tracks"):
        tracks = [one for one in said.scene.context.tracks if one in {*args["tracks"], *chosen.tracks}]
        bare = {name: value for name, value in args.items() if name != "tracks"}
        is_all = set(other_tracks((), said.scene)) <= set(tracks)
        return [{"what": "mix", **bare, **({} if is_all else {"tracks": tracks})}]
    is_of_those = bool({"track", "tracks"} & args.keys())
    if not chosen.tracks and chosen.how == "" and (not asked.places or is_of_those) and not bag & (_ALL | _MIX):
        return [{"what": what, **args}]  # "flac as well", "just bars 5 to 8": of the same tracks
    args = {name: value for name, value in args.items() if name not in ("track", "tracks", "clip", "clips")}
    is_one_clip = chosen.is_clip and (chosen.how == "" or chosen.how == "only" and len(chosen.clips) == 1)
    if is_one_clip and what == "mix" and not asked.places:
        return [{"what": "clip", **args, "clip": one} for one in chosen.clips]
    if what == "mix" and chosen.how == "" and not bag & _ALL - {"all"} and not bag & _MIX:
        is_apart = len(chosen.tracks) == 1 or not bag & {"together", "mixed", "one", "single"} or "each" in bag
        what = "tracks" if is_apart else "mix"
    if not chosen.tracks:
        return [{"what": what, **args}]
    sounding: dict[str, Any] = {"tracks": list(chosen.tracks)} if what == "mix" else dict(listed(chosen.tracks))
    return [{"what": what, **args, **sounding}]


_ONLY_THOSE = frozenset("one ones just only both those them these two three alone".split())


def _those(said: Said, bag: frozenset[str]) -> list[dict[str, Any]]:
    """ "Flac of just that", "both as mp3": what was worked on, and not the song."""
    meant = [one for one in said.things if one.is_pointed and one.tracks and one.how == ""]
    if not meant or not bag & _ONLY_THOSE or bag & _MIX or said.places:
        return []
    tracks = {track for one in meant for track in one.tracks}
    lying = {one.id for one in said.scene.clips if one.track in tracks}
    clips = [clip for one in meant for clip in one.clips]
    if all(one.is_clip for one in meant) and (len(lying) > len(clips) or len(clips) == 1):
        return [{"what": "clip", "clip": clip} for clip in clips]
    return [{"what": "tracks", **listed([track for one in meant for track in one.tracks])}]


def _clips(chosen: FileTracks, scene: DialogueState, kind: str) -> list[str]:
    views = [view for one in chosen.clips if (view := scene.clip(one))]
    return [one.id for one in views if one.kind == kind]


def _made_clip(chosen: FileTracks, said: Said, bag: frozenset[str]) -> str:
    """What "it" is behind a request that made it."""
    if not chosen.pointed and "selection" not in bag and "selected" not in bag:
        return ""
    selected = said.scene.context.selected_clips
    if selected and bag & {"this", "that", "it", "selection", "selected", "clip"}:
        return selected[0]
    made = [one for one in said.focus.last() if one.tool in MADE and one.out]
    return made[-1].out[0] if made else ""


_LOUD_MASTER = regex(r"(?P<a>\b(?:an?|the|one|finished|final) )(?P<lufs>-\d+(?:\.\d+)?)(?: ?lufs)? (?P<word>master)\b")
""" "Give me a -14 master"."""


def _mastered(said: Said) -> list[Step] | None:
    """ "Master it for streaming", in a session of many tracks: its mix as a file, as loud as is wished."""
    words = re.sub(r"\bminus (?=\d)", "-", said.text)
    lufs, text = loudness_told(_LOUD_MASTER.sub(r"\g<a>\g<word> at \g<lufs> lufs", words))
    match = re.fullmatch(
        r"(?:(?:can|could|would) (?:you|u) )?(?:master"
        r" (?:it|this|that|everything|(?:(?:the|this|my|our) )?(?:whole |entire )?(?:song"
        r"|mix|track|tune|thing"
        r"|session|project|show|episode))|(?:(?:do|make|give|need|want|get)(?: me| us)? )?(?:an? )?(?:(?:quick|rough"
        r"|final|loud|finished"
        r"|proper|nice|fast) )*master(?: of (?:it|this|the (?:song|mix|track|whole thing)))?)(?: for (?:release"
        r"|online|the web"
        r"|(?:the |a )?(?:clubs?|djs?|dj set|dance ?floor|label|car|cd|gig|release|demo)))?(?: as (?:an?"
        r" )?(?P<form>mp3|wav|flac))?"
        r"(?:[\s,]+(?:now|please|then|as well))*",
        text.strip(),
    )
    clips = [one for one in said.scene.clips if one.track]
    is_one = any({"mix", "song", "master"} & {*one.tags, *one.name.lower().split()} for one in said.scene.clips)
    if match is None or len({one.track for one in clips}) < 2 or is_one:
        return None
    form = {"format": match["form"]} if match["form"] else {}
    return [Step("export", {"what": "mix", "loudness_lufs": number(LOUDNESS if lufs is None else lufs), **form})]


def _as_loud(said: Said) -> list[Step] | None:
    """ "Louder, -11", "for Spotify then", behind a file of such a loudness."""
    last = _last(said)
    if last is None or "loudness_lufs" not in last.args or said.places:
        return None
    before = float(last.args["loudness_lufs"])
    lufs = louder_by(said, before)
    return (
        None if lufs is None else [told_as(Step("export", {**last.args, "loudness_lufs": number(lufs)}), "fix", last)]
    )


def _with_more(said: Said) -> list[Step] | None:
    """Files of tracks, with some less or more: "without the kick", "forgot the harp, add that"."""
    last, is_more = _last(said), _MORE.match(said.text) is not None
    if last is None or last.args.get("what") != "tracks" or said.places or said.amounts or not said.tracks:
        return None
    if said.bag - (_MORE_WORDS if is_more else _LESS_WORDS) or not (is_more or said.bag & _LESS_WORDS):
        return None
    named = list(dict.fromkeys(said.tracks))
    had = [str(one) for one in (last.args.get("track"), *(last.args.get("tracks") or ())) if one]
    had = had or _filled(said.scene)
    kept = [*had, *(one for one in named if one not in had)] if is_more else [one for one in had if one not in named]
    if not kept or len(kept) == len(had):
        return None
    rest = {name: value for name, value in last.args.items() if name not in ("track", "tracks")}
    return [told_as(Step("export", {**rest, "tracks": kept}), "fix", last)]


def _filled(scene: DialogueState) -> list[str]:
    lying: Iterable[str | None] = {clip.track for clip in scene.clips}
    return [one for one in scene.context.tracks if one in set(lying)]
