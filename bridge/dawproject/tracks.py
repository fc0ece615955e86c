"""What each Change of tracks, mixer, routing and plugins does to a DAWproject."""

from __future__ import annotations

import re

from lxml import etree

from bridge.dawproject.automation import gain_written, pan_written
from bridge.dawproject.device import add_device, add_instrument, device_on, plugin_of, remove_device, set_device
from bridge.dawproject.document import Document, channel_of, is_group, parameter
from bridge.dawproject.edit import DocumentEdit
from bridge.dawproject.kept_clip import keep
from bridge.dawproject.order import has_place, put_where_it_was, remember_order
from bridge.dawproject.xml import Element, add, child_of, clean, elements, is_true, number, put, remove
from engine.daw import daw
from engine.daw.changes.change import RESTORED
from engine.errors import DawError

_CONTENT = {"audio": "audio", "midi": "notes", "bus": "audio", "group": "tracks"}
_ROLES = {"audio": "regular", "midi": "regular", "bus": "effect", "group": "submix"}


def new_track(change: daw.NewTrack, document: Document) -> str:
    """Add a track in front of the returns and the master; returns its id."""
    name = clean(change.name).strip()
    if not name:
        raise DawError("A track needs a name.")
    color = colored(change.color)
    structure = child_of(document.root, "Structure")
    parent = document.track(change.group) if change.group else structure
    if change.group and not is_group(parent):
        raise DawError(f"'{parent.get('name', '')}' is no group.")
    own = document.new_id("track", change.ref.removeprefix(RESTORED) if change.ref.startswith(RESTORED) else "")
    track = put(parent.makeelement("Track"), id=own, name=name, contentType=_CONTENT[change.kind], loaded=True)
    put(track, color=color or None)
    track.tail = "\n"
    tail = [one for one in elements(parent) if _is_last(one) and change.kind != "group"]
    master = document.master()
    if parent is structure and tail:
        tail[0].addprevious(track)
    else:
        parent.append(track)
    channel = add(track, "Channel", id=document.new_id("channel"), role=_ROLES[change.kind], solo=False)
    goes_to = channel_of(parent) if change.group else master
    if change.kind != "group" or goes_to is not None:
        put(channel, destination=goes_to.get("id") if goes_to is not None else None)
    put(channel, audioChannels=1 if change.channels == 1 else 2)
    for tag in ("Mute", "Pan", "Volume"):
        parameter(channel, tag, document)
    if change.kind == "midi" and change.instrument:
        add_instrument(channel, document)
    if change.kind in ("audio", "midi"):
        document.clips_of(own)
    return own


def remove_track(change: daw.RemoveTrack, edit: DocumentEdit) -> None:
    """Take a track away with its lanes and all that refers to it; what lies in a group moves out of it."""
    document = edit.document
    track = document.track(change.track)
    channel = channel_of(track)
    if channel is not None and channel.get("role") == "master":
        raise DawError("The master cannot be taken away.")
    for device in elements(channel.find("Devices")) if channel is not None else ():
        edit.removed.keep(device)
    for clip in document.clips():
        if clip.track == change.track:
            keep(clip, edit)
    above = track.getparent()
    assert above is not None
    remember_order(above, edit)
    remember_order(track, edit)
    goes_to = channel.get("destination") if channel is not None else None
    for inner in list(track.iterfind("Track")):
        track.addprevious(inner)
        inner_channel = channel_of(inner)
        if inner_channel is not None and channel is not None and inner_channel.get("destination") == channel.get("id"):
            put(inner_channel, destination=goes_to)
    for one in [one for one in document.root.iter(etree.Element) if one.get("track") == change.track]:
        remove(one)
    remove(track)
    forget_references(document, goes_to)


def forget_references(document: Document, instead: str | None = None) -> None:
    """Take away what refers to something that is no longer there; an output goes where its end went."""
    ids = {one.get("id") for one in document.root.iter(etree.Element) if one.get("id")}
    for one in list(document.root.iter(etree.Element)):
        if one.get("destination") and one.get("destination") not in ids:
            if one.tag == "Send":
                remove(one)
            else:
                put(one, destination=instead if instead in ids else None)
        elif one.tag == "Target" and one.get("parameter") and one.get("parameter") not in ids:
            points = one.getparent()
            if points is not None:
                remove(points)
        elif one.get("reference") and one.get("reference") not in ids:
            put(one, reference=None)


def set_gain(change: daw.SetGain, document: Document) -> None:
    """Set a fader."""
    volume = parameter(document.channel(change.track), "Volume", document)
    value = gain_written(change.gain_db, volume.get("unit"))
    highest = number(volume, "max", value)
    if value > highest + 1e-9:
        if gain_written(6.1, volume.get("unit")) < value:
            raise DawError("A fader goes up to +6 dB.")
        put(volume, max=value)
    put(volume, value=value)


def set_pan(change: daw.SetPan, document: Document) -> None:
    """Set a panner."""
    pan = parameter(document.channel(change.track), "Pan", document)
    put(pan, value=pan_written(max(-1.0, min(1.0, change.pan)), pan.get("unit")))


def set_mute(change: daw.SetMute, document: Document) -> None:
    """Mute or unmute."""
    put(parameter(document.channel(change.track), "Mute", document), value=change.on)


def set_solo(change: daw.SetSolo, document: Document) -> None:
    """Solo, or end it."""
    put(document.channel(change.track), solo=change.on)


def rename_track(change: daw.RenameTrack, document: Document) -> None:
    """Give another name."""
    if not clean(change.name).strip():
        raise DawError("A track needs a name.")
    put(document.track(change.track), name=clean(change.name))


def set_color(change: daw.SetColor, document: Document) -> None:
    """Colour a track."""
    put(document.track(change.track), color=colored(change.color) or None)


def colored(color: str) -> str:
    """A colour as it is written; DawError when it is none."""
    if color and not re.fullmatch(r"#[0-9a-fA-F]{6}", color):
        raise DawError(f"'{color[:20]}' is no colour; one looks like #c04030.")
    return color.lower()


def set_position(change: daw.SetPosition, edit: DocumentEdit) -> None:
    """Move a track among those of its group, or of the session."""
    document = edit.document
    track = document.track(change.track)
    if change.is_about and has_place(track, edit):
        return put_where_it_was(track, edit)
    parent = track.getparent()
    assert parent is not None
    remember_order(parent, edit)
    siblings = [one for one in elements(parent) if one.tag in ("Track", "Channel") and one is not track]
    if parent.tag == "Track":
        siblings = [one for one in siblings if one.tag == "Track"]
    for place in range(len(siblings) + 1):
        if place < len(siblings):
            siblings[place].addprevious(track)
        elif siblings:
            siblings[-1].addnext(track)
        order = [one.get("id") for one in document.tracks()]
        if order.index(change.track) == change.position:
            return
    if change.is_about:
        return
    raise DawError(f"'{track.get('name', '')}' cannot lie at place {change.position + 1} within its group.")


def set_group(change: daw.SetGroup, edit: DocumentEdit) -> None:
    """Put a track into a group or take it out; its output follows where it went to the group before.

    Where it has lain before it lies again.
    """
    document = edit.document
    track = document.track(change.track)
    channel, parent = document.channel(change.track), track.getparent()
    assert parent is not None
    old = channel_of(parent) if parent.tag == "Track" else document.master()
    if change.to:
        group = document.track(change.to)
        if group is track or track in group.iterancestors():
            raise DawError("A group cannot lie in itself.")
        if not is_group(group):
            raise DawError(f"'{group.get('name', '')}' is no group.")
        if track.tag != "Track":
            raise DawError("A return cannot lie in a group.")
        new = channel_of(group)
        if parent is not group:
            remember_order(parent, edit)
            group.append(track)
            put_where_it_was(track, edit)
    else:
        outer = track
        while (above := outer.getparent()) is not None and above.tag == "Track":
            outer = above
        new = document.master()
        if outer is not track:
            remember_order(parent, edit)
            outer.addnext(track)
            put_where_it_was(track, edit)
    goes_to = channel.get("destination")
    if goes_to is None or (old is not None and goes_to == old.get("id")):
        put(channel, destination=new.get("id") if new is not None else None)


def set_output(change: daw.SetOutput, document: Document) -> None:
    """Send a track's output elsewhere."""
    track, channel = document.track(change.track), document.channel(change.track)
    parent = track.getparent()
    if change.to:
        end = document.channel(change.to)
        _must_not_ring(document, channel, end)
        put(channel, destination=document.id_of(end, "channel"))
        return
    usual = channel_of(parent) if parent is not None and parent.tag == "Track" else document.master()
    put(channel, destination=document.id_of(usual, "channel") if usual is not None else None)


def set_send(change: daw.SetSend, document: Document) -> None:
    """Send a share of a track to a bus, change how much, or end it."""
    channel, end = document.channel(change.track), document.channel(change.to)
    sends = channel.find("Sends")
    found = [one for one in elements(sends) if document.owner_of(one.get("destination")) == change.to]
    if change.gain_db is None:
        for one in found:
            remove(one)
        if sends is not None and not len(sends):
            remove(sends)
        forget_references(document)
        return
    _must_not_ring(document, channel, end)
    send = found[0] if found else add(child_of(channel, "Sends"), "Send", type="post")
    document.id_of(send, "send")
    put(send, destination=document.id_of(end, "channel"))
    document.id_of(put(child_of(send, "Enable"), value=True), "enable")
    level = child_of(send, "Volume", unit="linear", min=0.0, max=2.0)
    put(level, value=gain_written(change.gain_db, level.get("unit")))
    document.id_of(level, "volume")


def _must_not_ring(document: Document, channel: Element, end: Element) -> None:
    """Sound must not come back to where it left."""
    by_id = {one.get("id"): one for track in document.tracks() if (one := channel_of(track)) is not None}
    seen: set[str] = set()
    left = [end]
    while left:
        one = left.pop()
        if one is channel:
            raise DawError("That would feed the track back into itself.")
        own = str(one.get("id"))
        if own in seen:
            continue
        seen.add(own)
        ways = [one.get("destination"), *(send.get("destination") for send in one.iterfind("Sends/Send"))]
        left += [by_id[way] for way in ways if way in by_id]


def add_plugin(change: daw.AddPlugin, edit: DocumentEdit) -> str:
    """Insert one of our effects, or the plugin that was taken off, whatever it was; returns its id."""
    document = edit.document
    channel = document.channel(change.track)
    device = edit.removed.found(change.was, document) if change.was else None
    if device is None:
        device = add_device(channel, document, clean(change.effect), dict(change.parameters))
    else:
        child_of(channel, "Devices").append(device)
        had = dict(plugin_of(device, channel).parameters)
        turned = {name: value for name, value in change.parameters if had.get(name) != value}
        set_device(device, document, turned, None)
    devices = device.getparent()
    before = [one for one in elements(devices) if one is not device]
    if change.position is not None and change.position < len(before):
        before[change.position].addprevious(device)
    if is_true(device.find("Enabled"), "value", True) != change.on:
        set_device(device, document, {}, change.on)
    return str(device.get("id"))


def set_plugin(change: daw.SetPlugin, document: Document) -> None:
    """Turn knobs, or switch a plugin."""
    device = device_on(document.channel(change.track), change.plugin)
    set_device(device, document, dict(change.parameters), change.on)


def remove_plugin(change: daw.RemovePlugin, edit: DocumentEdit) -> None:
    """Take a plugin off."""
    document = edit.document
    channel = document.channel(change.track)
    device = device_on(channel, change.plugin)
    edit.removed.keep(device)
    remove_device(device)
    forget_references(document)
    devices = channel.find("Devices")
    if devices is not None and not len(devices):
        remove(devices)


def _is_last(track: Element) -> bool:
    channel = channel_of(track)
    role = channel.get("role") if channel is not None else ""
    return track.tag == "Channel" or role in ("effect", "master")
