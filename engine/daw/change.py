"""All kinds of Change in one table: what can be done to a DAW session, a closed set of typed values."""

from __future__ import annotations

from engine.daw.changes.automation import SetAutomation as SetAutomation
from engine.daw.changes.change import Change as Change
from engine.daw.changes.content import ReplaceContent as ReplaceContent
from engine.daw.changes.content import SetNotes as SetNotes
from engine.daw.changes.edges import Move as Move
from engine.daw.changes.edges import Split as Split
from engine.daw.changes.edges import Trim as Trim
from engine.daw.changes.launcher import EmptySlot as EmptySlot
from engine.daw.changes.launcher import PlaceInSlot as PlaceInSlot
from engine.daw.changes.markers import AddMarker as AddMarker
from engine.daw.changes.markers import RemoveMarker as RemoveMarker
from engine.daw.changes.placing import Duplicate as Duplicate
from engine.daw.changes.placing import PlaceAudio as PlaceAudio
from engine.daw.changes.placing import PlaceMidi as PlaceMidi
from engine.daw.changes.placing import RemoveRegion as RemoveRegion
from engine.daw.changes.plugins import AddPlugin as AddPlugin
from engine.daw.changes.plugins import RemovePlugin as RemovePlugin
from engine.daw.changes.plugins import SetPlugin as SetPlugin
from engine.daw.changes.routing import SetSend as SetSend
from engine.daw.changes.routing import SetSidechain as SetSidechain
from engine.daw.changes.time import SetMeter as SetMeter
from engine.daw.changes.time import SetTempo as SetTempo
from engine.daw.changes.time import SetTempoMap as SetTempoMap
from engine.daw.changes.time import Transport as Transport
from engine.daw.changes.tracks import NewTrack as NewTrack
from engine.daw.changes.tracks import RemoveTrack as RemoveTrack
from engine.daw.changes.value import *  # noqa: F403 - the values of tracks, regions and markers, listed there
from engine.daw.changes.value import SetValue

CHANGES: tuple[type[Change], ...] = (
    NewTrack,
    RemoveTrack,
    PlaceAudio,
    PlaceMidi,
    ReplaceContent,
    Move,
    Duplicate,
    Trim,
    Split,
    RemoveRegion,
    PlaceInSlot,
    EmptySlot,
    SetNotes,
    *SetValue.__subclasses__(),
    AddPlugin,
    SetPlugin,
    RemovePlugin,
    SetSend,
    SetSidechain,
    SetAutomation,
    AddMarker,
    RemoveMarker,
    SetTempo,
    SetMeter,
    SetTempoMap,
    Transport,
)
CAPABILITIES = frozenset(change.capability for change in CHANGES)
