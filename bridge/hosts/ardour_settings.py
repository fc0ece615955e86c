"""Settings with which a private Ardour starts without questions, on the silent audio backend."""

_CONFIG = """<?xml version="1.0" encoding="UTF-8"?>
<Ardour>
  <Config>
    <Option name="try-autostart-engine" value="1"/>
    <Option name="discover-plugins-on-start" value="0"/>
    <Option name="hide-dummy-backend" value="0"/>
    <Option name="periodic-safety-backups" value="0"/>
    <Option name="show-video-server-dialog" value="0"/>
  </Config>
  <Extra>
    <AudioMIDISetup><EngineStates>
      <State backend="None (Dummy)" driver="Normal Speed" device="Silence" input-device="" output-device=""
        sample-rate="{rate}" buffer-size="1024" n-periods="0" input-latency="0" output-latency="0"
        lm-input="" lm-output=""
        active="1" use-buffered-io="0" midi-option="1 in, 1 out, Silence" lru="1700000000"><MIDIDevices/></State>
    </EngineStates></AudioMIDISetup>
  </Extra>
  <ControlProtocols>{osc}</ControlProtocols>
</Ardour>
"""
_OSC = (
    '<Protocol name="Open Sound Control (OSC)" active="1" debugmode="0" address-only="0" remote-port="0" banksize="0" '
    'striptypes="31" feedback="0" gainmode="0" send-page-size="0" plug-page-size="0"/>'
)


def settings(*, rate: int, osc: bool) -> str:
    """The file `config`. OSC has no password and listens on all addresses: only for a private Ardour."""
    return _CONFIG.format(rate=rate, osc=_OSC if osc else "")


MIX_FORMAT = """<?xml version="1.0" encoding="UTF-8"?>
<ExportFormatSpecification name="Tonmeister mix" id="6f1d2a52-7b0c-4c7e-9a53-2f4d6b8e1c02">
  <Encoding id="F_WAV" type="T_Sndfile" extension="wav" name="WAV" has-sample-format="true" channel-limit="256"/>
  <SampleRate rate="1"/>
  <SRCQuality quality="SRC_SincBest"/>
  <EncodingOptions>
    <Option name="sample-format" value="SF_Float"/>
    <Option name="dithering" value="D_None"/>
    <Option name="tag-metadata" value="false"/>
    <Option name="tag-support" value="false"/>
    <Option name="broadcast-info" value="false"/>
  </EncodingOptions>
  <Processing>
    <Normalize enabled="false" target="0"/>
    <Silence><Start><Trim enabled="false"/><Add enabled="false"/></Start>
      <End><Trim enabled="false"/><Add enabled="false"/></End></Silence>
  </Processing>
</ExportFormatSpecification>
"""
"""A float WAV at the session's rate."""

MIX_PRESET = """<?xml version="1.0" encoding="UTF-8"?>
<ExportPreset id="6f1d2a52-7b0c-4c7e-9a53-2f4d6b8e1c01" name="Tonmeister mix">
  <ExportFormat id="6f1d2a52-7b0c-4c7e-9a53-2f4d6b8e1c02"/>
  <ExportFilename>
    <Folder relative="0" path="/"/>
    <Field name="timespan" enabled="1"/>
  </ExportFilename>
</ExportPreset>
"""
"""The choice of that format by which a script finds it, and a file named after its range alone."""
