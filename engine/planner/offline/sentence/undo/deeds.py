"""Deed names: the words that call a call by what it did: "the ritardando", "the pumping", "the doubling"."""

from __future__ import annotations

import functools
import re
from typing import Any, NamedTuple

from engine.planner.offline.conversation.state import Frame
from engine.planner.offline.conversation.treatment import treatments
from engine.planner.regex import regex, regex_of

EFFECTS = regex(
    r"\b(?:reverbs?|verb|plates?|halls?|rooms?|springs?|slap(?:back)?|saturation|fuzz|overdrive|delays?|echo(?:es)?"
    r"|chorus|phaser|flanger|tremolo|distortion|drive|bitcrush\w*"
    r"|compress(?:or|ion|ing)"
    r"|comp|gate|limiter|eq|high[- ]?pass|low[- ]?pass|low ?cut|high ?cut|filter|de-?esser|autotune|widening"
    r"|sidechain)\b"
)


class _Deed(NamedTuple):
    """Words for what was done, and the calls that do it."""

    words: str
    tool: str
    kinds: tuple[str, ...] = ("",)
    needs: tuple[tuple[str, Any], ...] = ()
    """One of these arguments; None for any value."""


_GLIDES = (
    r"rit(?:ard(?:ando)?s?|s|\.)?|rall(?:entando|\.)?|accel(?:erando|\.)?|slow(?:ing)?[ -]?down|slowing|speed[ -]?up"
    r"|tempo ramp"
)
_LOUDER = r"crescendos?|cresc|decrescendo|diminuendo|swells?|build-?up|fade-?(?:in|out)s?|fades?"
_RAMPS = r"ramps?|rides?"
HOLES = r"holes?|gaps?|silences?|pauses?|drop-?outs?"
""" "The hole in the ukulele": where it was silenced, or cut."""
_THE = r"(?:(?<=the )|(?<=that )|(?<=this )|(?<=my )|(?<=your )|(?<=no )|(?<=those )|(?<=these )|(?<=any ))"
"""What is a verb as well is a deed behind one of these."""
_INTERVALS = rf"{_THE}(?:(?:minor|major|perfect) )?(?:thirds?|fourths?|fifths?|sixths?|semitones?|intervals?)"
_PITCHES = (("semitones", None), ("key", None), ("cents", None))
_LENGTHS = (("bars", None), ("duration", None), ("ratio", None), ("bpm", None))
_WRITTEN = ("", "write")
_DEEDS = (
    _Deed(r"levels?|volumes?|faders?|gains?|loudness", "mix", ("gain",)),
    _Deed(r"levels?|volumes?|gains?", "edit_clip", ("gain", "normalize")),
    _Deed(r"normali[sz](?:e|ing|ation)", "edit_clip", ("normalize",)),
    _Deed(r"pans?|panning|panorama", "mix", ("pan",)),
    _Deed(r"mut(?:e|es|ing)", "mix", ("mute",)),
    _Deed(rf"mut(?:e|es|ing)|{_THE}(?:gaps?|holes?|silences?)", "automate", _WRITTEN, (("parameter", "mute"),)),
    _Deed(r"pans?|panning", "automate", _WRITTEN, (("parameter", "pan"),)),
    _Deed(r"solos?|soloing", "mix", ("solo",)),
    _Deed(r"velocit(?:y|ies)|accents?", "edit_notes", ("velocity",)),
    _Deed(r"crescendos?|cresc|decrescendo|diminuendo|swells?", "edit_notes", ("velocity",), (("to_value", None),)),
    _Deed(rf"{_THE}(?:timing|loosening)", "edit_notes", ("quantize", "humanize")),
    _Deed(rf"{_INTERVALS}|transpos\w+|octaves?", "edit_notes", ("pitch",), (("change", None), ("steps", None))),
    _Deed(r"quanti[sz](?:e|ing|ation)", "edit_notes", ("quantize",)),
    _Deed(r"swing", "edit_notes", ("swing",)),
    _Deed(r"humani[sz](?:e|ing|ation)", "edit_notes", ("humanize",)),
    _Deed(rf"{_THE}(?:strum(?:s|ming)?)", "edit_notes", ("strum",)),
    _Deed(r"legato", "edit_notes", ("legato",)),
    _Deed(r"staccato|shorten(?:ing|ed)", "edit_notes", ("staccato",)),
    _Deed(rf"{_INTERVALS}|transpos\w+|pitch(?: change| shift)?|octaves?", "change_tempo_key", ("",), _PITCHES),
    _Deed(rf"{_THE}(?:(?:time-?)?stretch(?:es|ing)?)", "change_tempo_key", ("",), _LENGTHS),
    _Deed(r"tempo(?: change)?", "transport", ("set_tempo",)),
    _Deed(rf"{_GLIDES}|{_RAMPS}", "transport", ("set_tempo",), (("to_bpm", None),)),
    _Deed(r"meter|metre|time signature", "transport", ("set_meter",)),
    _Deed(r"count-?in", "transport", ("record", "metronome"), (("count_in", None),)),
    _Deed(rf"{_THE}(?:click|metronome)", "transport", ("metronome",)),
    _Deed(r"markers?", "marker", ("add", "move", "rename")),
    _Deed(r"fades?|fade-?(?:in|out)s?", "edit_clip", ("fade_in", "fade_out")),
    _Deed(rf"{_LOUDER}|{_RAMPS}", "automate", _WRITTEN, (("parameter", "volume"),)),
    _Deed(r"dips?", "automate", _WRITTEN, (("parameter", "volume"),)),
    _Deed(rf"{_THE}(?:{HOLES})", "automate", _WRITTEN, (("parameter", "mute"),)),
    _Deed(rf"{_THE}(?:{HOLES})", "edit_clip", ("cut",)),
    _Deed(r"automation|ramps?|rides?", "automate", _WRITTEN),
    _Deed(r"splits?|cuts?|trims?", "edit_clip", ("split", "cut", "trim")),
    _Deed(rf"{_THE}(?:reverse|reversing|reversal)", "edit_clip", ("reverse",)),
    _Deed(rf"{_THE}(?:loops?|looping|repeats?|repetitions?)", "edit_clip", ("loop",)),
    _Deed(r"colou?rs?|colou?ring", "set_track"),
    _Deed(r"names?|renam(?:e|ing)", "arrange", ("rename",)),
    _Deed(rf"cop(?:y|ies)|duplicates?|{_THE}(?:repeats?|repetitions?)", "arrange", ("duplicate",)),
    _Deed(rf"{_THE}(?:nudg(?:e|es|ing)|moves?|shifts?|offset)", "arrange", ("move",)),
    _Deed(r"sends?", "route", ("send",)),
    _Deed(rf"{_THE}(?:bus(?:s?es)?)", "route", ("bus",)),
    _Deed(r"group(?:ing)?|folder", "route", ("group",)),
    _Deed(r"duck(?:s|ing)?|side-?chain(?:s|ing)?|pump(?:s|ing)?", "route", ("sidechain",)),
    _Deed(rf"{_THE}(?:freez(?:e|ing))", "freeze", ("freeze",)),
    _Deed(rf"{_THE}(?:bounc(?:e|es|ing)|print(?:ing)?)", "freeze", ("bounce",)),
    _Deed(r"harmon(?:y|ies)", "harmonize"),
    _Deed(r"de-?noising|denoise|noise (?:reduction|removal)|clean-?(?:up|ing)", "denoise"),
    _Deed(r"clean-?(?:up|ing)|enhance(?:ment|ing)?", "enhance_speech"),
    _Deed(r"delet(?:ion|ing)|removal", "arrange", ("delete",)),
    _Deed(r"master(?:ing)?", "master"),
    _Deed(r"(?:stem|speaker|source) (?:separation|splitting|split)|separation|stems", "separate_stems"),
    _Deed(r"(?:speaker )?separation", "separate_speakers"),
    _Deed(r"(?:midi )?conversion|conversion (?:in)?to midi", "audio_to_midi"),
    _Deed(rf"{_THE}(?:speed|speed change|slow-?down|speed-?up)", "change_tempo_key", ("",), _LENGTHS),
)  # fmt: skip
DEVICE = (
    r"\b(?:(?:tele)?phone|radio|walkie-?\s?talkie|megaphone|intercom|tannoy|gramophone)"
    r"(?: (?:effect|sound|thing|filter|voice))?\b"
)
_AS_ASKED = (
    (regex(r"\bdoubl(?:e[sd]?|ings?)\b"), regex(r"\bdoubl(?:e[sd]?|ing)\b|\bunison\b"), ""),
    (regex(r"\bharmon(?:y|ies)\b"), regex(r"\bharmoni[sz]e\w*|\bharmon(?:y|ies)\b"), ""),
    (regex(rf"{_THE}{DEVICE}"), regex(DEVICE), "apply_effect"),
)
"""Deeds that are done with several calls: they are known by the words of the request."""


_VERBS = (
    (r"panned", "pan"), (r"muted", "mute"), (r"soloed", "solo"), (r"moved|shifted|nudged", "move"),
    (r"copied|duplicated", "copy"), (r"renamed", "rename"), (r"reversed|flipped", "reverse"),
    (r"looped|repeated", "loop"), (r"faded", "fade"), (r"transposed|pitched", "transpose"),
    (r"quanti[sz]ed", "quantize"), (r"trimmed|cropped", "trim"), (r"stretched", "stretch"),
    (r"deleted|removed", "deletion"), (r"ducked|pumped", "duck"), (r"colou?red", "colour"), (r"froze|frozen", "freeze"),
    (r"bounced|printed", "bounce"),
    (r"normali[sz]ed", "normalize"), (r"grouped", "group"), (r"compressed", "compressor"), (r"doubled", "double"),
)  # fmt: skip
_DONE = regex(
    rf"\b(?:(?:i|we|you|u) (?:had |have )?)?(?:"
    rf"{'|'.join(f'(?P<v{at}>{words})' for at, (words, _) in enumerate(_VERBS))}) (?=the |my |our |it\b|that\b|them\b)"
)


def as_deed(words: str) -> str:
    """ "Panned the piano" is "the pan of the piano"."""
    return _DONE.sub(lambda match: f"the {_VERBS[int(str(match.lastgroup)[1:])][1]} of ", words)


def is_called(frame: Frame, words: str) -> bool:
    """Do the words name what the call did?"""
    if any(
        name.search(words) and asked.search(frame.said.lower()) and tool in ("", frame.tool)
        for name, asked, tool in _AS_ASKED
    ):
        return True
    for deed in _DEEDS:
        is_it = frame.tool == deed.tool and frame.kind in deed.kinds and not _fades_otherwise(frame, words)
        if is_it and _has_one(frame, deed.needs) and regex_of(rf"\b(?:{deed.words})(?!\w)").search(words):
            return True
    if frame.tool != "apply_effect":
        return False
    named = {re.sub(r"\W", "", match[0]).removesuffix("s") for match in EFFECTS.finditer(words)}
    return bool(named & {one.removesuffix("s") for one in treatments(frame.tool, frame.args)})


_FADE_WAY = regex(r"\bfad(?:e|es|ing)[- ]?(?P<way>in|out)s?\b")


def _fades_otherwise(frame: Frame, words: str) -> bool:
    """ "The fade-in", of what fades out."""
    told = {match["way"] for match in _FADE_WAY.finditer(words)}
    ends = [frame.args.get(name) for name in ("from", "to")]
    rides = frame.tool == "automate" and all(isinstance(one, int | float) for one in ends)
    ways = {"fade_in": "in", "fade_out": "out"}
    way = ("out" if float(ends[0]) > float(ends[1]) else "in") if rides else ways.get(frame.kind)  # type: ignore[arg-type]
    return len(told) == 1 and way is not None and way not in told


def takes_several(words: str) -> bool:
    """Do the words name what is done with several calls: "the telephone", "the doubling"?"""
    return any(name.search(words) for name, _, _ in _AS_ASKED)


def deed_spans(words: str) -> list[tuple[int, int]]:
    """Where words stand that name something that can be done; what is a verb as well only behind an article."""
    return list(_deed_spans(words))


@functools.lru_cache(maxsize=256)
def _deed_spans(words: str) -> tuple[tuple[int, int], ...]:
    found = [match.span() for match in EFFECTS.finditer(words)]
    for deed in _DEEDS:
        found += [match.span() for match in regex_of(rf"\b(?:{deed.words})(?!\w)").finditer(words)]
    return (*found, *(match.span() for name, _, _ in _AS_ASKED for match in name.finditer(words)))


def is_deed(word: str) -> bool:
    """Is this a word for something that can be done?"""
    return EFFECTS.search(word) is not None or any(
        regex_of(rf"\bthe (?:{deed.words})$").search(f"the {word}") for deed in _DEEDS
    )


def is_only_deed(words: str) -> bool:
    """Are these words the name of something that can be done, and nothing else?"""
    return EFFECTS.fullmatch(words) is not None or any(
        regex_of(rf"^the (?:{deed.words})$").search(f"the {words}") for deed in _DEEDS
    )


def _has_one(frame: Frame, needs: tuple[tuple[str, Any], ...]) -> bool:
    found = [value for name, value in needs if name in frame.args and value in (None, frame.args[name])]
    return not needs or bool(found)
