"""A DAWproject with nothing in it but a master."""

from __future__ import annotations

import zipfile
from pathlib import Path

from engine.media.note import TempoMap

_PROJECT = """<?xml version="1.0" encoding="UTF-8"?>
<Project version="1.0">
<Application name="Tonmeister" version="1.0"/>
<Transport>
<Tempo id="tempo" unit="bpm" min="20" max="666" value="{bpm:.10g}"/>
<TimeSignature id="meter" numerator="{top}" denominator="{bottom}"/>
</Transport>
<Structure>
<Track id="master" name="Master" contentType="audio tracks" loaded="true">
<Channel id="master-channel" role="master" solo="false" audioChannels="2">
<Mute id="master-mute" value="false"/>
<Pan id="master-pan" unit="normalized" min="0" max="1" value="0.5"/>
<Volume id="master-volume" unit="linear" min="0" max="2" value="1"/>
</Channel>
</Track>
</Structure>
<Arrangement id="arrangement">
<Lanes id="lanes" timeUnit="beats"/>
</Arrangement>
</Project>
"""


def write_empty(path: Path, tempo_map: TempoMap | None = None) -> Path:
    """Write it."""
    tempo_map = tempo_map or TempoMap()
    first, meter = tempo_map.tempos[0], tempo_map.meters[0]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        text = _PROJECT.format(bpm=first.bpm, top=meter.numerator, bottom=meter.denominator)
        archive.writestr("project.xml", text)
        archive.writestr("metadata.xml", "<MetaData/>")
    return path
