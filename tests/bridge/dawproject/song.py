"""A DAWproject made by hand, with all that the format has: groups, returns, ramps, warps, loops, nested clips."""

from __future__ import annotations

import io
import zipfile
from functools import cache
from pathlib import Path

import numpy as np
import soundfile
from lxml import etree

from bridge.dawproject.dawproject import Dawproject
from engine.daw.daw import DawSession

RATE = 48000
XSD = Path(__file__).with_name("Project.xsd")
TRACKS = """
<Track id="g" name="Band" contentType="tracks" color="#a2eabf">
 <Channel id="g-c" role="submix" solo="false" destination="m-c">
  <Mute id="g-m" value="false"/><Pan id="g-p" unit="normalized" min="0" max="1" value="0.5"/>
  <Volume id="g-v" unit="linear" min="0" max="2" value="0.5"/>
 </Channel>
 <Track id="drums" name="Drums" contentType="audio" color="#ff0000" comment="tight">
  <Channel id="drums-c" role="regular" solo="false" destination="g-c">
   <Devices>
    <Compressor id="comp" deviceName="Glue" deviceRole="audioFX"><Enabled value="false"/>
     <Attack unit="seconds" value="0.01"/><Ratio unit="linear" value="4"/><Threshold unit="decibel" value="-20"/>
    </Compressor>
    <Vst3Plugin id="vst" deviceName="Space" deviceRole="audioFX" deviceID="abc">
     <Parameters><RealParameter id="mix" name="Mix" unit="normalized" value="0.25"/></Parameters>
     <State path="plugins/space.vstpreset"/>
    </Vst3Plugin>
   </Devices>
   <Mute id="drums-m" value="false"/><Pan id="drums-p" unit="normalized" value="0.75"/>
   <Sends><Send id="s1" destination="r-c" type="post"><Volume id="s1-v" unit="linear" value="0.5"/></Send></Sends>
   <Volume id="drums-v" unit="decibel" min="-96" max="6" value="-6"/>
  </Channel>
 </Track>
 <Track id="keys" name="Keys" contentType="notes">
  <Channel id="keys-c" role="regular" solo="true" destination="g-c">
   <Devices><BuiltinDevice deviceName="Polysynth" deviceRole="instrument"/></Devices>
   <Mute id="keys-m" value="false"/><Pan id="keys-p" unit="linear" value="0"/>
   <Volume id="keys-v" unit="linear" value="1"/>
  </Channel>
 </Track>
</Track>
<Track id="voice" name="Voice" contentType="audio"><Channel id="voice-c" role="regular" destination="m-c"/></Track>
<Track id="r" name="Hall" contentType="audio">
 <Channel id="r-c" role="effect" solo="false" destination="m-c"><Volume id="r-v" unit="linear" value="1"/></Channel>
</Track>
<Track id="m" name="Master" contentType="audio"><Channel id="m-c" role="master"/></Track>
"""
LANES = """
<Lanes id="l-drums" track="drums"><Clips id="c-drums">
 <Clip name="beat" time="0" duration="8" contentTimeUnit="beats" playStart="0" loopStart="0" loopEnd="4"
  fadeTimeUnit="beats" fadeInTime="1" fadeOutTime="2">
  <Warps id="w1" timeUnit="beats" contentTimeUnit="seconds">
   <Audio channels="2" sampleRate="48000" duration="2"><File path="audio/beat.wav"/></Audio>
   <Warp time="0" contentTime="0"/><Warp time="4" contentTime="2"/>
  </Warps>
 </Clip>
 <Clip name="off" time="8" duration="4" enable="false"><Warps contentTimeUnit="seconds" timeUnit="beats">
   <Audio channels="2" sampleRate="48000" duration="2"><File path="audio/beat.wav"/></Audio>
   <Warp time="0" contentTime="0"/><Warp time="4" contentTime="2"/></Warps></Clip>
</Clips>
<Points id="auto" unit="linear"><Target parameter="drums-v"/>
 <RealPoint time="0" value="1" interpolation="linear"/><RealPoint time="8" value="0" interpolation="linear"/></Points>
</Lanes>
<Lanes id="l-keys" track="keys"><Clips id="c-keys">
 <Clip name="chords" time="4" duration="8" playStart="1" loopStart="0" loopEnd="4" comment="lyrics: la la"
  color="#00ff00"><Notes id="n1">
  <Note time="0" duration="1" channel="0" key="60" vel="0.5"/><Note time="2" duration="1" channel="1" key="64"/>
 </Notes></Clip>
 <Clip name="again" time="16" duration="4" reference="n1"/>
</Clips></Lanes>
<Lanes id="l-voice" track="voice"><Clips id="c-voice">
 <Clip name="line" time="2" duration="2" contentTimeUnit="seconds" playStart="0.25"><Lanes>
  <Audio id="a1" channels="1" sampleRate="48000" duration="2"><File path="audio/voice.wav"/></Audio>
  <Points unit="linear"><Target expression="gain"/><RealPoint time="0" value="0.5"/></Points></Lanes></Clip>
 <Clip name="comp" time="8" duration="2" contentTimeUnit="seconds"><Clips id="inner">
  <Clip time="0" duration="0.5" contentTimeUnit="seconds"><Audio channels="1" sampleRate="48000" duration="2">
   <File path="audio/voice.wav"/></Audio></Clip>
  <Clip time="0.5" duration="0.5" contentTimeUnit="seconds" playStart="1">
   <Audio channels="1" sampleRate="48000" duration="2"><File path="audio/voice.wav"/></Audio></Clip>
 </Clips></Clip>
</Clips></Lanes>
"""
TRANSPORT = """<Transport><Tempo id="tempo" unit="bpm" min="20" max="666" value="120"/>
<TimeSignature id="meter" numerator="4" denominator="4"/></Transport>"""
TIME = """
<Markers id="markers"><Marker name="Verse" time="0"/><Marker name="Chorus" time="16" color="#123456"/></Markers>
<TempoAutomation unit="bpm"><Target parameter="tempo"/>
 <RealPoint time="0" value="120" interpolation="hold"/>
 <RealPoint time="32" value="120" interpolation="linear"/><RealPoint time="40" value="60"/></TempoAutomation>
<TimeSignatureAutomation><Target parameter="meter"/>
 <TimeSignaturePoint time="0" numerator="4" denominator="4"/>
 <TimeSignaturePoint time="48" numerator="6" denominator="8"/></TimeSignatureAutomation>
"""


def project(*, tracks: str = TRACKS, lanes: str = LANES, time: str = TIME, extra: str = "", head: str = "") -> str:
    """project.xml."""
    return f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
{head}<!-- made by hand -->
<Project version="1.0"><Application name="Hand" version="1.0"/>
{TRANSPORT}
<Structure>{tracks}</Structure>
<Arrangement id="arrangement"><Lanes id="lanes" timeUnit="beats">{lanes}</Lanes>{time}</Arrangement>{extra}
</Project>"""


def write(path: Path, text: str | None = None) -> Path:
    """The file with its sounds and a plugin's state."""
    path.write_bytes(_beside_the_project())
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("project.xml", project() if text is None else text)
    return path


@cache
def _beside_the_project() -> bytes:
    """All of the file but its project.xml, packed once for the hundreds that are written."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("metadata.xml", "<MetaData><Title>By hand</Title></MetaData>")
        archive.writestr("audio/beat.wav", sound(2.0, 110, channels=2))
        archive.writestr("audio/voice.wav", sound(2.0, 220))
        archive.writestr("plugins/space.vstpreset", bytes(range(256)) * 4)
    return file.getvalue()


@cache
def sound(seconds: float, hz: float, channels: int = 1) -> bytes:
    """A tone that gets louder, as a WAV file."""
    at = np.arange(round(seconds * RATE)) / RATE
    tone = (0.4 * at / seconds * np.sin(2 * np.pi * hz * at)).astype(np.float32)
    file = io.BytesIO()
    soundfile.write(file, np.stack([tone] * channels, axis=1), RATE, "PCM_24", format="WAV")
    return file.getvalue()


def opened(path: Path) -> DawSession:
    """A session of the file."""
    kind = Dawproject()
    found = kind.project_at(path)
    assert found is not None
    return kind.connect(found)


def is_valid(path: Path) -> str:
    """Why project.xml breaks the schema; empty when it does not."""
    schema = etree.XMLSchema(etree.parse(XSD))
    tree = tree_of(path)
    return "" if schema.validate(tree) else str(schema.error_log.last_error)


def tree_of(path: Path) -> etree._ElementTree:
    """project.xml as a tree."""
    with zipfile.ZipFile(path) as archive:
        return etree.ElementTree(etree.fromstring(archive.read("project.xml")))
