"""The real script for Ardour, run against the fake of Ardour's API."""

from __future__ import annotations

import contextlib
import json
import os
import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import lupa.lua53 as lua
import pytest

from bridge.ardour.ardour import Ardour
from bridge.ardour.changes import CAN, MISSING
from bridge.ardour.install import SCRIPTS
from bridge.ardour.session import ArdourSession
from bridge.hosts.fake_ardour import FakeArdour
from bridge.protocol import MUTATING, VERSION
from bridge.scripted import script
from bridge.scripted.script import SCRIPTS as ALL_SCRIPTS
from bridge.scripted.script import script_files
from bridge.verdict import round_trip
from engine.daw.daw import CAPABILITIES, NewTrack, PlaceMidi, RemoveTrack, SetGain, SetNotes
from engine.media.note import Note

MAILBOX = ALL_SCRIPTS / "mailbox"
# The keys of one region's notes, with a note changed in place between two looks, and how often notes were written down.
KEYS = """
local json, notes_file, name, value, told = ...
local written, list, edited = 0, {}, nil
local Beats = { __eq = function (a, b) return a.ticks == b.ticks end }
Beats.__index = Beats
function Beats:str () written = written + 1 return "0:" .. self.ticks end
local Note = {}
Note.__index = Note
for _, field in ipairs { "time", "length" } do
  Note[field] = function (self) return setmetatable ({ ticks = self.values[field] }, Beats) end
end
for _, field in ipairs { "note", "velocity", "channel" } do
  Note[field] = function (self) return self.values[field] end
end
for n = 1, 100 do
  list[n] = setmetatable ({ values = { time = n, length = 9, note = 60, velocity = 80, channel = 0 } }, Note)
end
local notes = { size = function () return #list end, empty = function () return #list == 0 end,
  front = function () return list[1] end }
function notes:iter () local n = 0 return function () n = n + 1 return list[n] end end
ARDOUR = { LuaAPI = { note_list = function () return notes end } }
local live = { id = function () return "1" end, each = function (all) return all:iter () end,
  ticks_in = function (text) return tonumber (text:match (":(%d+)")) end }
local place = { ticks = function () return 0 end }
local region = { source = function () end, start = function () return place end, length = function () return place end }
local midi = { model = function () return nil end }
local edits = { since = function () return edited end }
local read = loadfile (notes_file) (json, live, edits)
local function key ()
  read.begin_pass ()
  return read.key (region, midi, region)
end
local first, again = key (), key ()
local looks = written
if told == "this one" then edited = { ["1"] = true } elseif told == "another" then edited = { ["2"] = true } end
if told == "earlier" then  -- the region was not on a track in the pass that was told of it
  edited = { ["1"] = true }
  read.begin_pass ()
  edited = {}
end
if name == "more" then list[#list + 1] = list[1] end
if name == "none" then list = {} end
if list[50] and list[50].values[name] then list[50].values[name] = value end
return first == again, looks, first == key ()
"""


@pytest.fixture
def host(tmp_path: Path) -> Iterator[FakeArdour]:
    with FakeArdour(tmp_path / "Lied é") as started:
        yield started


@pytest.fixture
def session(host: FakeArdour) -> Iterator[ArdourSession]:
    made = host.session()
    yield made
    made.close()


def post(host: FakeArdour, text: str | bytes) -> None:
    """Put a command file where the script looks, as another program would."""
    fresh = host.mailbox.folder / "stranger.tmp"
    fresh.write_bytes(text.encode() if isinstance(text, str) else text)
    os.replace(fresh, host.mailbox.folder / f"cmd-{host.key}.json")


def command(host: FakeArdour, op: str = "ping", **changed: Any) -> dict[str, Any]:
    return {
        "version": VERSION,
        "id": uuid.uuid4().hex,
        "op": op,
        "args": {},
        "token": host.mailbox.token(),
        "deadline": time.time() + 20,
        "notice_port": 0,
    } | changed


def answer(host: FakeArdour, asked: dict[str, Any]) -> dict[str, Any]:
    post(host, json.dumps(asked))
    path = host.mailbox.folder / f"reply-{host.key}-{asked['id']}.json"
    for _ in range(1000):
        if path.exists():
            return json.loads(path.read_text("utf-8"))
        time.sleep(0.01)
    raise AssertionError("no reply")


def taken(host: FakeArdour) -> None:
    """Wait until the script has dealt with what lies there."""
    for _ in range(1000):
        names = [path.name for path in host.mailbox.folder.glob("c*.json")]
        if not names:
            return
        time.sleep(0.01)
    raise AssertionError(names)


def test_protocol_json_lists_what_the_script_has(host: FakeArdour) -> None:
    listed = json.loads((SCRIPTS / "protocol.json").read_text("utf-8"))
    hello = json.loads((host.mailbox.folder / f"hello-{host.key}.json").read_text("utf-8"))
    assert listed["version"] == VERSION == hello["version"]
    assert sorted(listed["ops"]) == hello["ops"] and sorted(listed["changes"]) == hello["changes"]
    assert set(hello["changes"]) >= CAN - {"remove_plugin"} and {*CAN, *MISSING} == CAPABILITIES
    assert set(listed["ops"]) > MUTATING


def test_ping(host: FakeArdour) -> None:
    assert answer(host, command(host))["result"]["session"] == "Fake"


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"token": "wrong"}, "token"),
        ({"token": None}, "token"),
        ({"deadline": 1}, "too late"),
        ({"deadline": None}, "deadline"),
        ({"deadline": "soon"}, "deadline"),
        ({"version": 99}, "install it again"),
        ({"op": "eval"}, "no op"),
        ({"op": None}, "no op"),
        ({"op": "apply", "args": None}, "no changes"),
        ({"op": "apply", "args": {"changes": 3}}, "no changes"),
    ],
)
def test_refusals(host: FakeArdour, changed: dict[str, Any], why: str) -> None:
    reply = answer(host, command(host) | changed)
    assert not reply["ok"] and why in reply["error"] and reply["state"] == "not_done"


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"{",
        b"garbage",
        b'{"id":"x"',
        b"null",
        b"[]",
        b"3",
        b'{"id": 7}',
        b'{"id": "../../x"}',
        b'{"id": "a/b"}',
        b"[" * 5000,
        b'{"a":' * 5000,
        b"\xff\xfe\x00",
        b'"\\ud800"',
        b'{"id":"x"} trailing',
    ],
)
def test_garbage_is_taken_away_and_harms_nothing(host: FakeArdour, text: bytes) -> None:
    post(host, text)
    taken(host)
    assert answer(host, command(host))["ok"]
    assert not list(host.mailbox.folder.glob("**/x*"))


def test_deep_arguments_are_refused_not_followed(host: FakeArdour) -> None:
    deep: Any = 1
    for _ in range(40):
        deep = [deep]
    assert answer(host, command(host, args={"x": deep}))["ok"]
    for _ in range(40):
        deep = {"x": deep}
    post(host, json.dumps(command(host, args=deep)))
    taken(host)
    assert host.is_running() and answer(host, command(host))["ok"]


def test_the_same_id_is_done_once(host: FakeArdour, session: ArdourSession) -> None:
    change = {"change": "new_track", "name": "Once", "kind": "audio", "channels": 2}
    asked = command(host, "apply", args={"changes": [change]})
    first = answer(host, asked)
    assert first["ok"]
    post(host, json.dumps(asked))
    taken(host)
    assert answer(host, asked) == first
    assert [track.name for track in session.snapshot().tracks] == ["Master", "Once"]


def test_a_command_that_was_begun_and_never_finished_is_unknown(host: FakeArdour) -> None:
    asked = command(host, "apply", args={"changes": []})
    (host.mailbox.folder / f"ledger-{host.key}.json").write_text(json.dumps([asked["id"]]))
    reply = answer(host, asked)
    assert not reply["ok"] and reply["state"] == "unknown"


def test_the_ledger_forgets_and_sweeps(host: FakeArdour) -> None:
    for _ in range(70):
        assert answer(host, command(host, "apply", args={"changes": []}))["ok"]
    assert len(list(host.mailbox.folder.glob("reply-*"))) == 64


def test_what_an_ended_session_claimed_does_not_block(host: FakeArdour) -> None:
    claimed = host.mailbox.folder / f"claimed-{host.key}.json"
    claimed.write_text(json.dumps(command(host, deadline=time.time() - 100)))
    assert answer(host, command(host))["ok"]
    claimed.write_text("torn")
    assert answer(host, command(host))["ok"]


def test_two_sessions_in_one_mailbox_do_not_steal(host: FakeArdour, tmp_path: Path) -> None:
    with FakeArdour(tmp_path / "second", name="Second", mailbox=host.mailbox) as other:
        assert host.key != other.key
        first, second = host.session(), other.session()
        for one in (first, second):
            snapshot = one.snapshot()
            assert one.apply([NewTrack(snapshot.project.name)], expected_revision=snapshot.revision, label="x")[
                0
            ].is_done
        assert [track.name for track in first.snapshot().tracks] == ["Master", "Fake"]
        assert [track.name for track in second.snapshot().tracks] == ["Master", "Second"]
        found = Ardour(host.mailbox).find()
        assert {project.name for project in found} == {"Fake", "Second"}
        connected = Ardour(host.mailbox).connect(next(project for project in found if project.name == "Second"))
        assert connected.snapshot().project.name == "Second"
        for one in (first, second, connected):
            one.close()


def test_ten_thousand_notes_none_lost(session: ArdourSession) -> None:
    notes = tuple(Note(n % 128, n / 16, 1 / 16, 1 + n % 127, None, n % 16) for n in range(10_000))
    snapshot = session.snapshot()
    outcomes = session.apply(
        [NewTrack("Many", "midi", ref="t"), PlaceMidi("t", notes, 0.0, 625.0, "Many", ref="r")],
        expected_revision=snapshot.revision,
        label="many",
    )
    assert all(outcome.is_done for outcome in outcomes), outcomes
    found = session.snapshot().regions[0].notes
    assert len(found) == 10_000 and set(found) == set(notes)


@pytest.mark.parametrize(
    ("name", "value"),
    [("time", 51), ("length", 8), ("note", 61), ("velocity", 81), ("channel", 1), ("more", 0), ("none", 0)],
)
def test_notes_that_are_the_same_are_written_down_once_and_any_other_is_seen(name: str, value: int) -> None:
    for told in ("nothing", "this one", "earlier"):
        assert note_keys(name, value, told) == (True, 200, False)


def test_only_notes_that_ardour_told_of_are_compared() -> None:
    assert note_keys("note", 61, "another") == (True, 200, True)


def note_keys(name: str, value: int, told: str) -> Any:
    """See KEYS; what the script is told of edits, or nothing: then it compares all."""
    runtime = lua.LuaRuntime(unpack_returned_tuples=True, encoding="utf-8")
    codec = runtime.execute((MAILBOX / "json.lua").read_text("utf-8"))
    keys = runtime.eval("function (text, ...) return assert (load (text)) (...) end")
    return keys(KEYS, codec, str(SCRIPTS / "notes.lua"), name, value, told)


MISSPELT = (
    ("state.lua", "nth_plugin", "nth_plugins"),
    ("session.lua", "presentation_info_ptr", "presentation_info"),
    ("tonmeister.lua", "RegionsPropertyChanged", "RegionPropertyChanged"),
    ("tracks.lua", "Session:new_audio_track", "Session:new_audiotrack"),
    ("regions.lua", "SMFTrackName", "SMFTrackNames"),
    ("notes.lua", "LuaAPI.note_list", "LuaAPI.notes_list"),
)


@pytest.mark.parametrize(("name", "right", "wrong"), MISSPELT, ids=[wrong for _, _, wrong in MISSPELT])
def test_a_misspelt_name_of_ardours_is_caught(
    name: str, right: str, wrong: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoilt = tmp_path / "scripts" / "ardour"
    spoilt.mkdir(parents=True)
    for path in script_files("ardour"):
        text = path.read_text("utf-8")
        assert path.name != name or right in text
        (spoilt / path.name).write_text(text.replace(right, wrong) if path.name == name else text, "utf-8")
    monkeypatch.setattr(script, "SCRIPTS", spoilt.parent)
    with FakeArdour(tmp_path / "Song") as host, contextlib.closing(host.session()) as session:
        told = round_trip(session)
    assert not all(one.ok for one in told)


def test_a_changed_session_is_left_alone(session: ArdourSession) -> None:
    old = session.snapshot()
    assert session.apply([NewTrack("A", ref="a")], expected_revision=old.revision, label="x")[0].is_done
    outcomes = session.apply([NewTrack("B"), SetGain(old.tracks[0].id, -3)], expected_revision=old.revision, label="x")
    assert [outcome.state for outcome in outcomes] == ["not_done", "not_done"] and "changed" in outcomes[0].why
    assert [track.name for track in session.snapshot().tracks] == ["Master", "A"]


def test_what_depends_on_a_failure_is_not_done(session: ArdourSession, tmp_path: Path) -> None:
    snapshot = session.snapshot()
    outcomes = session.apply(
        [
            NewTrack("", ref="t"),
            PlaceMidi("t", (Note(60, 0, 1),), 0.0, 1.0, "n", ref="r"),
            SetNotes("r", ()),
            NewTrack("Fine"),
            RemoveTrack("99999"),
            SetNotes("nothing", (Note(200, 0, 1),)),
        ],
        expected_revision=snapshot.revision,
        label="x",
    )
    assert [outcome.state for outcome in outcomes] == ["not_done"] * 3 + ["done"] + ["not_done"] * 2
    assert "depends" in outcomes[1].why and "depends" in outcomes[2].why and "not there any more" in outcomes[4].why


def test_the_codec_is_exact() -> None:
    runtime = lua.LuaRuntime(encoding="utf-8")
    codec = runtime.execute((MAILBOX / "json.lua").read_text("utf-8"))
    echo = runtime.eval("function (codec, text) return codec.encode (codec.decode (text)) end")
    for value in (
        {"a": [1, -2.5, 1e-3, True, False, 'é 歌 🎤 " \\ \n\t\x7f'], "b": {}, "c": {"d": "x"}},
        [],
        {},
        "text",
        0,
        9007199254740993,
    ):
        text = json.dumps(value)
        assert json.loads(echo(codec, text)) == value
        assert json.loads(echo(codec, json.dumps(value, ensure_ascii=False))) == value


def test_every_op_and_change_is_data_only() -> None:
    for path in script_files("ardour"):
        words = set(path.read_text("utf-8").replace("(", " ").split())
        assert not words & {"load", "loadstring", "dofile", "os.execute", "io.popen", "require"}, path.name
