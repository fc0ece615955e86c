"""The stand-in for REAPER refuses what REAPER does not have; our script asks for nothing of the kind."""

from __future__ import annotations

import contextlib
import re
from pathlib import Path
from typing import Any

import lupa.lua54 as lua
import pytest

from bridge.hosts.fake_reaper.host import FakeReaper, Functions
from bridge.hosts.fake_reaper.listing import listed
from bridge.hosts.fake_reaper.project import FakeReaperProject
from bridge.hosts.fake_reaper.strict import StrictTable, published, table_of
from bridge.scripted import script
from bridge.scripted.script import script_files
from engine.daw.daw import NewTrack, SetGain
from engine.errors import DawError


@pytest.fixture
def strict() -> StrictTable:
    project = FakeReaperProject(None, bpm=120, rate=48000)
    return StrictTable(Functions(project), project.is_alive, stir=project.stir)


@pytest.fixture
def run(strict: StrictTable) -> Any:
    runtime = lua.LuaRuntime(unpack_returned_tuples=True, encoding="latin-1")
    runtime.globals()["reaper"] = table_of(runtime, strict)
    return runtime.execute


STALE = "reaper.InsertTrackAtIndex (0, false) local t = reaper.GetTrack (0, 0) reaper.DeleteTrack (t)"


@pytest.mark.parametrize(
    ("call", "why"),
    [
        ("reaper.InsertMedja ('x', 1)", "InsertMedja"),
        ("reaper.InsertMedia ('x', 1, 2)", "takes 2 to 2 arguments and was given 3"),
        ("reaper.Undo_EndBlock2 (0)", "takes 3 to 3 arguments and was given 1"),
        ("reaper.GetTrackGUID ('one')", "MediaTrack expected"),
        ("reaper.GetTrackGUID (nil)", "MediaTrack expected, got nil"),
        ("reaper.PreventUIRefresh (1.5)", "no whole number"),
        ("reaper.PreventUIRefresh (0/0)", "finite"),
        ("reaper.TrackList_AdjustWindows (1)", "boolean expected"),
        ("reaper.SetEditCurPos2 (0, '1', false, false)", "number expected"),
        (f"{STALE} reaper.GetTrackGUID (t)", "not there any more"),
        ("reaper.CF_GetSWSVersion ('')", "CF_GetSWSVersion"),  # of an extension that users may not have
        ("reaper.GetColorTheme (1, 2)", "GetColorTheme"),  # for plugins in C only
    ],
)  # fmt: skip
def test_what_reaper_does_not_do_fails(strict: StrictTable, run: Any, call: str, why: str) -> None:
    with pytest.raises(lua.LuaError):
        run(call)
    assert len(strict.violations) == 1 and why in strict.violations[0]


def test_what_is_caught_is_still_remembered(strict: StrictTable, run: Any) -> None:
    run("pcall (function () reaper.Undo_EndBlock2 (0) end)")
    assert strict.violations


def test_an_older_reaper_lacks_what_it_lacks(tmp_path: Path) -> None:
    with FakeReaper(tmp_path / "Song", without=frozenset({"InsertTrackInProject"}), lua="lua53") as host:
        session = host.session()
        (made,) = session.apply([NewTrack("Old")], expected_revision=session.snapshot().revision, label="")
        session.close()
        assert made.is_done and not host.violations and "InsertTrackAtIndex" in host.strict.used


def test_every_name_in_our_script_is_one_of_reapers() -> None:
    known = published()
    names = {name for path in script_files("reaper") for name in re.findall(r"reaper\.(\w+)", path.read_text("utf-8"))}
    assert len(names) > 90 and names <= set(known)


MISSPELT = (("SetMediaTrackInfoValue", "SetMediaTrackInfo_Value"), ("GetTrackNumSend ", "GetTrackNumSends "))


@pytest.mark.parametrize(("wrong", "right"), MISSPELT)
def test_a_name_misspelt_on_purpose_is_caught(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wrong: str, right: str
) -> None:
    spoilt = tmp_path / "scripts" / "reaper"
    spoilt.mkdir(parents=True)
    for path in script_files("reaper"):
        text = path.read_text("utf-8").replace(f"reaper.{right}", f"reaper.{wrong}")
        (spoilt / path.name).write_text(text, "utf-8")
    monkeypatch.setattr(script, "SCRIPTS", spoilt.parent)
    with FakeReaper(tmp_path / "Song") as host, contextlib.closing(host.session()) as session:
        with contextlib.suppress(DawError):
            before = session.snapshot()
            changes = [NewTrack("Bass", ref="t"), SetGain("t", -6.0)]
            outcomes = session.apply(changes, expected_revision=before.revision, label="")
            assert outcomes[1].state == "not_done"
        assert host.violations and all(wrong.strip() in one for one in host.violations)


HEADER = """
  MediaItem* (*REAPERAPI_FUNCNAME(CreateNewMIDIItemInProj))(MediaTrack* track, double starttime, double endtime, const bool* qnInOptional);
  bool (*REAPERAPI_FUNCNAME(GetTrackName))(MediaTrack* track, char* bufOut, int bufOut_sz);
  void (*REAPERAPI_FUNCNAME(GetSet_LoopTimeRange2))(ReaProject* proj, bool isSet, bool isLoop, double* startOut, double* endOut, bool seek);
  bool (*REAPERAPI_FUNCNAME(GetSetProjectInfo_String))(ReaProject* project, const char* desc, char* valuestrNeedBig, bool is_set);
  void (*REAPERAPI_FUNCNAME(LICE_Clear))(LICE_IBitmap* dest, LICE_pixel color);
"""  # noqa: E501
LUA = """
function reaper.CreateNewMIDIItemInProj(track, starttime, endtime, qn) end
function reaper.GetTrackName(track) end
function reaper.GetSet_LoopTimeRange2(proj, isSet, isLoop, start, end_, seek) end
function reaper.GetSetProjectInfo_String(project, desc, valuestrNeedBig, is_set) end
"""


def test_the_list_is_made_from_what_reaper_publishes() -> None:
    found = listed(HEADER, LUA)
    assert found["CreateNewMIDIItemInProj"] == ("MediaTrack number number boolean?", 1)
    assert found["GetTrackName"] == ("MediaTrack", 2)
    assert found["GetSet_LoopTimeRange2"] == ("ReaProject? boolean boolean number number boolean", 2)
    assert found["GetSetProjectInfo_String"] == ("ReaProject? string string boolean", 2)
    assert "LICE_Clear" not in found and "defer" in found
