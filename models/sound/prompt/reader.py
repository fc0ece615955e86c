"""Reading a prompt: words → Request, without a language model; says which words it could not use."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace

from engine.errors import UserError
from models.sound.mix import MixTone
from models.sound.music.band import PARTS
from models.sound.prompt.feel import cut_feel
from models.sound.prompt.length import length_factor
from models.sound.prompt.loudness import asked_level_db, is_loudness
from models.sound.prompt.mood_words import with_plain_moods
from models.sound.prompt.numbers import Numbers, cut_numbers
from models.sound.prompt.phrases import PhraseMatch, find_phrases, mended, nearest
from models.sound.prompt.piece import default_style, parts_of, voices_of
from models.sound.prompt.players import INSTRUMENTS, STAND_INS, WHOLE_WORDS, stand_in_told
from models.sound.prompt.request import PromptRequest, SourceCall
from models.sound.prompt.words import FILLERS, LAST_RESORTS, MODIFIERS, MOODS, NEAR, SURFACES, WEAK_STYLES
from models.sound.sources.table import SOURCES

MAX_CHARACTERS = 2000
_MUSIC_WORDS = frozenset(
    "beat beats music song track groove instrumental jam tune bars bpm melody bassline chords drums".split()
)
_NEGATION = re.compile(r"\b(?:no|without|minus)\s+(?:any\s+|the\s+)?([a-z'-]+)")
_LINK = re.compile(r"[\s,]*(?:\b(?:and|or|nor)\b)?\s*")
_NEXT = re.compile(r"\b(into|then|followed by|before|and finally|leading to|after which)\b")
_TIMES = re.compile(r"^[a-z\s'-]*?\b(twice|thrice|(?:two|three|four|five|six|seven|eight|[2-8])(?=\s+times))\b")
_PLACE = re.compile(r"\b(in|at|on|near|under|through|inside|outside|by|across|along)\b")
_NUMBERS = ("two", "three", "four", "five", "six", "seven", "eight")
_COUNTS = {"once": 1, "twice": 2, "thrice": 3, **{word: n for n, word in enumerate(_NUMBERS, 2)}}
_COUNTS |= {str(number): number for number in range(2, 9)}
_TIMES_OF_DAY = ("at night", "summer night", "dawn")
"""Sounds in a field recording, only a mood in music."""
_SURFACED = ("rain", "footsteps")
_KINDS = (
    "what can be made are sounds of weather, nature, machines, rooms and films, and music such as lo-fi, house or jazz"
)
_EXAMPLE = "name a sound or a style, such as 'rain on a tin roof' or 'lo-fi beat'"


def read_prompt(prompt: str, *, wants_music: bool = False) -> PromptRequest:
    """Understand a prompt; UserError when it names nothing that can be made, with what can be made instead.

    `wants_music`: bars, a tempo or a key were asked for beside the prompt, so words of mood alone mean music.
    """
    text = _cleaned(prompt)
    if not re.search(r"[a-z]", text):
        raise UserError(f"The prompt has no words that can be read; {_EXAMPLE}.")
    text, swing = cut_feel(with_plain_moods(text))
    numbers = cut_numbers(prompt[:MAX_CHARACTERS], text)
    text, left_out, silenced = _cut_negatives(numbers.text)
    remarks = []
    if len(prompt) > MAX_CHARACTERS:
        remarks.append(f"Only the first {MAX_CHARACTERS} characters of the prompt were read.")
    matches = _matches(text, numbers)
    unknown = _unknown(text, matches)
    if not matches:
        for wrong, right in mended(unknown).items():
            text = re.sub(rf"\b{re.escape(wrong)}\b", right, text)
            remarks.append(f"'{wrong}' was read as '{right}'.")
        resort = next((word for word in LAST_RESORTS if re.search(rf"\b{word}\b", text)), None)
        if resort and not remarks:
            text = re.sub(rf"\b{resort}\b", LAST_RESORTS[resort], text, count=1)
        matches = _matches(text, numbers)
        unknown = _unknown(text, matches)
    request = _music(text, matches, numbers, left_out, unknown)
    wants_music = bool(wants_music or numbers.bars or numbers.bpm or numbers.key)
    if not matches and wants_music and MOODS.keys() & set(text.split()):
        request = PromptRequest(style="pop", parts=tuple(part for part in PARTS if part not in left_out))
    remarks += [
        stand_in_told(match.phrase)
        for match in matches
        if request.style and match.kind == "instrument" and match.phrase in STAND_INS
    ]
    calls = tuple(call for call in _calls(text, matches, bool(request.style)) if call.source not in silenced)
    if not request.style and (not calls or _has_other_subject(text, matches)):
        raise UserError(_nothing_found(prompt, unknown))
    unknown = [word for word in unknown if word not in _COUNTS and word != "times"]
    tone, factor, mode = _mood(text, matches)
    if request.style and not any(match.kind == "style" for match in matches):
        named = default_style(text, matches, tone, mode)
        request = replace(request, style=named)
        remarks.append(f"No style was named, so this is {named}.")
    return replace(
        request,
        calls=calls,
        tone=tone,
        tempo_factor=factor,
        mode=mode,
        swing=swing,
        unused=tuple(unknown),
        remarks=tuple(remarks),
        bpm=numbers.bpm,
        bars=numbers.bars,
        seconds=numbers.seconds,
        meter=numbers.meter,
        key=numbers.key,
        level_db=asked_level_db(text),
        length_factor=length_factor(text),
    )


def _cleaned(prompt: str) -> str:
    plain = unicodedata.normalize("NFKD", prompt[:MAX_CHARACTERS].replace("♯", "#").replace("♭", "b")).lower()
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    plain = re.sub(r"\bone[- ]shots?\b", "", plain)
    return " " + re.sub(r"[^a-z0-9#&',./\- ]", " ", plain) + " "


def _cut_negatives(text: str) -> tuple[str, set[str], set[str]]:
    """Cut out "no drums", "without bass, chords and rain": the text without them, the parts and the sources named."""
    parts: set[str] = set()
    sources: set[str] = set()
    while hit := _NEGATION.search(text):
        end = hit.end()
        for match in find_phrases(text, ("part", "instrument", "source")):
            if match.start >= hit.start(1) and _LINK.fullmatch(text[end : match.start] or ","):
                (sources if match.kind == "source" else parts).update(match.names)
                end = match.end
            elif match.start == hit.start(1):
                (sources if match.kind == "source" else parts).update(match.names)
                end = max(end, match.end)
        if hit[1] in ("beat", "beats"):
            parts.add("drums")
        text = text[: hit.start()] + " " * (end - hit.start()) + text[end:]
    parts |= {INSTRUMENTS[name][0] for name in parts if name in INSTRUMENTS}
    return text.replace(",", " "), parts, sources


def _matches(text: str, numbers: Numbers) -> list[PhraseMatch]:
    styles = find_phrases(text, ("style",))
    is_music = bool(styles or numbers.bars or numbers.bpm or numbers.key or _MUSIC_WORDS & set(text.split()))
    order = ("style", "instrument", "part", "source") if is_music else ("source", "style", "instrument", "part")
    return find_phrases(text, order)


def _unknown(text: str, matches: list[PhraseMatch]) -> list[str]:
    rest = text
    for match in matches:
        rest = rest[: match.start] + " " * (match.end - match.start) + rest[match.end :]
    known = FILLERS | MOODS.keys() | MODIFIERS.keys() | SURFACES.keys() | WHOLE_WORDS
    words = [word.strip("'./-&") for word in rest.split()]
    known_words = (word for word in words if len(word) > 1 and not is_loudness(word))
    return list(dict.fromkeys(word for word in known_words if word not in known and not word[0].isdigit()))


def _music(
    text: str, matches: list[PhraseMatch], numbers: Numbers, left_out: set[str], unknown: list[str]
) -> PromptRequest:
    """The musical side of a request; style is "" until one is chosen, None when no music is meant."""
    styles = sorted(
        (match for match in matches if match.kind == "style"), key=lambda match: match.phrase in WEAK_STYLES
    )
    sources = [match for match in matches if match.kind == "source"]
    players = [match for match in matches if match.kind in ("instrument", "part")]
    said = _MUSIC_WORDS & set(text.split())
    instruments = [match for match in players if match.kind == "instrument"]
    qualifies = any(
        not text[word.end : source.start].strip()
        for word in (*styles, *instruments)
        for source in sources
        if word.end <= source.start
    )
    whole = WHOLE_WORDS & set(text.split())
    means_music = bool(said or numbers.bars or numbers.bpm or (styles and whole) or (instruments and not qualifies))
    if sources and not means_music:
        only_events = all(not SOURCES[name].is_texture for match in sources for name in match.names)
        if only_events or qualifies or not styles:
            return PromptRequest()
    is_weak = all(style.phrase in WEAK_STYLES for style in styles) and not players
    if is_weak and unknown and not (means_music and styles) and (not said or any(word in NEAR for word in unknown)):
        return PromptRequest()
    if not (styles or players or said or (whole and not sources)):
        return PromptRequest()
    style = styles[0].names[0] if styles else ""
    voices = voices_of(matches)
    parts = tuple(part for part in parts_of(text, matches) if part not in left_out)
    if not parts:
        raise UserError(
            "With all those parts left out nothing is left to play; keep one of drums, bass, chords or melody."
        )
    return PromptRequest(style=style or "pop", parts=parts, voices=voices)


def _calls(text: str, matches: list[PhraseMatch], has_music: bool) -> list[SourceCall]:
    calls: list[SourceCall] = []
    sources = _sounding(text, [match for match in matches if match.kind == "source"])
    stage, end = 0, 0
    for match in sources:
        stage, end = stage + bool(calls and _NEXT.search(text[end : match.start])), match.end
        if has_music and match.phrase in _TIMES_OF_DAY:
            continue
        before = text[max(0, match.start - 26) : match.start]
        previous = max((other.end for other in matches if other.end <= match.start), default=0)
        words = text[max(previous, match.start - 26) : match.start].split() if previous else before.split()
        after = text[match.end : match.end + 34].split()
        gain, distance, intensity = 0.0, 0.0, None
        for word in words:
            more_gain, further, force = MODIFIERS.get(word, (0.0, 0.0, None))
            gain, distance = gain + more_gain, max(distance, further)
            intensity = force if force is not None else intensity
        if (
            after[:2] == ["far", "away"]
            or after[:3] == ["in", "the", "distance"]
            or after[:3] == ["in", "the", "background"]
        ):
            gain, distance = gain - 9, max(distance, 0.75)
        for name in match.names:
            if name not in [call.source for call in calls]:
                surface = _surface(text, match) if name in _SURFACED else ""
                calls.append(SourceCall(name, gain, distance, intensity, surface, _count(text, match), stage))
    return calls


def _sounding(text: str, sources: list[PhraseMatch]) -> list[PhraseMatch]:
    """Without verbs of the sound before them: the bell of "a bell ringing" is no telephone."""
    kept: list[PhraseMatch] = []
    for match in sources:
        is_verb = match.phrase.endswith("ing") and " " not in match.phrase
        if not (is_verb and kept and not text[kept[-1].end : match.start].strip()):
            kept.append(match)
    return kept


def _count(text: str, match: PhraseMatch) -> int:
    """How often a sound is asked for: "three knocks", "a laser firing three times"."""
    before = text[: match.start].split()[-1:]
    if before and (count := _COUNTS.get(before[0], 1)) > 1:
        return count
    if hit := _TIMES.search(text[match.end : match.end + 40]):
        return _COUNTS.get(hit[1], 1)
    return 1


def _has_other_subject(text: str, matches: list[PhraseMatch]) -> str:
    """The word for what sounds in "a dog barking in the street", where only the place is known; else ""."""
    first = min((match.start for match in matches), default=0)
    place = _PLACE.search(text[:first])
    if not place:
        return ""
    subject = [word.strip("'./-&") for word in text[: place.start()].split()]
    known = FILLERS | MOODS.keys() | MODIFIERS.keys() | SURFACES.keys() | WHOLE_WORDS | _COUNTS.keys()
    rest = (word for word in subject if len(word) > 1 and not is_loudness(word))
    return next((word for word in rest if word not in known and not word[0].isdigit()), "")


def _surface(text: str, match: PhraseMatch) -> str:
    words = [*text[match.end :].split()[:6], *text[: match.start].split()[-2:]]
    return next((SURFACES[word] for word in words if word in SURFACES), "")


def _mood(text: str, matches: list[PhraseMatch]) -> tuple[MixTone, float, str | None]:
    """The sum of all mood words, but for those that belong to one sound or to the name of a thing."""
    brightness, busy, space, factor, mode = 0.5, 0.5, 0.5, 1.0, None
    for hit in re.finditer(r"[a-z'-]+", text):
        word = hit[0]
        if word not in MOODS or any(match.start <= hit.start() < match.end for match in matches):
            continue
        if word in MODIFIERS and any(match.kind == "source" and 0 <= match.start - hit.end() < 20 for match in matches):
            continue
        change = MOODS[word]
        brightness, busy, space = brightness + change[0], busy + change[1], space + change[2]
        factor *= change[3]
        mode = mode or change[4]

    def within(value: float) -> float:
        return min(1.0, max(0.0, value))

    return MixTone(within(brightness), within(busy), within(space)), factor, mode


def _nothing_found(prompt: str, unknown: list[str]) -> str:
    words = [word.strip(".,!?'").lower() for word in prompt[:MAX_CHARACTERS].split()]
    moods = [word for word in words if word in MOODS]
    if moods and not unknown:
        return f"'{moods[0]}' says how, not what; {_EXAMPLE}."
    if not unknown:
        return f"The prompt names no sound; {_EXAMPLE}."
    is_music = bool((WHOLE_WORDS | _MUSIC_WORDS) & set(words))
    near = nearest(sorted(unknown, key=lambda word: word not in NEAR), is_music=is_music)
    shown = ", ".join(f"'{word[:30]}'" for word in unknown[:3])
    if not near:
        return f"Nothing here can make {shown}; {_KINDS}."
    if len(near) == 1:
        return f"Nothing here can make {shown}; what comes nearest is {near[0]}."
    offered = f"{', '.join(near[:-1])} and {near[-1]}"
    return f"Nothing here can make {shown}; the nearest that can be made are {offered}."
