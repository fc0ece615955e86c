"""A working session in steps: requests over all session tasks and the commonest model tasks, and their mistakes."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from engine.assistant.assistant import Assistant
from engine.catalog.registry import Registry
from engine.daw import daw
from engine.errors import TonmeisterError
from engine.library.library import Library
from engine.media.audio import Audio, write_audio
from engine.media.note import Note
from engine.tasks.plan import Step
from models.edit.edit import Editor
from models.edit.effects import Effects
from models.edit.master import Master
from models.edit.tempo_key import TempoKey
from models.sound.describe import MusicDescriber
from tests.fakes import FakeDaw, FakeModel, ScriptedPlanner

MODELS = (Editor(), Effects(), Master(), TempoKey(), MusicDescriber(), FakeModel())


def tone(hz: float, seconds: float, level: float = 0.2) -> Audio:
    """A sound to work on."""
    t = np.arange(round(48000 * seconds)) / 48000
    return Audio((level * np.sin(2 * np.pi * hz * t))[None].repeat(2, 0).astype(np.float32), 48000)


SESSION = """
session_info aspect=overview
session_info aspect=tracks
session_info aspect=tracks track=Vocal
session_info aspect=tracks track=Bass
session_info aspect=plugins
session_info aspect=plugins track=Vocal
session_info aspect=plugins track=Bass
session_info aspect=takes
session_info aspect=takes clip=vox
session_info aspect=clipping
session_info aspect=clipping clip=vox
session_info aspect=clipping clip=hot
session_info aspect=clipping track=Loud
session_info aspect=clipping track=Vocal
session_info aspect=masking
session_info aspect=masking track=Vocal
session_info aspect=masking track=Bass
session_info aspect=loudness
session_info aspect=loudness track=Vocal
session_info aspect=loudness clip=vox
session_info aspect=tempo
session_info aspect=files
session_info aspect=files track=Vocal
session_info aspect=selection
history
history track=Bass
take action=list clip=vox
take action=use clip=vox
take action=compare track=Vocal
take action=list
mix action=gain track=Bass value_db=-3
mix action=gain track=Bass set_db=-3
mix action=gain track=Bass value_db=30
mix action=gain track=Bass
mix action=gain track=Vocal loudness_lufs=-20
mix action=gain track=Bass loudness_lufs=-20
mix action=pan track=Bass value=-0.3
mix action=pan track=Bass value=0.3
mix action=pan track=Bass value=0
mix action=pan track=Bass
mix action=mute track=Bass
mix action=mute track=Bass
mix action=unmute track=Bass
mix action=unmute track=Bass
mix action=solo track=Bass
mix action=solo track=Bass
session_info aspect=tracks
mix action=unsolo track=Bass
mix action=unsolo track=Bass
mix action=mute track=Nobody
mix action=mute tracks=Bass,Nobody
mix action=mute tracks=Nobody,Vocall
mix action=mute
edit_notes action=quantize clip=tune grid=1/8
edit_notes action=quantize clip=tune grid=1/8
edit_notes action=quantize clip=tune amount=0.5
edit_notes action=quantize clip=tune grid=1/7
edit_notes action=humanize clip=tune
edit_notes action=velocity clip=tune value=90
edit_notes action=velocity clip=tune value=90
edit_notes action=velocity clip=tune change=60
edit_notes action=velocity clip=tune
edit_notes action=legato clip=tune
edit_notes action=staccato clip=tune
edit_notes action=swing clip=tune amount=0.5
edit_notes action=strum clip=tune
edit_notes action=thin clip=tune start_bar=1 end_bar=2
edit_notes action=double clip=tune
edit_notes action=snap_to_scale clip=tune
edit_notes action=snap_to_scale clip=tune key=C_minor
edit_notes action=snap_to_scale clip=tune key=C_minor
edit_notes action=quantize clip=vox
edit_notes action=quantize
edit_notes action=quantize clip=tune start_bar=5 end_bar=2
edit_notes action=quantize clip=tune start_bar=30 end_bar=32
marker action=list
marker action=add name=Verse bar=1
marker action=add name=Verse bar=9
marker action=add name=Chorus bar=9
marker action=add bar=5
marker action=list
session_info aspect=overview
marker action=rename name=Verse new_name=Intro
marker action=rename name=Intro new_name=Intro
marker action=rename name=Intro new_name=Chorus
marker action=rename name=Intro
marker action=move name=Chorus bar=13
marker action=move name=Chorus bar=13
marker action=move name=Bridge bar=13
marker action=delete name=Chorus
marker action=delete
automate track=Vocal from=-20 to=0 start_bar=1 end_bar=3
automate track=Vocal to=-6 start_bar=1 end_bar=3
automate track=Vocal parameter=pan from=-1 to=1 start_bar=1 end_bar=3
automate track=Vocal parameter=pan to=0 start_bar=1 end_bar=3
automate track=Vocal to=20 start_bar=1 end_bar=3
automate track=Vocal start_bar=1 end_bar=3
automate track=Vocal parameter=wobble to=1
automate track=Vocal effect=phaser parameter=rate to=1
automate track=Empty to=1
automate to=1
session_info aspect=tracks track=Vocal
automate track=Vocal action=clear
automate track=Vocal action=clear
automate track=Vocal action=clear parameter=pan
route action=send track=Vocal to=Reverb value_db=-12
route action=send track=Vocal to=Reverb value_db=-12
route action=send track=Vocal to=Reverb value_db=-6
route action=send track=Vocal to=Vocal
route action=send track=Vocal
route action=send track=Bass to=Vocal
session_info aspect=tracks track=Vocal
session_info aspect=overview
automate track=Vocal parameter=volume to=-20 start_bar=2 end_bar=4
route action=bus tracks=Bass,Loud to=Low
route action=bus tracks=Bass,Loud to=Low
route action=group tracks=Vocal,Loud to=All
route action=group tracks=Vocal,Loud to=All
route action=ungroup track=Vocal
route action=ungroup track=Vocal
route action=ungroup tracks=Vocal,Bass
route action=sidechain track=Bass to=Loud
route action=sidechain track=Bass to=Bass
route action=sidechain track=Bass
set_track track=Vocal color=red
set_track track=Vocal color=red
set_track track=Vocal color=purpel
set_track track=Vocal color=zzzz
set_track track=Vocal arm=true
set_track track=Vocal arm=true
session_info aspect=tracks
transport action=record count_in=1
transport action=stop
set_track track=Vocal arm=false
set_track track=Vocal arm=false
set_track track=Reverb arm=true
set_track track=Vocal monitor=on
set_track track=Vocal monitor=on
set_track track=Vocal position=1
set_track track=Vocal position=1
set_track track=Vocal position=-1
set_track track=Vocal position=40
plugin action=bypass track=Vocal plugin=compressor
plugin action=bypass track=Vocal plugin=compressor
session_info aspect=plugins
plugin action=enable track=Vocal plugin=compressor
plugin action=set track=Vocal plugin=compressor parameter=ratio value=8
plugin action=set track=Vocal plugin=compressor parameter=ratio value=8
plugin action=set track=Vocal plugin=compressor parameter=ratio value=8000
plugin action=set track=Vocal plugin=compressor parameter=wobble value=8
plugin action=set track=Vocal plugin=compressor
plugin action=remove track=Vocal plugin=phaser
plugin action=remove plugin=phaser
plugin action=remove track=Empty plugin=phaser
plugin action=remove track=Vocal
plugin action=remove track=Vocal plugin=compressor
apply_effect track=Vocal effect=reverb
apply_effect clip=vox effect=reverb
apply_effect clip=vox effect=widen
apply_effect clip=vox effect=gate threshold_db=-80
apply_effect track=Empty effect=reverb
freeze action=freeze track=Vocal
freeze action=freeze track=Vocal
freeze action=unfreeze track=Vocal
freeze action=unfreeze track=Vocal
freeze action=bounce track=Loud
freeze action=bounce track=Empty
freeze action=bounce track=Reverb
freeze action=bounce track=Bass
export what=mix format=mp3
export what=mix loudness_lufs=-14
export what=mix start_bar=1 end_bar=2
export what=mix start_bar=3 end_bar=2
export what=tracks
export what=stems
export what=clip clip=vox
export what=clip clip=tune
export what=notes
export what=notes track=Bass
export what=selection
export what=lyrics
export what=transcript
export what=session
export what=session format=wav
export what=mix format=mid
take action=list clip=vox
take action=compare clip=vox
take action=use clip=vox number=1
take action=use clip=vox number=1
take action=use clip=vox number=9
take action=delete clip=vox number=1
take action=delete clip=vox
take action=delete clip=vox number=2
session_info aspect=takes
session_info aspect=takes clip=vox
edit_clip action=fade_in clip=vox duration=0.5
edit_clip action=fade_out clip=vox duration=0.5
edit_clip action=fade_out clip=vox duration=50
edit_clip action=gain clip=vox value_db=2
edit_clip action=gain clip=vox
edit_clip action=trim clip=vox start=0.5 end=2
edit_clip action=trim clip=vox
edit_clip action=cut clip=vox
edit_clip action=reverse clip=vox
edit_clip action=normalize clip=vox
edit_clip action=loop clip=hot count=2
edit_clip action=split clip=hot
edit_clip action=split clip=hot at=0.5
edit_clip action=join clips=vox
arrange action=move clip=vox bar=5
arrange action=move clip=vox
arrange action=duplicate clip=vox bar=9
arrange action=rename track=Bass name=Sub
arrange action=rename track=Sub name=Bass
arrange action=rename clip=vox name=voice
arrange action=new_track name=Strings
arrange action=new_track track=Choir
arrange action=delete clip=tune
arrange action=delete track=Strings
arrange action=delete clip=nothing
arrange action=rename track=Bass
arrange action=place clip=voice track=Choir
undo
redo
undo steps=2
undo target=pizza
redo target=pizza
undo target=#3
transport action=play
transport action=stop
transport action=record
transport action=locate bar=5
transport action=locate
transport action=locate marker=Nowhere
transport action=loop start_bar=1 end_bar=4
transport action=loop on=false
transport action=loop start_bar=5 end_bar=4
transport action=loop
transport action=metronome on=true
transport action=metronome on=false
transport action=get_tempo
transport action=set_tempo bpm=100
transport action=set_tempo bpm=100
transport action=set_tempo
transport action=set_tempo bpm=100 to_bpm=120 start_bar=3 end_bar=5
transport action=set_tempo bpm=100 to_bpm=120
transport action=set_tempo bpm=100 to_bpm=120 start_bar=5 end_bar=3
transport action=set_meter meter=3/4
transport action=set_meter meter=3/4
transport action=set_meter meter=3/5
transport action=set_meter
transport action=set_meter meter=6/8 bar=5
transport action=get_tempo
session_info aspect=tempo
session_info aspect=overview
history
history query=pizza
history track=Strings
change_tempo_key clip=voice semitones=2
master clip=voice
describe_music clip=voice
describe_music clip=voice aspect=key
describe_music clip=voice aspect=loudness
describe_music clip=voice aspect=tempo
describe_music clip=voice aspect=chords
describe_music clip=voice aspect=structure
separate_stems clip=voice
sing clip=tune lyrics=la
generate_midi kind=bass
generate_audio prompt=rain
speak text=hello
transcribe clip=hot
"""


def steps() -> Iterator[Step]:
    """Each line of SESSION as a step of its own; the clip's name stands for its region."""
    for line in SESSION.split("\n"):
        if not line.strip():
            continue
        task, *pairs = line.split()
        args = {}
        for pair in pairs:
            name, _, value = pair.partition("=")
            args[name] = _value(name, value)
        yield Step(task, args)


def _value(name, value):
    if name in ("tracks", "clips"):
        return value.split(",")
    if value in ("true", "false"):
        return value == "true"
    if name in ("name", "new_name", "prompt", "number", "text", "lyrics", "query", "target", "meter"):
        return value
    try:
        return float(value) if "." in value else int(value)
    except ValueError:
        return value.replace("_", " ") if name == "key" else value


class Session:
    """A song in a DAW in memory, and what is answered in it."""

    def __init__(self, folder, models=MODELS, **options):
        (folder / "project").mkdir(parents=True)
        self.daw = FakeDaw(folder / "project", bpm=120.0, **options)
        self._fill(folder)
        self.assistant = Assistant(
            registry=Registry(models={one.id: one for one in models}),
            library=Library(folder / "Tonmeister"),
            planner=ScriptedPlanner(),
            session=self.daw,
        )

    def _fill(self, folder):
        made = self.daw
        kinds = {"Vocal": "audio", "Bass": "midi", "Loud": "audio", "Melody": "midi"}
        vocal, bass, loud, melody = (made.user_track(name, kind) for name, kind in kinds.items())
        made.user_track("Empty")
        made.user_sound(vocal, write_audio(folder / "vox.wav", tone(330, 4.0)), 0.0, "vox")
        made.user_sound(loud, write_audio(folder / "hot.wav", tone(331, 2.0, 1.5)), 0.0, "hot")
        notes = [Note(60 + n % 5, n * 0.51, 0.4, velocity=60 + n) for n in range(16)]
        made.user_notes(melody, notes, 0.0, "tune")
        made.user_notes(bass, [Note(40, 0.0, 1.0), Note(43, 2.0, 1.0)], 0.0, "low")
        plugin = daw.Plugin("p1", "compressor", True, (("ratio", 4.0), ("threshold_db", -20.0)))
        made._set_track(vocal, plugins=(plugin,))

    def answers(self, text="please"):
        """Each step's answer, or the error it ended with."""
        for step in steps():
            known = {r.name: f"region:{r.id}" for r in self.daw.regions}
            args = {name: self._known(name, value, known) for name, value in step.args.items()}
            try:
                turn = self.assistant.ask(text, steps=[replace(step, args=args)], approve=lambda plan: True)
                yield step, turn.answer
            except TonmeisterError as error:
                yield step, str(error)

    @staticmethod
    def _known(name, value, known):
        if name == "clip":
            return known.get(value, value)
        return [known.get(one, one) for one in value] if name == "clips" else value
