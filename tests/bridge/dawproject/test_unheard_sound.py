"""Clips that are warped, looped, composed or referred to: what was cut off, replaced or deleted comes back whole."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from lxml import etree

from engine.assistant.resolve import region_audio
from engine.daw import daw
from engine.daw.daw import Change, Region, Snapshot
from engine.errors import UserError
from engine.media.audio import Audio, write_audio
from engine.media.note import Note
from tests.bridge.dawproject import song
from tests.engine.assistant.undo.song import AtWork

WARPED = """<Clip name="warped" time="8" duration="4" contentTimeUnit="beats" playStart="0" color="#123456"><Warps
 timeUnit="beats" contentTimeUnit="seconds"><Audio channels="2" sampleRate="48000" duration="2">
 <File path="audio/beat.wav"/></Audio><Warp time="0" contentTime="0"/><Warp time="3" contentTime="1"/>
 <Warp time="8" contentTime="2"/></Warps></Clip>"""
NAMES = ("beat", "warped", "line", "comp", "chords", "again")
SOUNDS = NAMES[:4]


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AtWork:
    monkeypatch.setenv("TONMEISTER_HOME", str(tmp_path / "home"))
    lanes = song.LANES.replace('<Clip name="off"', WARPED + '<Clip name="off"')
    return AtWork(song.opened(song.write(tmp_path / "Song.dawproject", song.project(lanes=lanes))), tmp_path)


def named(snapshot: Snapshot, name: str) -> Region:
    return min((one for one in snapshot.regions if one.name.startswith(name)), key=lambda one: one.start_beats)


def at(part: float) -> Callable[[Region], float]:
    return lambda region: region.start_beats + region.length_beats * part


CUTS: dict[str, Callable[[Region], Change]] = {
    "split": lambda r: daw.Split(r.id, at(0.25)(r), "half"),
    "front": lambda r: daw.Trim(r.id, at(0.75)(r), r.end_beats),
    "both": lambda r: daw.Trim(r.id, at(0.25)(r), at(0.5)(r)),
}


def other(region: Region, folder: Path) -> Change:
    if region.kind == "midi":
        return daw.ReplaceContent(region.id, notes=(Note(72, 0.0, 0.5),))
    hum = write_audio(folder / "other.wav", Audio(np.full((1, 4800), 0.25, np.float32), 48000))
    return daw.ReplaceContent(region.id, hum)


GOES: dict[str, Callable[[Snapshot, str, Path], Change]] = {
    "nothing": lambda s, name, path: daw.RenameRegion(named(s, name).id, f"{name} x"),
    "itself": lambda s, name, path: daw.RemoveRegion(named(s, name).id),
    "its track": lambda s, name, path: daw.RemoveTrack(named(s, name).track),
    "its content": lambda s, name, path: other(named(s, name), path),
}


@pytest.mark.parametrize("gone", GOES)
@pytest.mark.parametrize("cut", CUTS)
@pytest.mark.parametrize("name", NAMES)
def test_a_cut_and_what_came_after_it_are_taken_back(
    work: AtWork, name: str, cut: str, gone: str, tmp_path: Path
) -> None:
    before, whole = written(tmp_path, name), heard(work.session.snapshot(), name)
    first = work.ask([CUTS[cut](named(work.session.snapshot(), name))])
    after_cut = heard(work.session.snapshot(), name)
    second = work.ask([GOES[gone](work.session.snapshot(), name, tmp_path)])
    assert [one.outcome.why for one in (*first.applied, *second.applied) if not one.outcome.is_done] == []
    assert work.undo(f"#{second.number}")[1] == ""
    assert heard(work.session.snapshot(), name) == after_cut
    assert work.undo(f"#{first.number}")[1] == ""
    assert (written(tmp_path, name), heard(work.session.snapshot(), name)) == (before, whole)
    assert song.is_valid(tmp_path / "Song.dawproject") == ""


@pytest.mark.parametrize("name", NAMES)
def test_what_is_widened_after_an_undo_plays_what_lies_there(work: AtWork, name: str, tmp_path: Path) -> None:
    whole = heard(work.session.snapshot(), name)
    region = named(work.session.snapshot(), name)
    work.by_hand(CUTS["both"](region))
    turn = work.ask([daw.RemoveRegion(named(work.session.snapshot(), name).id)])
    assert work.undo(f"#{turn.number}")[1] == ""
    work.by_hand(daw.Trim(named(work.session.snapshot(), name).id, region.start_beats, region.end_beats))
    assert heard(work.session.snapshot(), name) == whole


@pytest.mark.parametrize("name", ["beat", "warped"])
def test_a_cut_is_taken_back_at_another_tempo(work: AtWork, name: str, tmp_path: Path) -> None:
    region = named(work.session.snapshot(), name)
    turn = work.ask([CUTS["both"](region)])
    work.by_hand(daw.SetTempo(90.0))
    assert work.undo(f"#{turn.number}")[1] == ""
    back = named(work.session.snapshot(), name)
    assert (back.start_beats, back.length_beats) == (region.start_beats, region.length_beats)


def test_the_fader_of_a_clip_is_not_part_of_its_content(work: AtWork, tmp_path: Path) -> None:
    region = named(work.session.snapshot(), "warped")
    turn = work.ask([other(region, tmp_path)])
    work.by_hand(daw.SetRegionGain(region.id, -6.0))
    assert work.undo(f"#{turn.number}")[1] == ""
    back = named(work.session.snapshot(), "warped")
    assert back.gain_db == pytest.approx(-6.0, abs=0.01)
    assert np.abs(region_audio(back).samples).max() == pytest.approx(0.24, abs=0.02)


@pytest.mark.parametrize("name", SOUNDS)
def test_a_sound_comes_back_as_it_was_heard_when_what_was_kept_is_lost(work: AtWork, name: str, tmp_path: Path) -> None:
    whole = heard(work.session.snapshot(), name)
    turn = work.ask([daw.RemoveRegion(named(work.session.snapshot(), name).id)])
    for path in (tmp_path / "home").rglob("removed/*.xml"):
        path.write_bytes(b"<torn")
    assert work.undo(f"#{turn.number}")[1] == ""
    assert heard(work.session.snapshot(), name) == whole


def test_a_clip_whose_sound_is_missing_may_go_and_comes_back(work: AtWork, tmp_path: Path) -> None:
    path = tmp_path / "Song.dawproject"
    with zipfile.ZipFile(path) as archive:
        kept = {info: archive.read(info) for info in archive.infolist() if info.filename != "audio/voice.wav"}
    with zipfile.ZipFile(path, "w") as archive:
        for info, data in kept.items():
            archive.writestr(info, data)
    before, region = written(tmp_path, "line"), named(work.session.snapshot(), "line")
    with pytest.raises(UserError, match="The sound of 'line' is missing: Song.dawproject holds no 'voice.wav'"):
        region_audio(region)
    turn = work.ask([daw.RemoveRegion(region.id)])
    assert written(tmp_path, "line") == [] and turn.applied[0].outcome.is_done
    assert work.undo(f"#{turn.number}")[1] == ""
    assert written(tmp_path, "line") == before


def test_an_edit_is_taken_back_when_the_librarys_files_are_gone(work: AtWork, tmp_path: Path) -> None:
    before = written(tmp_path, "line")
    turn = work.ask([other(named(work.session.snapshot(), "line"), tmp_path)])
    for file in (tmp_path / "Tonmeister").rglob("*.wav"):
        file.unlink()
    assert work.undo(f"#{turn.number}")[1] == ""
    assert written(tmp_path, "line") == before


def test_a_sound_that_is_gone_everywhere_is_not_put_for_one_that_plays(work: AtWork, tmp_path: Path) -> None:
    work.ask([other(named(work.session.snapshot(), "beat"), tmp_path)])
    hiss = write_audio(tmp_path / "hiss.wav", Audio(np.full((1, 4800), 0.125, np.float32), 48000))
    turn = work.ask([daw.ReplaceContent(named(work.session.snapshot(), "beat").id, hiss)])
    (tmp_path / "other.wav").unlink()
    for folder in ("Tonmeister", "home"):
        for file in (*(tmp_path / folder).rglob("*.wav"), *(tmp_path / folder).rglob("*.flac")):
            file.unlink()
    now = written(tmp_path, "beat")
    assert "gone" in work.undo(f"#{turn.number}")[1]
    assert written(tmp_path, "beat") == now


def heard(snapshot: Snapshot, name: str) -> list[object]:
    """What is heard of the regions of this name, one after the other."""
    rows: list[object] = []
    for one in sorted((r for r in snapshot.regions if r.name.startswith(name)), key=lambda r: r.start_beats):
        place: tuple[float, ...] = (one.start_beats, one.length_beats, one.fade_in_s, one.fade_out_s)
        place = tuple(round(value, 3) for value in place)
        if one.kind == "midi":
            rows.append((*place, [(note.pitch, round(note.start_beats, 3)) for note in one.notes]))
        else:
            mono = region_audio(one).samples[0]
            level = np.sqrt(np.mean(np.square(mono[: len(mono) // 16 * 16].reshape(16, -1)), axis=1))
            rows.append((*place, round(len(mono) / 480), [round(float(part), 2) for part in level]))
    return rows


def written(folder: Path, name: str) -> list[bytes]:
    """The clips of this name as the file has them, but for ids, empty text, the unit of fades, and references."""
    rows: list[bytes] = []
    for clip in song.tree_of(folder / "Song.dawproject").getroot().iter("Clip"):
        if clip.get("name", "").startswith(name) and name != "again":
            for one in list(clip.iter()):
                if one.tag is etree.PI:
                    one.getparent().remove(one)
                    continue
                one.attrib.pop("id", None)
                one.text = one.tail = None
                for attribute in ("time", "duration", "playStart"):
                    if attribute in one.attrib:
                        one.set(attribute, f"{float(one.get(attribute)):.6g}")
            for attribute in ("fadeInTime", "fadeOutTime", "fadeTimeUnit"):
                clip.attrib.pop(attribute, None)
            if clip.get("contentTimeUnit") == "beats":
                del clip.attrib["contentTimeUnit"]
            rows.append(etree.tostring(clip, method="c14n"))
    return rows
