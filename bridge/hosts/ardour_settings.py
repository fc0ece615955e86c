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
