"""Devices on tracks: Live's own are inserted by name from 12.3 on, and loaded from the browser before that."""

from .shown import raw_for, shown
from .steps import NEXT_TICK, NotPossible

INSTRUMENTS = ("Drift", "Operator", "Analog", "Simpler")
"""The first of these that this edition of Live has is heard on new MIDI tracks."""
WAIT_TICKS = 50


def load(project, track, names, place):
    """The first of some devices that Live has, put on a track; None when it has none of them."""
    before = [device._live_ptr for device in track.devices]
    if hasattr(track, "insert_device"):
        for name in names:
            try:
                return track.insert_device(name, place)
            except RuntimeError:
                continue
        return None
    browser = project.live.Application.get_application().browser
    item = _found([browser.audio_effects, browser.instruments], names)
    if item is None:
        return None
    view = project.song.view
    chosen = view.selected_track
    view.selected_track = track
    try:
        browser.load_item(item)
    finally:
        view.selected_track = chosen
    for _ in range(WAIT_TICKS):
        yield NEXT_TICK
        fresh = [device for device in track.devices if device._live_ptr not in before]
        if fresh:
            return fresh[0]
    raise NotPossible("Live did not load %s." % item.name)


def add_plugin(project, args):
    """A device with its knobs as they are asked for."""
    track = project.track(args["track"])
    place = -1 if args.get("position") is None else int(args["position"])
    device = yield from load(project, track, args["names"], place)
    if device is None:
        raise NotPossible("This Live has no %s." % " or ".join(args["names"]))
    at = [one._live_ptr for one in track.devices].index(device._live_ptr)
    made = project.devices.new(device._live_ptr, project.settle_devices(track)[at][1])
    turned, missing = _turn(device, args.get("parameters") or {})
    if not args.get("on", True):
        device.parameters[0].value = 0.0
    told = {"set": turned}
    if missing:
        told["note"] = "Live's %s has no control for %s." % (device.name, ", ".join(missing))
    return {"made": made, "told": told}


def set_plugin(project, args):
    """Turn knobs, switch on or off, or take away."""
    track = project.track(args["track"])
    device, place = project.device(args["plugin"], track)
    if args.get("removed"):
        track.delete_device(place)
        return None
    turned, missing = _turn(device, args.get("parameters") or {})
    if missing:
        raise NotPossible("%s has no control '%s'." % (device.name, missing[0]))
    if args.get("on") is not None:
        device.parameters[0].value = 1.0 if args["on"] else 0.0
    return {"told": {"set": turned}}


def _found(shelves, names):
    """The first of some devices, on shelves of the browser or in folders on them; None when none is there."""
    items, folders = {}, list(shelves)
    for _ in range(2):
        inside = [child for folder in folders for child in folder.children]
        for child in inside:
            if child.is_loadable:
                items.setdefault(child.name, child)
        folders = [child for child in inside if child.is_folder]
    return next((items[name] for name in names if name in items), None)


def _turn(device, wanted):
    knobs = {parameter.name.lower(): parameter for parameter in device.parameters}
    turned, missing = {}, []
    for name, value in wanted.items():
        parameter = knobs.get(name.lower())
        if parameter is None:
            missing.append(name)
            continue
        parameter.value = raw_for(parameter, float(value))
        turned[parameter.name] = shown(parameter, parameter.value)
    return turned, missing


CHANGES = {"add_plugin": add_plugin, "set_plugin": set_plugin}
