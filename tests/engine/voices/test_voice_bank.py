"""Banks are installed whole or not at all, never outside their folder, and their terms are kept and judged."""

import io
import json
import os
import stat
import zipfile
from pathlib import Path

import pytest

from engine.catalog.model import Voice
from engine.cli.cli import main
from engine.errors import UserError
from engine.voices import voice_archive, voice_install
from engine.voices.voice_bank import VoiceBank, bank_id_of, find_bank, installed_banks, remove_bank, voices_folder
from engine.voices.voice_describe import load_yaml, pitch_of_name, tones_of
from engine.voices.voice_install import install, look_into
from engine.voices.voice_terms import decoded, judged

FILES = {
    "Tiny/dsconfig.yaml": b"acoustic: a.onnx\n",
    "Tiny/a.onnx": b"model" * 100,
    "Tiny/character.txt": "name=Tiny Voice\nauthor=Ann\n性別=女\n".encode(),
    "Tiny/character.yaml": b"default_phonemizer: OpenUtau.Core.DiffSinger.DiffSingerJapanesePhonemizer\n"
                           b"subbanks:\n- {color: Soft, suffix: s, tone_ranges: [A2-C4]}\n"
                           b"- {color: Power, suffix: p, tone_ranges: [C#4-G#4]}\n",
    "Tiny/readme.txt": "商用利用は禁止です。".encode("cp932"),
}


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TONMEISTER_HOME", str(tmp_path / "home"))
    return tmp_path


def zipped(path: Path, files: dict[str, bytes] = FILES) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def nothing_was_written() -> bool:
    return not voices_folder().exists() or list(voices_folder().iterdir()) == []


def test_a_zip_is_installed_with_its_terms(home: Path) -> None:
    source = zipped(home / "tiny.zip")
    offer = look_into(source)
    assert nothing_was_written()
    bank = install(offer, source, consent="my own voice")
    assert installed_banks() == [bank] == installed_banks("diffsinger")
    assert (bank.id, bank.name, bank.author, bank.gender) == ("tiny-voice", "Tiny Voice", "Ann", "female")
    assert (bank.languages, bank.speakers, bank.low, bank.high) == (("japanese",), ("soft", "power"), 45, 68)
    assert bank.commercial is False and "商用利用は禁止です" in bank.terms and bank.consent == "my own voice"
    assert len(bank.source_sha256) == 64 and bank.installed_at.endswith("+00:00") and bank.source == "tiny.zip"
    assert (bank.folder / "a.onnx").read_bytes() == b"model" * 100
    assert sorted(path.name for path in voices_folder().iterdir()) == ["tiny-voice"]


@pytest.mark.parametrize("suffix", [".zip", ".oudep", ""])
def test_zip_oudep_and_folder_give_the_same(suffix: str, home: Path) -> None:
    source = home / f"given{suffix}"
    if suffix:
        zipped(source)
    else:
        for name, content in FILES.items():
            (source / name).parent.mkdir(parents=True, exist_ok=True)
            (source / name).write_bytes(content)
    bank = install(look_into(source), source)
    assert bank.id == "tiny-voice" and bank.commercial is False
    assert {path.name for path in bank.folder.iterdir()} == {name.rpartition("/")[2] for name in FILES} | {"voice.json"}


def test_programs_and_pickles_are_left_out(home: Path) -> None:
    strange = {"__MACOSX/Tiny/._readme.txt": b"x", "Tiny/.DS_Store": b"x"}
    names = "run.exe plugin.dll m.ckpt m.pt setup.py a.pkl b.so s.sh LICENSE sub/terms.md face.png".split()
    strange |= {f"Tiny/{name}": b"x" for name in names}
    source = zipped(home / "tiny.zip", FILES | strange)
    offer = look_into(source)
    assert sorted(offer.left_out) == ["a.pkl", "b.so", "m.ckpt", "m.pt", "plugin.dll", "run.exe", "s.sh", "setup.py"]
    bank = install(offer, source)
    assert {"LICENSE", "face.png"} <= {path.name for path in bank.folder.iterdir()}
    assert not any(path.suffix in (".exe", ".py", ".pt", ".ckpt", ".dll") for path in bank.folder.rglob("*"))


def test_terms_beside_the_bank_are_kept_too(home: Path) -> None:
    source = zipped(home / "t.zip", {f"All/{name}": content for name, content in FILES.items()
                                     if "readme" not in name} | {"All/License.txt": b"Licensed under CC BY 4.0"})
    bank = install(look_into(source), source)
    assert bank.commercial is True and bank.licence == "CC BY 4.0"
    assert (bank.folder / "terms" / "License.txt").is_file()


@pytest.mark.parametrize("name", [
    "../evil.txt", "Tiny/../../evil.txt", "/etc/evil.txt", "C:\\evil.txt", "..\\evil.txt", "Tiny/..\\..\\evil.txt",
    "c:evil.txt", "\\\\server\\share\\evil.txt",
])
def test_a_zip_that_escapes_is_refused(name: str, home: Path) -> None:
    with pytest.raises(UserError, match="leads out of its own folder; it was not unpacked"):
        look_into(zipped(home / "tiny.zip", FILES | {name: b"x"}))
    assert nothing_was_written() and not (home / "evil.txt").exists()


@pytest.mark.parametrize("name", ["a\x07b.txt", "d/" * 20 + "x.txt", "n" * 300 + ".txt"])
def test_strange_names_are_refused(name: str, home: Path) -> None:
    with pytest.raises(UserError, match="no voice needs"):
        look_into(zipped(home / "tiny.zip", FILES | {f"Tiny/{name}": b"x"}))


def test_names_that_windows_forbids_are_changed(home: Path) -> None:
    source = zipped(home / "tiny.zip", FILES | {"Tiny/aux.txt": b"1", "Tiny/a?b:c.txt": b"2", "Tiny/dot./x.txt": b"3"})
    bank = install(look_into(source), source)
    assert {"_aux.txt", "a_b_c.txt", "dot"} <= {path.name for path in bank.folder.iterdir()}


def test_links_are_refused(home: Path) -> None:
    path = home / "tiny.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in FILES.items():
            archive.writestr(name, content)
        link = zipfile.ZipInfo("Tiny/link.txt")
        link.create_system, link.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
    with pytest.raises(UserError, match="is a link or a device"):
        look_into(path)
    folder = home / "folder"
    folder.mkdir()
    (folder / "dsconfig.yaml").write_text("acoustic: a")
    os.symlink("/etc/hostname", folder / "readme.txt")
    with pytest.raises(UserError, match="is a link; a voice bank may hold plain files only"):
        look_into(folder)


def test_a_bomb_is_refused(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = zipped(home / "bomb.zip", FILES | {"Tiny/zero.wav": bytes(40 << 20)})
    assert bomb.stat().st_size < 100_000
    with pytest.raises(UserError, match="looks like a zip bomb and was not unpacked"):
        look_into(bomb)
    monkeypatch.setattr(voice_archive, "MOST_BYTES", 1 << 20)
    with pytest.raises(UserError, match="a voice bank may have"):
        look_into(zipped(home / "big.zip", FILES | {"Tiny/noise.wav": os.urandom(2 << 20)}))
    monkeypatch.setattr(voice_archive, "MOST_FILES", 4)
    with pytest.raises(UserError, match="at most 4"):
        look_into(zipped(home / "many.zip"))
    assert nothing_was_written()


def test_a_file_longer_than_it_says_is_refused(home: Path) -> None:
    file = voice_archive.BankFile("a.onnx", 10, lambda: io.BytesIO(b"x" * 5000))
    with pytest.raises(UserError, match="unpacks to more than it says"):
        list(file.blocks(10_000))


@pytest.mark.parametrize("content, sentence", [
    (b"", "is not a zip archive"), (b"PK\x03\x04 cut off", "is not a zip archive"), (b"\x1f\x8b gzip", "not a zip"),
])
def test_what_is_no_zip(content: bytes, sentence: str, home: Path) -> None:
    (home / "tiny.zip").write_bytes(content)
    with pytest.raises(UserError, match=sentence):
        look_into(home / "tiny.zip")


def test_a_damaged_or_locked_zip(home: Path) -> None:
    path = zipped(home / "tiny.zip", FILES | {"Tiny/noise.wav": os.urandom(100_000)})
    raw = bytearray(path.read_bytes())
    place = raw.index(b"noise.wav") + 50_000
    raw[place:place + 40] = bytes(40)
    path.write_bytes(raw)
    with pytest.raises(UserError, match=r"'Tiny/noise.wav' in the archive is damaged"):
        install(look_into(path), path)
    assert nothing_was_written()
    raw = bytearray(zipped(home / "locked.zip", {"a/dsconfig.yaml": b"x"}).read_bytes())
    central = raw.index(b"PK\x01\x02")
    raw[6], raw[central + 8] = 1, 1
    (home / "locked.zip").write_bytes(raw)
    with pytest.raises(UserError, match="locked with a password"):
        look_into(home / "locked.zip")


@pytest.mark.parametrize("encoding, name", [
    ("cp932", "あ音源"), ("gbk", "声库说明"), ("utf-8", "あ声"), ("cp949", "목소리"),
])
def test_file_names_in_old_encodings(encoding: str, name: str, home: Path) -> None:
    """Archives of the time carry names in the encoding of their country, without the UTF-8 flag."""
    path = zipped(home / "old.zip", {f"Tiny/{'X' * len(name.encode(encoding))}.wav": b"x"} | FILES)
    raw = path.read_bytes().replace(b"X" * len(name.encode(encoding)), name.encode(encoding))
    path.write_bytes(raw)
    bank = install(look_into(path), path)
    assert (bank.folder / f"{name}.wav").is_file()


def test_decomposed_names_are_composed(home: Path) -> None:
    source = zipped(home / "mac.zip", {"Tiny/か\u3099.wav": b"x"} | FILES)
    assert (install(look_into(source), source).folder / "が.wav").is_file()


def test_two_names_that_are_one_elsewhere(home: Path) -> None:
    with pytest.raises(UserError, match="one file on some computers"):
        look_into(zipped(home / "tiny.zip", FILES | {"Tiny/A.onnx": b"x"}))


@pytest.mark.parametrize("files, sentence", [
    ({"a.txt": b"x"}, "holds no voice: a DiffSinger voice has a dsconfig.yaml"),
    ({"A/dsconfig.yaml": b"", "B/dsconfig.yaml": b""}, "holds several voices"),
    ({"B/dsdur/dsconfig.yaml": b"", "B/dspitch/dsconfig.yaml": b""}, "holds only parts of a DiffSinger voice"),
    ({"B/dsconfig.yaml": b"", "B/character.yaml": b"a: [1\nb}"}, "character.yaml is not valid YAML near line"),
    ({"B/dsconfig.yaml": b"", "B/character.yaml": b"- a"}, "list of names and values"),
])
def test_what_is_no_voice(files: dict[str, bytes], sentence: str, home: Path) -> None:
    with pytest.raises(UserError, match=sentence):
        look_into(zipped(home / "x.zip", files))
    with pytest.raises(UserError, match="There is no file or folder"):
        look_into(home / "absent.zip")


def test_kinds_and_roots(home: Path) -> None:
    utau = look_into(zipped(home / "u.zip", {"Teto/character.txt": "name=重音テト".encode("cp932"),
                                             "Teto/A3/oto.ini": b"", "Teto/A3/a.wav": b"", "Teto/D4/oto.ini": b""}))
    assert (utau.bank.kind, utau.bank.name, utau.bank.id) == ("utau", "重音テト", "重音テト")
    assert {path for _, path in utau.files} == {"character.txt", "A3/oto.ini", "A3/a.wav", "D4/oto.ini"}
    assert look_into(zipped(home / "w.zip", {"x/oto.ini": b"", "x/a.wav": b""})).bank.name == "w"
    vocoder = look_into(zipped(home / "v.oudep", {"vocoder.yaml": b"name: pc_nsf\nmodel: m.onnx", "m.onnx": b"x"}))
    assert (vocoder.bank.kind, vocoder.bank.name) == ("vocoder", "pc_nsf")


def test_no_second_one_without_replace(home: Path) -> None:
    source = zipped(home / "tiny.zip")
    install(look_into(source), source)
    with pytest.raises(UserError, match="is installed already; say --replace"):
        install(look_into(source), source)
    newer = zipped(home / "new.zip", FILES | {"Tiny/a.onnx": b"newer"})
    bank = install(look_into(newer), newer, replaces=True)
    assert (bank.folder / "a.onnx").read_bytes() == b"newer"
    assert [path.name for path in voices_folder().iterdir()] == [bank.id]


def test_what_is_no_voice_is_never_replaced(home: Path) -> None:
    (voices_folder() / "tiny-voice").mkdir(parents=True)
    (voices_folder() / "tiny-voice" / "precious.wav").write_bytes(b"x")
    source = zipped(home / "tiny.zip")
    with pytest.raises(UserError, match="is in the way of the voice 'tiny-voice' and is no voice"):
        install(look_into(source), source, replaces=True)
    assert (voices_folder() / "tiny-voice" / "precious.wav").is_file()


def test_a_full_disk_leaves_nothing_behind(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = zipped(home / "tiny.zip")
    with monkeypatch.context() as patched:
        patched.setattr(voice_install.shutil, "disk_usage", lambda path: os.terminal_size((1, 1)) and _Disk())
        with pytest.raises(UserError, match="only 1 MB are free"):
            install(look_into(source), source)
    assert nothing_was_written()

    def full(*args: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(voice_install, "write_record", full)
        with pytest.raises(UserError, match="could not be installed: No space left on device"):
            install(look_into(source), source)
    assert nothing_was_written()


class _Disk:
    free = 1_000_000


def test_a_record_that_cannot_be_read_is_left_out(home: Path) -> None:
    source = zipped(home / "tiny.zip")
    bank = install(look_into(source), source)
    for text in ("{", "[]", '{"kind": "spell"}', json.dumps({"kind": "utau"})):
        (bank.folder / "voice.json").write_text(text, "utf-8")
        assert installed_banks() == []


def test_a_bank_that_is_half_installed_is_not_seen(home: Path) -> None:
    source = zipped(home / "tiny.zip")
    bank = install(look_into(source), source)
    bank.folder.rename(voices_folder() / ".tiny-voice.123.new")
    assert installed_banks() == []


def test_find_and_remove(home: Path) -> None:
    source = zipped(home / "tiny.zip")
    install(look_into(source), source)
    assert find_bank("TINY VOICE").id == "tiny-voice"
    with pytest.raises(UserError, match="no installed voice 'bob'; there is tiny-voice"):
        find_bank("bob")
    remove_bank("tiny-voice")
    assert installed_banks() == [] and nothing_was_written()
    with pytest.raises(UserError, match="there is none"):
        remove_bank("../home")


@pytest.mark.parametrize("text, licence, commercial", [
    ("Licensed under CC BY-NC-SA 4.0", "CC BY-NC-SA 4.0", False),
    ("Creative Commons Attribution-NonCommercial 4.0 International", None, False),
    ("Non-commercial use only.", "non-commercial", False),
    ("Commercial use is not allowed.", "non-commercial", False),
    ("You may not use it for commercial purposes", "non-commercial", False),
    ("Commercial use requires permission of the author", "non-commercial", False),
    ("For personal use only", "non-commercial", False),
    ("非商用に限ります", "non-commercial", False),
    ("商用利用禁止", "non-commercial", False),
    ("商用利用は不可です", "non-commercial", False),
    ("禁止商用", "non-commercial", False),
    ("本音源不可商用", "non-commercial", False),
    ("営利目的での使用は禁止します", "non-commercial", False),
    ("商業利用はご遠慮ください", "non-commercial", False),
    ("仅供学习交流", "non-commercial", False),
    ("For research purposes only", "non-commercial", False),
    ("严禁用于商业用途", "non-commercial", False),
    ("비상업적 용도로만", "non-commercial", False),
    ("CC BY 4.0, but non-commercial", "CC BY 4.0, non-commercial", False),
    ("Licensed under CC BY 4.0", "CC BY 4.0", True),
    ("MIT License", "MIT License", True),
    ("CC0", "CC0", True),
    ("Commercial use is allowed with credit", None, True),
    ("商用利用可。クレジット不要", None, True),
    ("个人及商业作品均可商用", None, True),
    ("Have fun!", "own terms", None),
    ("", "not stated", None),
])
def test_licences_are_judged_with_caution(text: str, licence: str | None, commercial: bool | None) -> None:
    found = judged(text)
    assert found[1] is commercial
    assert licence is None or found[0] == licence


@pytest.mark.parametrize("raw, text", [
    ("利用規約".encode("cp932"), "利用規約"), ("使用协议，禁止商用".encode("gbk"), "使用协议，禁止商用"),
    ("利用規約".encode("utf-8-sig"), "利用規約"), ("利用".encode("utf-16"), "利用"),
    ("이용 규약".encode("cp949"), "이용 규약"), ("規約".encode("cp932"), "規約"),
    ("このライブラリは商用不可".encode("cp932"), "このライブラリは商用不可"),
    ("本聲庫禁止商用".encode("gb18030"), "本聲庫禁止商用"), (b"\xff\xff\x81", None),
])
def test_texts_of_unknown_encoding(raw: bytes, text: str | None) -> None:
    assert decoded(raw) == text if text else decoded(raw)
    assert decoded(raw, "no-such-encoding") == decoded(raw)


def test_terms_cannot_steer_a_terminal(home: Path) -> None:
    source = zipped(home / "t.zip", FILES | {"Tiny/license.txt": "a\x1b[2Jb\u202ec".encode()})
    assert "\x1b" not in (terms := look_into(source).bank.terms) and "\u202e" not in terms and "a[2Jbc" in terms


def test_yaml_of_dictionaries() -> None:
    assert load_yaml("a: [no, on, yes, true, 2020-01-01]", "x") == {"a": ["no", "on", "yes", True, "2020-01-01"]}
    with pytest.raises(UserError, match="x is not valid YAML"):
        load_yaml("a: !!python/object/apply:os.system [ls]", "x")


@pytest.mark.parametrize("text", [
    "a: " + "[" * 100_000, "a: " + "[" * 20_000 + "]" * 20_000, "a: " + "{b: " * 50_000,
    "\n".join("  " * level + "- a:" for level in range(300)), "- " * 5000 + "a",
])
def test_yaml_that_is_too_deep_is_refused(text: str) -> None:
    """libyaml's loader would end the whole process."""
    with pytest.raises(UserError, match="nested more deeply than any voice needs|is not valid YAML"):
        load_yaml(text, "x")


def test_brackets_in_words_are_not_depth() -> None:
    text = "\n".join(f"w{number}: '['" for number in range(300))
    assert len(load_yaml(text, "x")) == 300


def test_names_of_notes() -> None:
    assert [pitch_of_name(name) for name in ("C4", "D#3", "Bb-1", "H2")] == [60, 51, 10, None]
    assert tones_of(["C1-B3", "C4", "what"]) == ((24, 59), (60, 60))
    assert [bank_id_of(name) for name in ("Kasane Teto CV", "../..", "CON", "重音テト")] == [
        "kasane-teto-cv", "voice", "con-voice", "重音テト"]


def test_a_voice_is_named_in_words() -> None:
    voice = Voice("bea-bright", "Bea Bright")
    assert voice.is_named_in("with bea bright, softly") and voice.is_named_in("Bea-Bright")
    assert not voice.is_named_in("bea brighter") and not Voice("", "").is_named_in("x")


def test_the_command(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = zipped(home / "tiny.zip")
    assert main(["voices", "add", str(source)]) == 3
    out = capsys.readouterr()
    assert "商用利用は禁止です" in out.out and "non-commercial" in out.out and "--yes" in out.err
    assert nothing_was_written()
    assert main(["voices", "add", str(source), "--json"]) == 3
    assert json.loads(capsys.readouterr().out)["commercial"] is False and nothing_was_written()
    assert main(["voices", "add", str(source), "--yes", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["installed"] is True
    assert main(["voices", "list", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)["voices"]
    assert [(row["model"], row["licence"], row["commercial"]) for row in rows if row["id"] == "tiny-voice"] == [
        ("diffsinger", "non-commercial", False)]
    assert main(["voices"]) == 0 and "tiny-voice" in capsys.readouterr().out
    assert main(["voices", "remove", "tiny-voice"]) == 0 and nothing_was_written()
    assert main(["voices", "remove", "tiny-voice"]) == 1
    assert main(["voices", "add"]) == 2
    assert "Traceback" not in capsys.readouterr().err


def test_a_bank_that_is_written_by_hand_is_safe() -> None:
    bank = VoiceBank("x", "X", "utau", root="/r")
    assert bank.folder == Path("/r/x") and bank.may_be_sold == "commercial use not known"


def test_a_pipe_in_the_place_of_a_bank_is_none(home: Path) -> None:
    os.mkfifo(home / "tiny.zip")
    with pytest.raises(UserError, match="There is no file"):
        look_into(home / "tiny.zip")


def test_a_name_of_escapes_is_shown_without_them(home: Path) -> None:
    source = zipped(home / "tiny.zip", {**FILES, "Tiny/character.txt": b"name=\x1b[31m\x07Red\nauthor=\x9bAnn\n"})
    bank = install(look_into(source), source)
    assert bank.name.isprintable() and "Red" in bank.name
