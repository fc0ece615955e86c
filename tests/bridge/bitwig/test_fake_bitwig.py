"""The stand-in for Bitwig is as strict as Bitwig: names, arguments, versions, values that are told of later."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from bridge.bitwig.install import SCRIPT, copy_script
from bridge.hosts.fake_bitwig.clip_things import SlotThing
from bridge.hosts.fake_bitwig.host import FakeBitwig
from bridge.hosts.fake_bitwig.host_things import HostThing, TransportThing
from bridge.hosts.fake_bitwig.listing import interfaces
from bridge.hosts.fake_bitwig.model import FakeBitwigProject
from bridge.hosts.fake_bitwig.strict import BitwigThing, Desk
from bridge.hosts.fake_bitwig.world import BitwigWorld
from bridge.mailbox import Mailbox
from engine.daw.daw import Move, NewTrack, Outcome, PlaceMidi, SetNotes
from engine.errors import UserError
from engine.media.note import Note


class Script:
    """Calls things as a script does."""

    def __init__(self, api: int = 25) -> None:
        self.world = BitwigWorld(FakeBitwigProject("Song"), api)
        self.world.is_starting = True
        self.desk = Desk(lambda number, given: None, self.world.refused, api)
        self.desk.loaded = api

    def __call__(self, thing: BitwigThing, name: str, *given: object) -> dict[str, object]:
        if not self.desk.has(thing.kind, name):
            return {"error": self.world.offences[-1]}
        found: dict[str, object] = json.loads(self.desk.call(self.desk.number(thing), name, json.dumps(given)))
        return found


def kinds() -> list[type[BitwigThing]]:
    found = [one for one in sorted(_below(BitwigThing), key=lambda one: one.__name__) if one.kind in interfaces()]
    assert SlotThing in found and len(found) >= 20
    return found


def _below(kind: type) -> list[type]:
    return [one for sub in kind.__subclasses__() for one in (sub, *_below(sub))]


@pytest.mark.parametrize("kind", kinds(), ids=lambda kind: kind.__name__)
def test_it_has_no_name_that_bitwig_has_not(kind: type[BitwigThing]) -> None:
    ours = {"part", "work", "close", "put", "clip", "is_selected", "tell", "has_changed"}
    for name in vars(kind):
        if not name.startswith("_") and callable(vars(kind)[name]) and name not in ours:
            ways = interfaces()[kind.kind].get(name)
            assert ways, name
            code = vars(kind)[name].__code__
            assert code.co_flags & 4 or any(way.fits(code.co_argcount - 1) for way in ways), name


def test_unknown_names_and_wrong_arguments_are_refused() -> None:
    script = Script()
    transport = TransportThing(script.world)
    for name, given, why in (
        ("plai", (), "has no 'plai'"),
        ("setPosition", (), "takes 1 arguments and was given 0"),
        ("setPosition", ("4",), "argument 1 is no number"),
        ("setPosition", (True,), "argument 1 is no number"),
        ("addIsPlayingObserver", (1,), ""),
    ):
        answer = script(transport, name, *given)
        assert why in str(answer["error"])
    assert len(script.world.offences) == 5


def test_a_version_has_only_what_it_has() -> None:
    script = Script(api=17)
    host = HostThing(script.world, script.desk, [])
    track = host.createMasterTrack(0)
    assert "before API 20" in str(script(track, "channelId")["error"])
    assert "thing" in script(track, "name")
    assert "has no API 20" in str(script(host, "loadAPI", 20)["error"])


def test_values_are_told_later_and_only_to_those_who_asked() -> None:
    script = Script()
    tempo = TransportThing(script.world).tempo().value()
    assert "nobody is interested" in str(script(tempo, "getRaw")["error"])
    script(tempo, "markInterested")
    script.world.is_starting = False
    assert "driver initialization" in str(script(tempo, "markInterested")["error"])
    script.world.flush()
    script(tempo, "setRaw", 97.5)
    assert script(tempo, "getRaw") == {"value": 120.0}
    script.world.tick()
    assert script(tempo, "getRaw") == {"value": 120.0}, "done, but not told yet"
    script.world.flush()
    assert script(tempo, "getRaw") == {"value": 97.5}


def test_what_makes_no_sense_does_nothing(tmp_path: Path) -> None:
    script = Script()
    track = script.world.project.new_track("Audio", "Drums")
    host = HostThing(script.world, script.desk, [])
    root = host.getProject().getRootTrackGroup()
    slot = root.createMainTrackBank(1, 0, 5, True).getItemAt(0).clipLauncherSlotBank().getItemAt(0)
    (tmp_path / "note.txt").write_text("no sound")
    for path in (tmp_path / "missing.wav", tmp_path / "note.txt", Path("relative.wav")):
        assert script(slot.replaceInsertionPoint(), "insertFile", str(path)) == {"value": None}
    for _ in range(9):
        script.world.tick()
    assert track.slots == [None] * 5 and not script.world.offences


NAMES = ("clearSteps", "createInstrumentTrack", "moveSlotsOrScenes", "markInterested", "insertFile")


@pytest.mark.parametrize("name", NAMES)
def test_a_name_misspelt_in_our_own_script_is_caught(name: str, tmp_path: Path) -> None:
    """With one letter too many the script ends, or what it was for is told as an error."""
    mailbox = Mailbox(tmp_path / "mailbox", "bitwig")
    mailbox.prepare()
    folder = copy_script(tmp_path / "script", mailbox, 0)
    changed = 0
    for path in folder.glob("*.js"):
        text = path.read_text("utf-8")
        changed += text.count(f".{name}(")
        path.write_text(text.replace(f".{name}(", f".{name}s("), "utf-8")
    assert changed
    host = FakeBitwig(tmp_path, mailbox=mailbox, script=folder)
    try:
        host.start()
    except UserError:
        assert any(f"'{name}s'" in one for one in host.offences)
        return
    session = host.session()
    outcomes: list[Outcome] = []
    for changes in (
        [NewTrack("Keys", "midi", ref="t"), PlaceMidi("t", (Note(60, 0.0, 1.0),), 0.0, 4.0, "a", ref="r")],
        [Move("r", 4.0), SetNotes("r", ())],
    ):
        made = {ref: id_ for one in outcomes for ref, id_ in one.made}
        real = [change.resolved(made) for change in changes]
        outcomes += session.apply(real, expected_revision=session.snapshot().revision, label="")
    session.close()
    host.stop()
    assert not all(one.is_done for one in outcomes)
    assert any(f"'{name}s'" in one for one in host.offences)


def test_the_script_is_plain_old_javascript() -> None:
    """Bitwig's engine for scripts is older than most: no arrow functions, templates, classes, let or const."""
    for path in SCRIPT.glob("*.js"):
        code = re.sub(r"//.*|\"(?:\\.|[^\"\\])*\"", "", path.read_text("utf-8"))
        assert not re.search(r"=>|`|\b(let|const|class|async|yield|import|export)\b", code), path.name


def test_a_script_that_does_not_say_who_it_is_does_not_start(tmp_path: Path) -> None:
    folder = tmp_path / "script"
    shutil.copytree(SCRIPT, folder)
    (folder / "Tonmeister.control.js").write_text("loadAPI(17); function init() {}")
    with pytest.raises(UserError, match="what it is called"):
        FakeBitwig(tmp_path, script=folder).start()
