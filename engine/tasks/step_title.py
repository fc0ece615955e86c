"""What a step of a plan is called for people: "Separate drums", "Sing", "Place on Vocals"."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.tasks.plan import Step

_TITLES = {
    "sing": "Sing",
    "harmonize": "Sing in harmony",
    "separate_stems": "Separate {stems}",
    "audio_to_midi": "Write down as notes",
    "generate_midi": "Write {kind}",
    "generate_audio": "Make a sound",
    "render_midi": "Play the notes",
    "describe_music": "Measure {aspect}",
    "apply_effect": "Apply {effect}",
    "edit_clip": "{action}",
    "change_tempo_key": "Change tempo or key",
    "master": "Master",
    "transcribe": "Write down the words",
    "translate_speech": "Translate",
    "style_transfer": "Change the voice",
    "enhance_speech": "Clean up the speech",
    "separate_speakers": "Separate the speakers",
    "speak": "Speak",
    "denoise": "Take off the noise",
    "binauralize": "Place in space",
    "inpaint": "Fill the gap",
    "extract_sound": "Take out {target}",
    "detect_target_sound": "Find {target}",
    "detect_sounds": "List the sounds",
    "caption_audio": "Describe the recording",
    "image_to_audio": "Make the sound of the picture",
    "video_for_audio": "Make a video",
    "talking_head": "Make the face speak",
    "arrange": "{action}",
    "mix": "{action}",
    "transport": "{action}",
    "undo": "Undo",
    "redo": "Redo",
    "history": "Look back",
}
_VERBS = {
    "place": "Place on a track",
    "new_track": "Make a track",
    "rename_track": "Rename the track",
    "gain": "Set the level",
    "set_tempo": "Set the tempo",
    "get_tempo": "Tell the tempo",
    "locate": "Go to",
}
_WITHOUT = {"stems": "the stems", "aspect": "the music", "kind": "notes", "effect": "an effect", "target": "a sound"}


def step_title(step: Step) -> str:
    """A few words for a step; its task's id in words when there is no better."""
    pattern = _TITLES.get(step.task, step.task.replace("_", " "))
    title = pattern.format_map(_Words(step.args)) or step.task.replace("_", " ")
    return title[:1].upper() + title[1:]


class _Words(dict[str, str]):
    """Values as words; what was not said gets a general word."""

    def __init__(self, args: Mapping[str, Any]) -> None:
        super().__init__({name: _in_words(name, value) for name, value in args.items()})

    def __missing__(self, name: str) -> str:
        return _WITHOUT.get(name, "")


def _in_words(name: str, value: Any) -> str:
    if isinstance(value, list | tuple):
        value = ", ".join(map(str, value))
    text = str(value)
    return _VERBS.get(text, text.replace("_", " "))[:40] if name in (*_WITHOUT, "action") else text
