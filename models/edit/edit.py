"""Editing clips: cut, trim, split, join, fades, reverse, loop, normalize, gain, crossfade."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from engine.catalog.model import Brief, Licence, Model, Report, Result
from engine.errors import UserError
from engine.media.audio_stream import sound_info
from engine.media.clip import Clip
from models.edit import level_edit, note_edit, sound_edit, sound_loop
from models.edit.edit_request import EditRequest

_SOUND: dict[str, Callable[[EditRequest], dict[str, Clip]]] = {
    "cut": sound_edit.cut, "trim": sound_edit.trim, "split": sound_edit.split, "join": sound_edit.join,
    "fade_in": sound_edit.fade_in, "fade_out": sound_edit.fade_out, "reverse": sound_edit.reverse,
    "loop": sound_loop.loop, "normalize": level_edit.normalize, "gain": level_edit.gain,
    "crossfade": sound_edit.crossfade,
}
_TABLES = {"audio": _SOUND, "midi": note_edit.ACTIONS}


class Editor(Model):
    """edit_clip for sound and notes.

    Lengths are exact to the sample (notes: to the tick). Where a border would click, and only
    there, 3 ms are faded; a cut is crossfaded with what was cut; a split leaves every sample as it was,
    so that its parts can be joined again. Without a duration a fade takes a
    tenth of the clip (at most 3 s), a crossfade 1 s (at most a quarter of the shorter clip).
    """

    id = "editor"
    name = "Clip editor"
    tasks = ("edit_clip",)
    licence = Licence("GPL-3.0-or-later")
    limits = "Notes can be cut, trimmed, split, joined, looped and reversed; fades and levels are for sound."
    quality = 3

    def check(self, args: Mapping[str, Any], inputs: Mapping[str, Clip | Sequence[Clip]], brief: Brief) -> None:
        """UserError for missing, unreadable or mixed clips and for an action that does not fit them."""
        _action(args, _clips(inputs))

    def run(self, args: Mapping[str, Any], inputs: Mapping[str, Clip | Sequence[Clip]], brief: Brief,
            report: Report) -> dict[str, Result]:
        """Return the edited clip as `audio`; of a split, `part_1`, `part_2` and so on."""
        clips = _clips(inputs)
        return dict(_action(args, clips)(EditRequest(args, clips, brief, report)))


def _clips(inputs: Mapping[str, Clip | Sequence[Clip]]) -> tuple[Clip, ...]:
    found: list[Clip] = []
    for name in ("clip", "clips"):
        value = inputs.get(name) or ()
        found += [value] if isinstance(value, Clip) else list(value)
    if not found:
        raise UserError("Name the clip to edit.")
    return tuple(found)


def _action(args: Mapping[str, Any], clips: Sequence[Clip]) -> Callable[[EditRequest], dict[str, Clip]]:
    kinds = {clip.kind for clip in clips}
    if len(kinds) > 1:
        raise UserError("Sound and notes cannot be edited together; render the notes first.")
    kind = kinds.pop()
    action = str(args.get("action") or "")
    if kind not in _TABLES:
        raise UserError(f"'{clips[0].name}' is {kind}; a sound or notes are needed here.")
    if action not in _SOUND:
        raise UserError(f"There is no edit '{action}'; there are {', '.join(_SOUND).replace('_', ' ')}.")
    if action not in _TABLES[kind]:
        said = action.replace("_", " ")
        raise UserError(f"{said} is for sound; '{clips[0].name}' holds notes. Render them first.")
    for clip in clips:
        if kind == "audio":
            sound_info(clip)
        elif not clip.midi().notes:
            raise UserError(f"'{clip.name}' has no notes that could be edited.")
    return _TABLES[kind][action]
