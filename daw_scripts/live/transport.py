"""Tempo, meter and transport: Live knows the tempo and the meter of where it plays."""

from .steps import NEXT_TICK, NotPossible


def set_tempo(project, args):
    project.song.tempo = float(args["bpm"])


def set_meter(project, args):
    song = project.song
    song.signature_numerator = int(args["numerator"])
    song.signature_denominator = int(args["denominator"])


def transport(project, args):
    song, action = project.song, args["action"]
    if action == "stop":
        song.stop_playing()
    elif action in ("play", "record"):
        if args.get("beat") is not None:
            song.current_song_time = float(args["beat"])
            yield NEXT_TICK
        if action == "record":
            song.record_mode = bool(args["on"])
        if args["on"]:
            song.continue_playing() if args.get("beat") is not None else song.start_playing()
        elif action == "play":
            song.stop_playing()
    elif action == "locate":
        song.current_song_time = float(args["beat"])
    elif action == "loop":
        if args["on"] and args.get("beat") is not None:
            song.loop_start = float(args["beat"])
            song.loop_length = float(args["end_beat"]) - float(args["beat"])
        song.loop = bool(args["on"])
    elif action == "metronome":
        song.metronome = bool(args["on"])
    else:
        raise NotPossible("Live's transport does not know '%s'." % action)
    yield NEXT_TICK
    return None


CHANGES = {"set_tempo": set_tempo, "set_meter": set_meter, "transport": transport}
