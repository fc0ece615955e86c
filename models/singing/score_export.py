"""The song as a score that other singing programs open."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from pathlib import Path

from engine.media.clip import Clip, new_id, sha256_of
from models.singing.ds_file import ds_text
from models.singing.song import Song
from models.singing.style import SingingStyle
from models.singing.ustx_file import ustx_text
from models.singing.vocal_line import SungSyllable, phrases_of


def exported(song: Song, line: Sequence[SungSyllable], style: SingingStyle, kind: str, folder: Path) -> Clip:
    """A text clip: `ds` for DiffSinger, `ustx` for OpenUtau."""
    if kind == "ds":
        text = ds_text(phrases_of(line), style)
    else:
        text = ustx_text(line, style, name=song.clip.name, tempo_map=song.clock.tempo_map,
                         start_beats=song.clock.start_beats, beats_at=song.clock.beats_at)
    path = folder / f"{uuid.uuid4().hex}.{kind}"
    path.write_text(text, "utf-8")
    return Clip(new_id(), "text", f"{song.clip.name} score", path, sha256_of(path))
