"""Arguments of the speech tasks."""

from __future__ import annotations

import re

from engine.planner.offline.slots.clause import Args, Clause, number
from engine.planner.offline.slots.languages import language_of_country, languages
from engine.planner.offline.slots.places import time_range
from engine.planner.offline.slots.reference import it, reference, selection
from engine.planner.offline.slots.references_back import words_given
from engine.planner.offline.slots.targets import fill_clip
from engine.planner.offline.slots.texts import manner, no_article, quoted_or, span_text
from engine.planner.regex import regex

_MANNER = (
    r"very|old|older|young|younger|deep|low|high|soft|calm|warm|british|american|scottish|irish|australian|french"
    r"|german|raspy|husky|friendly|cheerful|flat|synthetic|posh|elderly|little|big|gruff|kind"
)
_SPEAKER = (
    r"male|female|man|woman|girl|boy|child|kid|lady|guy|fella|robot|computer|grandma|grandpa|granny|narrator|announcer"
    r"|newsreader|presenter|tenor|soprano|alto|baritone|choir"
)
_VOICE = regex(
    rf"\b((?:(?:{_MANNER})\s+)*(?:{_SPEAKER}))(?:'s)?(?:\s+(?:voice|singer|vocal(?:ist)?|speaker))?\b"
)
_VOICE_OF = regex(
    r"\b(?:in|with|using|by|want|need|have|be|get|it's|is|as)\s+(?:an?|the|some)\s+([\w-]+(?:\s[\w-]+){0,3}?)\s+voice\b"
    r"|\b(?:in|with|using|by)\s+([\w\s-]{2,40}?)\s+voice\b"
    rf"|(?:^|\ban?\s+)([\w-]+\s(?:{_SPEAKER}))(?=\s+(?:going|saying|who|says?|reading|reads?|voice|that)\b)"
)


def transcribe(clause: Clause) -> Args:
    """clip, language, timestamps, range."""
    args = fill_clip(clause)
    spoken = languages(clause.text)
    if spoken:
        args["language"] = spoken[0][0]
    if clause.said("timestamps") or clause.has(
        r"\btime\s?(?:stamps?|codes?)\b|\bwith (?:the )?times?\b|\btimed\b|\bwhen (?:each|every) word\b"
        r"|\bsubtitles?\b|\bsrt\b|\bstamps\b|\bw times\b"
    ):
        args["timestamps"] = True
    return args | time_range(clause)


def translate_speech(clause: Clause) -> Args:
    """clip, target_language, speak."""
    args = fill_clip(clause)
    spoken = languages(clause.text)
    if spoken:
        args["target_language"] = _target(clause, spoken)
    elif country := language_of_country(clause.text):
        args["target_language"] = country
    elif not clause.carries:
        clause.need("Into which language?")
    if clause.has(
        r"\bnot (?:spoken|as audio|speech)\b|\bas text\b|\bwritten\b|\btext only\b|\bonly (?:the )?text\b"
        r"|\bin writing\b|\bsubtitles?\b"
    ) and not clause.has(r"\bnot (?:written|text|as text)\b"):
        if clause.has(r"\bas text\b|\bwritten\b|\btext only\b|\bin writing\b"):
            args["speak"] = False
    elif clause.said("speak") or clause.has(
        r"\b(?:spoken|dub(?:bed)?|voiced?|out loud|aloud|as (?:speech|audio)|voice[\s-]?over|hear|listen|speak)\b"
    ):
        args["speak"] = True
    return args


_NOT_SPOKEN = regex(
    r"\b(?:word of|no|n(?:o|'?)t (?:speak|know|understand|have|read)(?: (?:any|much))?)\s+$"
)
""" "They don't have a word of English": not into that."""


def _target(clause: Clause, spoken: list[tuple[str, int]]) -> str:
    tagged = clause.said("target_language")
    into = [
        name
        for name, start in spoken
        if re.search(r"\b(?:to|into|in|auf|en|em|for)\s+(?:\w+\s)?$", clause.low[:start])
        and not re.search(r"\bfrom\s+$", clause.low[:start])
    ]
    inside = [
        name
        for name, start in spoken
        if tagged and tagged.start <= start < tagged.end and not re.search(r"\bfrom\s+(?:the\s+)?$", clause.low[:start])
    ]
    spoken = [one for one in spoken if not _NOT_SPOKEN.search(clause.low[: one[1]])] or spoken
    into = [name for name in into if name in {one[0] for one in spoken}]
    others = [name for name, start in spoken if not re.search(r"\bfrom\s+(?:the\s+)?$", clause.low[:start])]
    return (inside[-1:] or into[-1:] or others[-1:] or [spoken[-1][0]])[0]


IN_WHICH_STYLE = "In which style: whispering, robotic, sleepy, like another recording?"
_ANY_STYLE = regex(
    r"(?:(?:an?|some|something|in|like|for|to) )*(?:another|different|other|else|new)"
    r"(?: (?:sort|kind|type|one|voice|style|way|manner)(?: of (?:voice|style|person|one))?)*"
)
"""No style, only the wish for one."""


def style_transfer(clause: Clause) -> Args:
    """clip or text, style or reference."""
    quotes = clause.quotes()
    args: Args = {"text": quotes[0]} if quotes and not clause.said("clip") else fill_clip(clause)
    if not args.get("clip") and not args.get("clips") and clause.said("text") and not quotes:
        args = {"text": span_text(clause, "text")}
        clause.missing.clear()
    like = clause.said("reference")
    if like:
        found = reference(clause, like.text)
        if isinstance(found, str) and found != args.get("clip"):
            args["reference"] = found
    style = span_text(clause, "style")
    if not style and "reference" not in args:
        match = re.search(
            r"\b(?:sounds? like|in the style of|as if|as|like|into|more|turn into|this time)\s+(.+)$", clause.low
        )
        style = match[1] if match else ""
        command = re.search(r"\b(whisper|robot|robotize|age)\s+(?:it|that|this|them|him|her)\b", clause.low)
        style = style or (command[1] if command else "")
        adverb = re.search(r"\b(\w+(?:ily|ly))\b", clause.low)
        style = style or (adverb[1] if adverb else clause.needed("style"))
    if style and _ANY_STYLE.fullmatch(style.lower()):
        clause.need(IN_WHICH_STYLE)
    elif style:
        args["style"] = no_article(style)
    elif "reference" not in args and not clause.carries:
        clause.need(IN_WHICH_STYLE)
    return args


def only_clip(clause: Clause) -> Args:
    """Tasks that take a clip and nothing else."""
    return fill_clip(clause)


_TWO = (
    r"\bboth\b|\bthe two of\b|\bduo\b|\bthe (?:pair|couple)\b|\b(?:her|him) (?:and|from) (?:him|her)\b"
    r"|\bhosts? (?:and|from) (?:the )?guest\b|\bguests? (?:and|from) (?:the )?host\b"
)
"""Words for two people."""


def separate_speakers(clause: Clause) -> Args:
    """clip, speakers."""
    args = fill_clip(clause)
    counts = clause.tagged("speakers") or [
        one
        for one in clause.amounts
        if one.unit in ("", "x")
        and re.match(
            r"\s*(?:\w+\s)?(?:speakers?|voices?|people|hosts?|guests?|talkers?|persons?|of (?:them|us)|mics?|men"
            r"|women)",
            clause.after(one, 30),
        )
    ]
    if counts and 2 <= counts[0].value <= 8:
        args["speakers"] = int(counts[0].value)
    elif clause.has(_TWO) and not args.get("clips"):
        args["speakers"] = 2
    return args


def talking_head(clause: Clause) -> Args:
    """clip and image."""
    args: Args = {}
    image = clause.said("image")
    files = [view.id for view in clause.scene.context.files if view.kind == "image"] + [
        clip.id for clip in clause.scene.clips if clip.kind == "image"
    ]
    files = list(dict.fromkeys(files))
    found = clause.scene.find_file(image.text if image else clause.text, ("image",)) or clause.scene.find_file(
        clause.text, ("image",)
    )
    found = found or clause.scene.file_hinted(clause.text, ("image",))
    if not found and (chosen := selection(clause.scene, ("image",))):
        found = chosen if isinstance(chosen, str) else chosen[0]
    if not found and image and len(files) > 1 and re.search(r"\bother\b", image.text.lower()):
        used = [one.args.get("image") for one in clause.scene.done]
        found = next((one for one in files if one not in used), None)
    found = found or (files[0] if len(files) == 1 else None)
    if found:
        args["image"] = found
    elif not clause.carries:
        clause.need("Which picture with a face should speak?")
    clip = fill_clip(clause, kinds=("audio",))
    return clip | args


_SAY = regex(
    r"\s*(?:please\s+|can you\s+|could you\s+|now\s+)?(?:say|speak|announce|read(?: out)?|tts)[:,]?\s+(.{2,})$",
    re.IGNORECASE,
)
_VAGUE = regex(r"something|it|that|this|this in|anything|the line|something .*|.{0,3}")
_LOUD = regex(r"\W*(?:(?:please|can you|could you|now)\s+)*(whisper|shout|scream|yell|mumble|growl)\b")


_HOW_SAID = regex(r"\b(?:(shout|yell|scream)|whisper)(?:s|ing|ed)?\b")
""" "Have someone whisper …": how, by the word for saying."""


def speak(clause: Clause) -> Args:
    """text, voice, language, style, pitch."""
    text = quoted_or(clause, "text") or _plainly_said(clause)
    likely = "" if text else clause.needed("text")
    text = text or ("" if _VAGUE.fullmatch(likely.lower()) else likely)
    text = text if clause.quotes() else words_given(clause, text) or text
    args: Args = {"text": text} if text else {}
    if not text and not clause.carries:
        clause.need("What should be said?")
    outside = re.sub(r'"[^"]*"', " ", clause.low)
    voice = span_text(clause, "voice")
    if not voice or voice.lower() in outside and re.fullmatch(r"(?:an?|the|same|voice|\s)*", voice.lower()):
        match = _VOICE_OF.search(outside) or _VOICE.search(outside)
        voice = next(filter(None, match.groups())) if match else ""
    if voice:
        args["voice"] = no_article(voice)
    style = span_text(clause, "style")
    loud = _LOUD.match(clause.low)
    style = style or (loud[1] if loud else manner(outside.replace(text.lower(), " ") if text else outside))
    if not style and (how := _HOW_SAID.search(outside)):
        style = "shouting" if how[1] else "whisper"
    if style and style != voice:
        args["style"] = no_article(style)
    spoken = languages(_around(clause.text, text))
    if spoken:
        args["language"] = spoken[0][0]
    for one in clause.of("semitones"):
        if clause.has(r"\bpitch|\bhigher|\blower"):
            args["pitch"] = number(-one.value if clause.has(r"\blower\b") else one.value)
    return args


def _plainly_said(clause: Clause) -> str:
    """Words to say without quotes, where something was said at all."""
    match = None if clause.carries else _SAY.match(clause.text)
    if not match or _VAGUE.fullmatch(match[1].strip().lower()):
        return ""
    words = re.sub(r"\s+(?:in|with) an? .{2,40} voice.*$", "", match[1])
    spoken = languages(words)
    return (
        re.sub(r"\s+in$", "", words[: spoken[-1][1]].rstrip())
        if spoken and re.search(r"\bin\s+$", words[: spoken[-1][1]])
        else words
    )


def _around(text: str, said: str) -> str:
    """A text without the words that are to be said."""
    start = text.lower().find(said.lower()) if said else -1
    return text if start < 0 else text[:start] + " " + text[start + len(said) :]


def caption(clause: Clause) -> Args:
    """clip or clips."""
    return fill_clip(clause)


def image_to_audio(clause: Clause) -> Args:
    """image, duration."""
    args: Args = {}
    span = clause.said("image", "clip")
    files = [view.id for view in clause.scene.context.files if view.kind == "image"] + [
        clip.id for clip in clause.scene.clips if clip.kind == "image"
    ]
    files = list(dict.fromkeys(files))
    phrase = span.text if span else clause.text
    found = clause.scene.find_file(phrase, ("image",))
    if not found and re.search(r"\bother\b", phrase.lower()):
        used = [one.args.get("image") for one in clause.scene.done]
        found = next((one for one in files if one not in used), None)
    if not found and not clause.carries:
        earlier = next((one.args["image"] for one in reversed(clause.scene.done) if one.args.get("image")), None)
        found = str(earlier) if earlier else files[0] if len(files) == 1 else None
    if not found and not clause.carries and (chosen := it(clause, ("image",))):
        view = clause.scene.clip(chosen)
        found = chosen if view and view.kind == "image" else None
    if found:
        args["image"] = found
    elif not clause.carries:
        clause.need("Which picture?")
    timed = clause.tagged("duration") or clause.of("s")
    if timed:
        args["duration"] = number(timed[0].value)
    elif clause.of("bars"):
        args["duration"] = number(clause.of("bars")[0].value * clause.bar_s)
    return args
