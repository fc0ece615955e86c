"""What a change leaves in the file: valid, read back, and everything else as it was."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import soundfile
from lxml import etree

from bridge.dawproject.sounds import Sounds
from engine.daw import daw
from engine.daw.changes.change import Kept
from engine.daw.daw import Change, DawSession, Outcome, Region, Snapshot
from engine.media.note import Note
from tests.bridge.dawproject import song
from tests.engine.assistant.undo.song import AtWork

NOTES = (Note(60, 0, 1, 100), Note(62, 1, 1, 90, lyric="la"), Note(64, 2, 2, 80))
EXTRA = '<x:Thing xmlns:x="urn:other" x:a="1"><!-- inside --><x:Part>text</x:Part></x:Thing>'


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return song.write(tmp_path / "Song.dawproject")


@pytest.fixture
def hook(tmp_path: Path) -> Path:
    (tmp_path / "hook.wav").write_bytes(song.sound(1.0, 330))
    return tmp_path / "hook.wav"


def do(session: DawSession, *changes: Change) -> list[Outcome]:
    return session.apply(changes, expected_revision=session.snapshot().revision, label="test")


def named(snapshot: Snapshot, name: str) -> Region:
    return next(region for region in snapshot.regions if region.name == name)


CHANGES: list[Callable[[Snapshot, Path], Change]] = [
    lambda s, h: daw.NewTrack("Vox", "audio", color="#00aa00", group="g"),
    lambda s, h: daw.NewTrack("Strings", "midi"),
    lambda s, h: daw.NewTrack("Plate", "bus"),
    lambda s, h: daw.NewTrack("Choir", "group"),
    lambda s, h: daw.RemoveTrack("drums"),
    lambda s, h: daw.RemoveTrack("keys"),
    lambda s, h: daw.PlaceAudio("voice", h, 20.0, "hook"),
    lambda s, h: daw.PlaceAudio("voice", h, 0.5, "early", lead_in_s=0.5, offset_s=0.1),
    lambda s, h: daw.PlaceMidi("keys", NOTES, 24.0, 4.0, "melody"),
    lambda s, h: daw.ReplaceContent(named(s, "line").id, h),
    lambda s, h: daw.ReplaceContent(named(s, "beat").id, h, start_beats=2.0),
    lambda s, h: daw.ReplaceContent(named(s, "chords").id, notes=NOTES, length_beats=4.0),
    lambda s, h: daw.Move(named(s, "line").id, 12.0),
    lambda s, h: daw.Duplicate(named(s, "beat").id, 16.0),
    lambda s, h: daw.Trim(named(s, "line").id, 2.5, 3.5),
    lambda s, h: daw.Split(named(s, "line").id, 3.0),
    lambda s, h: daw.Split(named(s, "beat").id, 4.0),
    lambda s, h: daw.RemoveRegion(named(s, "line").id),
    lambda s, h: daw.SetNotes(named(s, "chords").id, NOTES),
    lambda s, h: daw.SetGain("drums", -12.0),
    lambda s, h: daw.SetGain("voice", 3.0),
    lambda s, h: daw.SetPan("drums", -0.4),
    lambda s, h: daw.SetMute("voice", True),
    lambda s, h: daw.SetSolo("keys", False),
    lambda s, h: daw.RenameTrack("voice", 'Lead <&> "Vox"'),
    lambda s, h: daw.SetColor("keys", "#0000ff"),
    lambda s, h: daw.SetPosition("voice", 4),
    lambda s, h: daw.SetGroup("voice", "g"),
    lambda s, h: daw.SetGroup("drums", ""),
    lambda s, h: daw.SetOutput("drums", "r"),
    lambda s, h: daw.RenameRegion(named(s, "beat").id, "groove"),
    lambda s, h: daw.SetRegionMute(named(s, "beat").id, True),
    lambda s, h: daw.SetRegionMute(named(s, "off").id, False),
    lambda s, h: daw.SetRegionGain(named(s, "beat").id, -4.5),
    lambda s, h: daw.SetRegionGain(named(s, "line").id, 0.0),
    lambda s, h: daw.SetFadeIn(named(s, "line").id, 0.2),
    lambda s, h: daw.SetFadeOut(named(s, "beat").id, 0.25),
    lambda s, h: daw.RenameMarker(s.markers[0].id, "Intro"),
    lambda s, h: daw.MoveMarker(s.markers[1].id, 20.0),
    lambda s, h: daw.AddMarker("Bridge", 24.0),
    lambda s, h: daw.RemoveMarker(s.markers[0].id),
    lambda s, h: daw.AddPlugin("voice", "reverb", (("wet", 0.3), ("size", 0.6))),
    lambda s, h: daw.AddPlugin("voice", "eq", (("freq_hz", 300.0), ("gain_db", -3.0))),
    lambda s, h: daw.AddPlugin("drums", "highpass", (("cutoff_hz", 90.0),)),
    lambda s, h: daw.AddPlugin("drums", "compressor", (("threshold_db", -24.0), ("ratio", 3.0))),
    lambda s, h: daw.SetPlugin("drums", "comp", (("ratio", 8.0),), on=True),
    lambda s, h: daw.SetPlugin("drums", "vst", (("Mix", 0.75),)),
    lambda s, h: daw.RemovePlugin("drums", "vst"),
    lambda s, h: daw.SetSend("voice", "r", -12.0),
    lambda s, h: daw.SetSend("drums", "r", None),
    lambda s, h: daw.SetAutomation("voice", "volume", ((4.0, -20.0), (8.0, 0.0)), 4.0, 8.0),
    lambda s, h: daw.SetAutomation("drums", "volume", (), 0.0, None),
    lambda s, h: daw.SetAutomation("drums", "pan", ((0.0, -1.0), (4.0, 1.0))),
    lambda s, h: daw.SetAutomation("drums", "mute", ((0.0, 0.0), (4.0, 1.0))),
    lambda s, h: daw.SetAutomation("drums", "send r", ((0.0, -30.0), (4.0, -6.0))),
    lambda s, h: daw.SetAutomation("drums", "plugin vst Mix", ((0.0, 0.0), (4.0, 1.0))),
    lambda s, h: daw.SetTempo(90.0),
    lambda s, h: daw.SetTempo(100.0, 16.0, 140.0, 24.0),
    lambda s, h: daw.SetMeter(3, 4, 16.0),
]


@pytest.mark.parametrize("number", range(len(CHANGES)))
def test_each_change_is_done_valid_and_taken_back(number: int, path: Path, hook: Path) -> None:
    session = song.opened(path)
    before = session.snapshot()
    change = CHANGES[number](before, hook)

    def keep(region: Region) -> Kept:
        samples, rate = soundfile.read(region.sources[0], always_2d=True)
        path = hook.with_name(f"kept {region.name}.wav")
        soundfile.write(path, samples, rate, "FLOAT")
        return Kept(path, region.offset_s)

    (outcome,) = do(session, change)
    assert outcome.is_done, outcome.why
    after = session.snapshot()
    assert song.is_valid(path) == ""
    assert _told(after) != _told(before) or isinstance(change, daw.SetPosition)
    back = change.inverse(outcome, before, keep)
    assert back
    outcomes = do(session, *back)
    assert all(one.is_done for one in outcomes), [one.why for one in outcomes]
    assert song.is_valid(path) == ""
    if not isinstance(change, daw.RemoveTrack | daw.SetPosition):  # what nobody else knows of a track is lost with it
        assert _told(session.snapshot()) == _told(before)


def _peak(region: Region) -> float:
    if region.kind == "midi":
        return 0.0
    samples, rate = soundfile.read(region.sources[0], always_2d=True)
    first = round(region.offset_s * rate)
    return round(float(abs(samples[first : first + round(region.length_s * rate)]).max()), 2)


def _told(snapshot: Snapshot) -> object:
    """What a musician sees and hears, without ids."""
    names = {track.id: track.name for track in snapshot.tracks}
    tracks = [
        (t.name, t.kind, round(t.gain_db, 2), round(t.pan, 2), t.mute, t.solo, t.color,
         names.get(t.group), names.get(t.output),
         [(p.name, p.on, [(n, round(v, 4)) for n, v in p.parameters]) for p in t.plugins],
         [(names.get(s.to), round(s.gain_db, 2)) for s in t.sends],
         [(lane.parameter.split()[0], [(round(b, 3), round(v, 3)) for b, v in lane.points]) for lane in t.automation])
        for t in sorted(snapshot.tracks, key=lambda t: t.name)
    ]  # fmt: skip
    order = [t.name for t in snapshot.tracks if t.kind != "master"]
    regions = sorted(
        (r.name, names.get(r.track, ""), r.kind, round(r.start_beats, 3), round(r.length_beats, 3), round(r.gain_db, 2),
         r.mute, round(r.fade_in_s, 3), round(r.fade_out_s, 3), _peak(r),
         tuple((n.pitch, round(n.start_beats, 3), round(n.length_beats, 3), n.velocity) for n in r.notes))
        for r in snapshot.regions
    )  # fmt: skip
    return tracks, sorted(order), regions, [(m.name, m.at_beats) for m in snapshot.markers], snapshot.tempo_map


def test_what_we_do_not_know_is_kept(tmp_path: Path) -> None:
    head = "<!-- before --><?other told?>"
    path = song.write(tmp_path / "Song.dawproject", song.project(extra=EXTRA, head=head))
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("notes/söng.txt", "kept", zipfile.ZIP_STORED)
    with zipfile.ZipFile(path) as archive:
        before = {info.filename: (info.CRC, info.compress_size, info.compress_type) for info in archive.infolist()}
    old = song.tree_of(path)
    (outcome,) = do(song.opened(path), daw.SetGain("voice", -3.0))
    assert outcome.is_done
    new = song.tree_of(path)
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        after = {info.filename: (info.CRC, info.compress_size, info.compress_type) for info in archive.infolist()}
        assert archive.read("plugins/space.vstpreset") == bytes(range(256)) * 4
    assert {name: row for name, row in after.items() if name != "project.xml"} == {
        name: row for name, row in before.items() if name != "project.xml"
    }
    assert etree.tostring(new.getroot().find("{urn:other}Thing"), with_tail=False).decode() == EXTRA
    assert [str(one) for one in new.xpath("/comment() | /processing-instruction('other')")] == [
        str(one) for one in old.xpath("/comment() | /processing-instruction('other')")
    ]
    assert _order(old) == [row for row in _order(new) if row in _order(old)]


def _order(tree: etree._ElementTree) -> list[tuple[str, str]]:
    return [(one.tag, one.get("name") or one.get("id") or "") for one in tree.iter(etree.Element) if one.get("name")]


def test_the_same_sound_is_in_the_file_once_and_leaves_with_its_last_clip(path: Path, hook: Path) -> None:
    session = song.opened(path)
    one, two = do(session, daw.PlaceAudio("voice", hook, 20.0, "a"), daw.PlaceAudio("voice", hook, 30.0, "b"))
    with zipfile.ZipFile(path) as archive:
        assert sum("Tonmeister" in name for name in archive.namelist()) == 1
    do(session, daw.RemoveRegion(one.made[0][1]), daw.RemoveRegion(two.made[0][1]))
    with zipfile.ZipFile(path) as archive:
        assert {"audio/beat.wav", "audio/voice.wav"} <= set(archive.namelist())
        assert not any("Tonmeister" in name for name in archive.namelist())


def test_one_of_several_fails_and_the_rest_is_done(path: Path, hook: Path) -> None:
    session = song.opened(path)
    outcomes = do(
        session, daw.NewTrack("Vox", ref="v"), daw.SetGain("gone", -3.0), daw.NewTrack("", ref="w"),
        daw.PlaceAudio("w", hook, 0.0, "x"), daw.PlaceAudio("v", hook, 0.0, "y", ref="y"),
    )  # fmt: skip
    assert [one.state for one in outcomes] == ["done", "not_done", "not_done", "not_done", "done"]
    assert outcomes[1].why == "The track is no longer in the project."
    assert named(session.snapshot(), "y").track == dict(outcomes[0].made)["v"]


def test_a_removed_clip_leaves_its_notes_to_those_that_refer_to_it(path: Path) -> None:
    session = song.opened(path)
    (outcome,) = do(session, daw.RemoveRegion(named(session.snapshot(), "chords").id))
    assert outcome.is_done and song.is_valid(path) == ""
    assert [n.pitch for n in named(session.snapshot(), "again").notes] == [60, 64]


def test_sound_keeps_its_seconds_when_the_tempo_changes(path: Path) -> None:
    session = song.opened(path)
    do(session, daw.SetTempo(60.0))
    after = session.snapshot()
    assert named(after, "line").length_s == pytest.approx(1.0)
    assert named(after, "beat").length_s == pytest.approx(8.0)  # it is warped to the beats


def test_lyrics_are_kept_in_the_comment(path: Path) -> None:
    session = song.opened(path)
    sung = tuple(Note(60 + n, n, 1, 90, lyric=word) for n, word in enumerate(("stay", "with", "me")))
    do(session, daw.PlaceMidi("keys", sung, 24.0, 4.0, "sung"))
    region = named(session.snapshot(), "sung")
    assert region.text == "lyrics: stay with me" and [n.lyric for n in region.notes] == ["stay", "with", "me"]


def test_names_that_xml_cannot_hold_are_cleaned_and_told(path: Path) -> None:
    session = song.opened(path)
    (outcome,) = do(session, daw.RenameTrack("voice", "Lead\x07 \ufffe\ud800Vox"))
    assert outcome.is_done and "Lead Vox" in outcome.why
    assert session.snapshot().track("voice").name == "Lead Vox"


def test_what_the_format_cannot_hold_is_refused_with_the_reason(path: Path) -> None:
    session = song.opened(path)
    outcomes = do(session, daw.Transport("play"), daw.SetArm("voice", True), daw.SetSidechain("drums", "comp", "keys"))
    assert [one.state for one in outcomes] == ["not_done"] * 3
    assert all(one.why.startswith("Not possible here: a DAWproject is a file") for one in outcomes)


def test_a_ring_of_sends_is_refused(path: Path) -> None:
    session = song.opened(path)
    (outcome,) = do(session, daw.SetSend("r", "drums", -6.0))
    assert outcome.why == "That would feed the track back into itself."


def test_nothing_is_left_when_the_disk_is_full(path: Path, hook: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    session, old = song.opened(path), path.read_bytes()
    revision = session.snapshot().revision

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    (outcome,) = session.apply([daw.PlaceAudio("voice", hook, 0.0, "x")], expected_revision=revision, label="")
    assert outcome.state == "not_done"
    assert outcome.why == "The disk is full, so nothing was changed; make room and ask again."
    assert path.read_bytes() == old and [p.name for p in path.parent.glob(".*")] == []


def test_a_disk_that_is_full_just_after_the_write_takes_nothing_back(
    path: Path, hook: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = song.opened(path)
    revision = session.snapshot().revision

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("bridge.dawproject.sounds.Sounds.keep", full)
    (outcome,) = session.apply([daw.PlaceAudio("voice", hook, 0.0, "x")], expected_revision=revision, label="")
    assert outcome.state == "unknown" and "No space left on device" in outcome.why
    monkeypatch.undo()
    assert [one.name for one in session.snapshot().regions_on("voice")].count("x") == 1


def test_changed_elsewhere_since_it_was_read(path: Path) -> None:
    session, other = song.opened(path), song.opened(path)
    revision = session.snapshot().revision
    do(other, daw.SetGain("voice", -9.0))
    (outcome,) = session.apply([daw.SetGain("voice", -3.0)], expected_revision=revision, label="")
    assert outcome.state == "not_done" and "changed since" in outcome.why
    assert session.snapshot().track("voice").gain_db == -9.0


def test_what_is_saved_while_a_change_is_read_back_is_seen(
    path: Path, hook: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The view that was read before is not taken for that of the file that lies there now."""
    session = song.opened(path)
    (tmp_path / "elsewhere").mkdir()
    other = song.write(tmp_path / "elsewhere" / path.name)
    (outcome,) = do(song.opened(other), daw.NewTrack("Mine", "midi", ref="mine"))
    assert outcome.is_done
    keep = Sounds.keep

    def saved_meanwhile(self: Sounds, info: zipfile.ZipInfo, sound: Path) -> None:
        if other.exists():
            other.replace(path)
        keep(self, info, sound)

    monkeypatch.setattr(Sounds, "keep", saved_meanwhile)
    do(session, daw.PlaceAudio("voice", hook, 20.0, "hook"))
    assert "Mine" in [one.name for one in session.snapshot().tracks]


def test_the_projects_id_stays_with_the_file(path: Path, tmp_path: Path) -> None:
    session = song.opened(path)
    first = session.snapshot().project.id
    do(session, daw.SetGain("voice", -3.0))
    moved = path.rename(tmp_path / "Other name.dawproject")
    assert song.opened(moved).snapshot().project.id == first


def test_a_removed_track_comes_back_with_its_own_plugins(path: Path, tmp_path: Path) -> None:
    work, before = AtWork(song.opened(path), tmp_path), _devices(path)
    notes = [one for one in work.session.snapshot().regions if one.kind == "midi"]
    for track in ("keys", "drums"):
        work.ask([daw.RemoveTrack(track)])
        assert work.undo()[1] == ""
    work.library.close()
    assert _devices(path) == before and song.is_valid(path) == ""
    back = [one for one in song.opened(path).snapshot().regions if one.kind == "midi"]
    assert [(one.name, one.start_beats, one.notes) for one in back] == [
        (one.name, one.start_beats, one.notes) for one in notes
    ]


def test_a_plugin_comes_back_to_its_place_switched_off_as_it_was(path: Path) -> None:
    session = song.opened(path)
    before = session.snapshot()
    (outcome,) = do(session, daw.RemovePlugin("drums", "comp"))
    back = daw.RemovePlugin("drums", "comp").inverse(outcome, before, lambda one: Kept(Path()))
    assert all(one.is_done for one in do(session, *back))
    assert session.snapshot().track("drums").plugins == before.track("drums").plugins


def _devices(path: Path) -> list[str]:
    """All plugins as the file has them, without the ids that we give to those that have none."""
    with zipfile.ZipFile(path) as archive:
        root = etree.fromstring(archive.read("project.xml"))
    found = [one for group in root.iter("Devices") for one in group]
    for one in found:
        if str(one.get("id", "device")).startswith("device"):
            one.attrib.pop("id", None)
    return sorted(etree.tostring(one, with_tail=False).decode() for one in found)
