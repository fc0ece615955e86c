"""Acts said: a plan does every act that the request names ("mute", "mp3"), and none that no word of it speaks of."""

from __future__ import annotations

import re
from collections.abc import Sequence

from engine.planner.offline.reading.dialogue_state import REPLIES, DialogueState
from engine.planner.offline.reading.previous_call import pending
from engine.planner.offline.slots.things import things
from engine.planner.offline.text.words import plain, tokens
from engine.planner.regex import regex
from engine.tasks.plan import Step

NOT_SURE = "I am not sure what to do about “{}” there; ask for that by itself, please."
NOT_CLEAR = "I am not sure what you would like there; say it in other words, please."
_MAKES = "generate_audio generate_midi sing speak harmonize image_to_audio"
_NAMED: tuple[tuple[str, str], ...] = (
    (r"(?:un-?)?mut(?:e|es|ed|ing)", "mix automate edit_clip export route plugin"),
    (r"(?:un-?)?solo(?:ed|ing)?(?= (?:the|just|only|that|it|my|drums|bass)\b)", "mix export"),
    (r"(?:mp3s?|flacs?|wavs?|aac|aiffs?)(?: files?)?", "export transcribe render_midi separate_stems video_for_audio"),
    (r"pan(?:ned|ning)?", "mix automate binauralize apply_effect arrange"),
    (r"veloc(?:ity|ities)|quanti[sz]e\w*|humani[sz]e\w*|legato|staccato", "edit_notes generate_midi automate"),
    (r"strum(?:med|ming)?", "edit_notes"),
    (r"rewrite|recompose|reharmoni[sz]e", "generate_midi"),
    (r"bypass(?:ed)?", "plugin"),
    (r"lufs", "master mix edit_clip describe_music export session_info generate_audio"),
    (r"markers?|cues?(?= (?:at|called))", "marker transport edit_clip automate mix arrange session_info"),
    (r"transcri(?:be|pt|ption)\w*|subtitles?|captions?", "transcribe export translate_speech caption_audio"),
    (r"harmon(?:y|ies|ize|ise)", "harmonize sing mix generate_midi arrange route"),
    (r"(?:re-?)?verb|plate|delay|echo|phaser|flanger|compressor|limiter", "apply_effect route plugin automate"),
    (r"sidechain\w*|duck(?:s|ed|ing)?", "route apply_effect automate mix plugin"),
    (r"fad(?:e|es|ed|ing)(?: (?:in|out|up|down))?", "edit_clip automate mix"),
    (r"revers(?:e|ed|ing)|backwards", "edit_clip apply_effect mix edit_notes"),
    (r"tempo|bpm", f"transport change_tempo_key describe_music session_info {_MAKES} apply_effect edit_notes"),
    (r"metronome|count-?in", "transport"),
    (r"(?:in|to|into|a) (?:new )?(?:group|folder)", "route set_track mix export arrange"),
    (r"colou?r(?:ed|s)?", "set_track route marker arrange mix"),
    (r"transpos(?:e|ed|ing)", f"change_tempo_key edit_notes {_MAKES} audio_to_midi"),
)
"""Words that name an act, and the tasks one of which does it."""
_EVIDENCE: dict[tuple[str, str], str] = {
    ("master", ""): (
        "master lufs loud finish finali polish release stream spotify youtube broadcast radio record club "
        "commercial competitive ready cd vinyl sheen varnish glue"
    ),
    ("enhance_speech", ""): (
        "clear clean crisp close studio room reverb echo muffl intelligib quality sharp understand hear better "
        "nicer enhanc improv restor mic far distan bathroom phone present professional polish even dull boxy "
        "podcast broadcast radio dry hollow hall tinny roomy"
    ),
    ("speak", ""): (
        "say said saying speak spoken read voice voiced narrat announc talk tell told word words text line lines quote "
        "pronounc shout whisper count utter dictat intro greeting sentence phrase lyrics poem"
    ),
    ("transport", "loop"): "loop cycl repeat again circle endless",
    ("arrange", "move"): (
        "move moves moving shift nudg slid push pull drag put place bring start begin late early earlier ahead "
        "behind delay forward back swap go goes come coming enter line align drop relocate transfer throw send "
        "set stick pop land sooner onto into jump belong lay bump scoot kick shove rush bar beat at to"
    ),
    ("arrange", "new_track"): "track lane channel new folder group bus strip",
    ("arrange", "duplicate"): (
        "copy copies copied along canon imitat follow play part dup dupe duplicat repeat again paste twice double "
        "same once clon another time second also too extra back more continu loop mirror reuse well layer keep "
        "original one"
    ),
    ("edit_notes", "quantize"): (
        "quanti grid tight snap time timing straight robot 16th 16ths 8th 8ths eighth sixteenth quarter line lock "
        "sloppy loose late early rush drag beat rhythm off groove align neat steady correct fix triplet thirty "
        "even strict 1 32nd 4th"
    ),
    ("edit_notes", "humanize"): (
        "human loos feel natur stiff groov rand swing alive live real imperf slopp drunk mechan robot player played "
        "play person less relax lazy laid breath organic straight grid machine perfect"
    ),
    ("edit_clip", "crossfade"): "cross xfade overlap join blend smooth seam merge transition",
    ("generate_midi", ""): (
        "write make add compose play give need want creat generat lay build some a an new another part line "
        "melody arpegg pad comp walk chords progression riff pattern groove beat fill counter bassline harmoni "
        "accompan with under over"
    ),
}
"""Words without one of which nobody asks for this; of those with four letters and more, all that begin with them."""


def _whole(words: str) -> re.Pattern[str]:
    return regex(rf"(?<![\w-])(?:{words})(?![\w-])", re.IGNORECASE)


_WORDS = tuple((_whole(words), set(tasks.split())) for words, tasks in _NAMED)
_SPEAKS_OF = {act: tuple(words.split()) for act, words in _EVIDENCE.items()}
_NEVER_IMPLIED = ("master", "speak")
"""Not even in a conversation."""
_WHOLE_BELOW = 4
_LOUDEST_DB = 24.0
"""Nobody asks for more."""
_NO_ACTS = ("session_info", "describe_music", "history", "caption_audio", "undo", "redo", "take", "freeze")
_IS_OFF = regex(r"\s*(?:off|out|away)\b", re.IGNORECASE)
_OFF = regex(r"\b(?:no|not|don'?t|without|rather than|instead of|never)\b[^,.;]*$", re.IGNORECASE)


def doubt(steps: Sequence[Step], text: str, scene: DialogueState) -> str:
    """The question that stands for a plan which leaves an act out that is named, or has one that nobody spoke of."""
    tasks = {step.task for step in steps}
    if tasks <= {*REPLIES, *_NO_ACTS}:
        return ""
    simple = plain(text)
    named = [(thing.start, thing.end) for thing in things(simple, scene)]
    said = " ".join(str(value) for step in steps for value in step.args.values()).lower()
    for pattern, done_by in _WORDS:
        for match in pattern.finditer(simple):
            is_name = any(start <= match.start() < end for start, end in named)
            is_off = _OFF.search(simple[: match.start()]) or _IS_OFF.match(simple, match.end())
            if not (is_name or is_off or tasks & done_by or match[0].lower() in said):
                return NOT_SURE.format(match[0])
    if any(_is_no_level(step) or _is_no_meter(step) or _deletes_another(step, simple, scene) for step in steps):
        return NOT_CLEAR
    if not pending(scene) and not _STRETCHES.search(simple) and any(_is_stretch(step) for step in steps):
        return NOT_CLEAR
    is_alone = not scene.context.dialogue and len(steps) == 1
    done = {one.tool for one in scene.done}
    judged = [s for s in steps if s.op == "fresh" and (is_alone or s.task in _NEVER_IMPLIED and s.task not in done)]
    is_clear = all(_is_spoken_of(step, simple) for step in judged) or scene.context.dialogue and pending(scene)
    return "" if is_clear else NOT_CLEAR


def _is_no_level(step: Step) -> bool:
    """A bar that was taken for a level."""
    levels = [step.args.get("from"), step.args.get("to")] if step.args.get("parameter") == "volume" else []
    return any(isinstance(one, int | float) and one > _LOUDEST_DB for one in levels)


_STRETCHES = regex(
    r"(?<![a-z])(?:tempo|bpm|stretch\w*|fit\w*|speed\w*|fast\w*|slow\w*|time\w*|long\w*|lengthen\w*|length|short\w*|shrink"
    r"|squash\w*|squeez\w*|expand\w*|extend\w*|pace|rush\w*|drag\w*|match\w*|double|half|halve|twice|quick\w*|click"
    r"|conform\w*|warp\w*|lasts?(?= (?:for )?(?:\d|[a-z]+ (?:bars|beats)))|(?:make|get|bring|turn|have) [^,.;]{1,40}"
    r"(?:bars|measures|beats))\b",
    re.IGNORECASE,
)
_STRETCHED_BY = {"bars", "bpm", "ratio"}


def _is_stretch(step: Step) -> bool:
    """ "The guitar can do 4 bars of that": a figure alone stretches no clip."""
    return step.task == "change_tempo_key" and step.op == "fresh" and not _STRETCHED_BY.isdisjoint(step.args)


def _is_no_meter(step: Step) -> bool:
    """Another meter, and none is said."""
    return step.args.get("action") == "set_meter" and "meter" not in step.args


def _deletes_another(step: Step, text: str, scene: DialogueState) -> bool:
    """Is something else deleted than what is named?"""
    clip = scene.clip(step.args.get("clip")) if step.args.get("action") == "delete" else None
    named = things(text, scene) if clip and step.op == "fresh" else []
    is_named = any(clip.id in one.clips or clip.track in one.tracks for one in named) if clip else True
    return bool(named) and not is_named


def _is_spoken_of(step: Step, text: str) -> bool:
    kind = str(step.args.get("action") or step.args.get("effect") or "")
    words = _SPEAKS_OF.get((step.task, kind)) or _SPEAKS_OF.get((step.task, ""))
    said = [token.low for token in tokens(text)]
    return words is None or any(
        one == word or len(word) >= _WHOLE_BELOW and one.startswith(word) for one in said for word in words
    )
