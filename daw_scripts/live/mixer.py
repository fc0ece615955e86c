"""Faders, panners, mutes, solos and sends."""

from .shown import SILENCE_DB, set_fader_db
from .steps import NotPossible


def set_gain(project, args):
    set_fader_db(project.track(args["track"]).mixer_device.volume, args["gain_db"])


def set_pan(project, args):
    project.track(args["track"]).mixer_device.panning.value = float(args["pan"])


def set_mute(project, args):
    project.track(args["track"]).mute = bool(args["on"])


def set_solo(project, args):
    project.track(args["track"]).solo = bool(args["on"])


def send(project, args):
    track, song = project.track(args["track"]), project.song
    ptr = project.track(args["to"])._live_ptr
    for bus, knob in zip(song.return_tracks, track.mixer_device.sends):
        if bus._live_ptr == ptr:
            level = args.get("gain_db")
            set_fader_db(knob, SILENCE_DB if level is None else level)
            return
    raise NotPossible("In Live sound is sent to return tracks only.")


ALONE = ("set_gain", "set_pan", "set_mute", "send")
"""What changes nothing of other tracks."""
CHANGES = {"set_gain": set_gain, "set_pan": set_pan, "set_mute": set_mute, "set_solo": set_solo, "send": send}
