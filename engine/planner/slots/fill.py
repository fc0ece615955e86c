"""The table of slot fillers: task → function from a clause to arguments."""

from __future__ import annotations

from collections.abc import Callable

from engine.planner.slots import edit, music, session, sound, speech
from engine.planner.slots.clause import Args, Clause

FILLERS: dict[str, Callable[[Clause], Args]] = {
    "transcribe": speech.transcribe, "translate_speech": speech.translate_speech, "style_transfer": speech.style_transfer, "enhance_speech": speech.only_clip,
    "separate_speakers": speech.separate_speakers, "talking_head": speech.talking_head, "speak": speech.speak, "caption_audio": speech.caption, "image_to_audio": speech.image_to_audio,
    "generate_audio": sound.generate_audio, "denoise": speech.only_clip, "binauralize": sound.binauralize, "inpaint": sound.inpaint, "extract_sound": sound.extract_sound,
    "detect_target_sound": sound.detect_target_sound, "detect_sounds": speech.only_clip, "video_for_audio": speech.only_clip,
    "sing": music.sing, "render_midi": music.render_midi, "harmonize": music.harmonize, "separate_stems": music.separate_stems, "audio_to_midi": speech.only_clip,
    "generate_midi": music.generate_midi, "describe_music": music.describe_music,
    "apply_effect": edit.apply_effect, "edit_clip": edit.edit_clip, "change_tempo_key": edit.change_tempo_key, "master": edit.master,
    "mix": session.mix, "arrange": session.arrange, "transport": session.transport, "undo": session.undo, "redo": session.undo, "history": session.history,
}


def fill(clause: Clause) -> Args:
    """The arguments that a clause gives its task; what is missing is noted in the clause."""
    filler = FILLERS.get(clause.task)
    return {name: value for name, value in filler(clause).items() if value is not None} if filler else {}
