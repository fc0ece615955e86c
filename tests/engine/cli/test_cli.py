"""The command line as a user meets it: files in, files out, exit codes, one sentence for whatever is wrong."""

import json
import os
import subprocess
import sys
from types import SimpleNamespace

import numpy as np
import pytest
import soundfile

from engine.catalog.registry import Problem, Registry
from engine.cli.cli import main
from engine.media.midi_file import write_midi
from engine.media.note import Note, TempoMap


def tone(path, seconds=1.0, rate=48000, channels=2):
    t = np.arange(round(seconds * rate)) / rate
    soundfile.write(path, np.repeat(0.3 * np.sin(2 * np.pi * 330 * t)[:, None], channels, 1), rate, subtype="FLOAT")
    return str(path)


def told(capsys):
    """What was printed, which has to be JSON and nothing else, and the errors."""
    captured = capsys.readouterr()
    try:
        return json.loads(captured.out), captured.err
    except ValueError:
        pytest.fail(f"not JSON: {captured.out[:2000]!r}; errors: {captured.err[:2000]!r}")


def test_run_writes_the_main_output_and_says_what_it_did(tmp_path, capsys):
    out = tmp_path / "quiet.wav"
    code = main(
        [
            "run",
            "edit_clip",
            "--in",
            tone(tmp_path / "a.wav"),
            "--arg",
            "action=gain",
            "--arg",
            "value_db=-6",
            "--out",
            str(out),
            "--json",
        ]
    )
    report, _ = told(capsys)
    assert code == 0 and report["task"] == "edit_clip" and report["outputs"]["audio"]["path"] == str(out)
    assert report["recipe"]["args"]["value_db"] == -6
    before, after = soundfile.read(tmp_path / "a.wav")[0], soundfile.read(out)[0]
    assert np.abs(after).max() == pytest.approx(np.abs(before).max() * 10 ** (-6 / 20), rel=1e-3)


def test_run_writes_one_file_for_each_output_into_a_folder(tmp_path, capsys):
    code = main(
        ["run", "separate_stems", "--in", tone(tmp_path / "mix.wav", 2.0), "--out", str(tmp_path / "stems"), "--json"]
    )
    report, _ = told(capsys)
    assert code == 0
    assert (
        {"vocals", "drums", "bass", "other"}
        <= {p.stem for p in (tmp_path / "stems").iterdir()}
        == set(report["outputs"])
    )
    mix = soundfile.read(tmp_path / "mix.wav")[0]
    stems = sum(soundfile.read(tmp_path / "stems" / f"{name}.wav")[0] for name in ("vocals", "drums", "bass", "other"))
    assert np.abs(stems - mix).max() < 10 ** (-90 / 20)


def test_several_inputs_go_to_the_arguments_in_order_or_by_name(tmp_path, capsys):
    a, b = tone(tmp_path / "a.wav", 1.0), tone(tmp_path / "b.wav", 0.5)
    assert main(["run", "edit_clip", "--in", a, b, "--arg", "action=join", "--out", str(tmp_path / "ab.wav")]) == 0
    assert soundfile.info(tmp_path / "ab.wav").duration == pytest.approx(1.5, abs=0.02)
    capsys.readouterr()


def test_sing_starts_with_the_file(tmp_path, capsys):
    midi = write_midi(tmp_path / "tune.mid", [Note(60, 1.0, 1.0), Note(64, 2.0, 2.0)], TempoMap.constant(120), 4.0)
    assert (
        main(["run", "sing", "--in", str(midi), "--arg", "lyrics=hello", "--out", str(tmp_path / "v.wav"), "--json"])
        == 0
    )
    report, _ = told(capsys)
    samples, rate = soundfile.read(tmp_path / "v.wav")
    assert np.isfinite(samples).all() and len(samples) >= 2.0 * rate
    # a breath is all that comes before the first consonant
    assert np.abs(samples[: int(0.2 * rate)]).max() < 0.05 < np.abs(samples[int(0.6 * rate) : int(0.9 * rate)]).max()
    assert report["facts"]["table"]


def test_other_formats_by_the_name_of_the_file(tmp_path, capsys):
    assert (
        main(
            [
                "run",
                "edit_clip",
                "--in",
                tone(tmp_path / "a.wav"),
                "--arg",
                "action=reverse",
                "--out",
                str(tmp_path / "a.flac"),
            ]
        )
        == 0
    )
    assert soundfile.info(tmp_path / "a.flac").format == "FLAC"
    assert (
        main(
            [
                "run",
                "edit_clip",
                "--in",
                tone(tmp_path / "a.wav"),
                "--arg",
                "action=reverse",
                "--out",
                str(tmp_path / "a.xyz"),
            ]
        )
        == 2
    )
    assert ".wav, .flac" in capsys.readouterr().err
    assert not list(tmp_path.glob(".*")) and not (tmp_path / "a.xyz").exists()


@pytest.mark.parametrize(
    ("argv", "text", "exit_code"),
    [
        (["run", "separate_stem"], "did you mean 'separate_stems'", 2),
        (["run", "mix", "--arg", "action=mute"], "tonmeister ask", 2),
        (["run", "edit_clip", "--arg", "action=explode", "--in", "{a}"], "cannot be 'explode'", 2),
        (["run", "edit_clip", "--arg", "loudness", "--in", "{a}"], "no '='", 2),
        (["run", "edit_clip", "--arg", "action=reverse"], "needs clip or clips", 2),
        (["run", "edit_clip", "--arg", "action=reverse", "--in", "{missing}"], "There is no file", 1),
        (["run", "separate_stems", "--in", "{text}"], "not a sound file", 1),
        (["run", "separate_stems", "--in", "{empty}"], "is empty", 1),
        (["run", "separate_stems", "--in", "{a}", "--model", "nonesuch"], "No model 'nonesuch'", 1),
        (["run", "separate_stems", "--in", "{a}", "{a}"], "has no use for", 2),
        (["run", "sing", "--in", "{a}"], "notes", 1),
        (["run", "speak", "--arg", "text=hi", "--tempo", "0"], "between 1 and 1000", 1),
        (["run", "generate_audio", "--arg", "prompt=beat", "--key", "H"], "is not a key", 1),
        (["plan"], "Say what to plan", 2),
        (["plan", "--batch", "{missing}", "--out", "{out}"], ".", 1),
        (["plan", "hello", "--daw", "cubase"], "There is no DAW 'cubase'", 1),
        (["daw", "install"], "Name a DAW", 2),
        (["daw", "install", "cubase"], "there is one for Ableton Live, Ardour", 2),
        (["models", "get", "nonesuch"], "Name a model", 2),
        (["ask", "--selection", "[" * 100_000, "reverse this"], "The selection is no JSON", 2),
        (["ask", "what is this", "--attach", "/tmp/take \udcff.wav"], "take ?.wav' is not written in UTF-8", 2),
        (["run", "edit_clip", "--arg", "action=reverse", "--in", "{a}", "--out", "b\udcff.wav"], "UTF-8; rename", 2),
    ],
)
def test_what_is_wrong_is_one_sentence_and_leaves_nothing(tmp_path, capsys, argv, text, exit_code):
    (tmp_path / "text.wav").write_text("no sound")
    (tmp_path / "empty.wav").touch()
    files = {
        "a": tone(tmp_path / "a.wav"),
        **{n: str(tmp_path / f"{n}.wav") for n in ("missing", "text", "empty")},
        "out": str(tmp_path / "out"),
    }
    before = sorted(tmp_path.iterdir())
    code = main(
        [part.format(**files) for part in argv] + (["--out", str(tmp_path / "result")] if argv[0] == "run" else [])
    )
    captured = capsys.readouterr()
    assert code == exit_code, captured
    assert text in captured.err and captured.err.count("\n") == 1, captured.err
    assert "bug" not in captured.err
    assert sorted(tmp_path.iterdir()) == before


def test_wrong_use_is_2(capsys):
    for argv in (["fly"], ["run"], ["daw", "dance"]):
        with pytest.raises(SystemExit) as stopped:
            main(argv)
        assert stopped.value.code == 2
    capsys.readouterr()


def test_the_tables_are_json(capsys):
    assert main(["tasks", "--json"]) == 0
    tasks, _ = told(capsys)
    rows = {row["id"]: row for row in tasks}
    assert all(row["ready"] or row["why_not"] for row in rows.values())
    for ready in (
        "generate_audio",
        "generate_midi",
        "sing",
        "separate_stems",
        "speak",
        "apply_effect",
        "edit_clip",
        "describe_music",
        "mix",
        "undo",
    ):
        assert rows[ready]["ready"] and not rows[ready]["why_not"], ready
    assert main(["models", "--json"]) == 0
    models, _ = told(capsys)
    assert models["problems"] == [] and all(model["licence"]["code"] for model in models["models"])
    assert main(["daw", "list", "--json"]) == 0
    daws, _ = told(capsys)
    assert {daw["id"] for daw in daws} >= {"ardour", "folder"}


def test_the_list_of_daws_names_a_file_that_cannot_be_used(capsys, monkeypatch):
    broken = Registry(problems=[Problem("bridge.tape", "SyntaxError: invalid syntax")])
    monkeypatch.setattr("engine.catalog.registry.discover", lambda: broken)
    assert main(["daw", "list"]) == 0
    assert capsys.readouterr().out == "broken bridge.tape: SyntaxError: invalid syntax\n"


def test_the_list_of_daws_says_each_reason_once(capsys, monkeypatch):
    tape = SimpleNamespace(id="tape", name="Tape", why_not=str, find=list, capabilities=(), limits={})
    tape.missing = {"set_pan": "A tape has no sides.", "freeze": "It is one.", "send": "A tape has no sides."}
    monkeypatch.setattr("engine.catalog.registry.discover", lambda: Registry(daws={"tape": tape}))
    assert main(["daw", "list"]) == 0
    assert [line.strip() for line in capsys.readouterr().out.splitlines()[1:]] == [
        "cannot freeze: It is one.", "cannot send, set pan: A tape has no sides."
    ]


@pytest.mark.parametrize("command", ["tasks", "models"])
def test_no_library_prints_among_the_json(command):
    noisy = {**os.environ, "CI": "true"}  # with it, pyfluidsynth tells on stdout which library it has found
    answer = subprocess.run(
        [sys.executable, "-m", "engine", command, "--json"], env=noisy, capture_output=True, text=True, check=False
    )
    assert answer.returncode == 0, answer.stderr
    assert json.loads(answer.stdout)


def test_ask_in_a_folder_places_a_file_and_takes_it_back(tmp_path, capsys):
    project = ["--daw", "folder", "--project", str(tmp_path / "song")]
    assert main(["ask", 'say "welcome back" in a deep voice', *project, "--json"]) == 0
    turn, _ = told(capsys)
    assert turn["state"] == "done" and turn["read_back"] == {"done": 2}
    assert len(list((tmp_path / "song").glob("*.wav"))) == 1
    assert main(["ask", "undo that", *project]) == 0
    assert list((tmp_path / "song").glob("*.wav")) == []
    assert main(["ask", "redo it", *project]) == 0
    assert len(list((tmp_path / "song").glob("*.wav"))) == 1
    capsys.readouterr()


def test_ask_without_approval_changes_nothing_and_ends_with_3(tmp_path, capsys, monkeypatch):
    project = ["--daw", "folder", "--project", str(tmp_path / "song")]
    assert main(["ask", 'say "hello there"', *project]) == 0
    monkeypatch.setattr("sys.stdin.isatty", lambda: False, raising=False)
    assert main(["ask", "delete that clip", *project]) == 3
    assert len(list((tmp_path / "song").glob("*.wav"))) == 1
    assert main(["ask", "delete that clip", *project, "--yes"]) == 0
    assert list((tmp_path / "song").glob("*.wav")) == []
    capsys.readouterr()


@pytest.mark.parametrize("argv", [["run"], ["run", "speak", "--tempo", "slow"], ["hum"], ["run", "speak", "--x"]])
def test_wrong_options_are_one_sentence(argv, capsys):
    with pytest.raises(SystemExit) as stopped:
        main(argv)
    said = capsys.readouterr()
    assert stopped.value.code == 2 and said.out == ""
    assert said.err.startswith("tonmeister: ") and said.err.count("\n") == 1


def test_silence_is_not_sold_as_a_success(tmp_path, capsys):
    soundfile.write(tmp_path / "quiet.wav", np.zeros(4800), 48000)
    files = ["--in", str(tmp_path / "quiet.wav"), "--out", str(tmp_path / "out.wav")]
    assert main(["run", "edit_clip", *files, "--arg", "action=reverse", "--json"]) == 0
    assert told(capsys)[0]["warnings"] == ["The result is silent."]


def test_what_breaks_inside_goes_to_the_log_and_not_between_the_answers(tmp_path):
    code = "\n".join([
        "import logging, warnings, engine.cli.cli",
        "engine.cli.cli.log_to_file()",
        "warnings.warn('a library complains')",
        "try: 1 / 0",
        "except ZeroDivisionError: logging.getLogger('models').exception('a model failed')",
    ])
    environment = os.environ | {"TONMEISTER_HOME": str(tmp_path / "home")}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("", "")
    log = (tmp_path / "home" / "tonmeister.log").read_text("utf-8")
    assert "Traceback" in log and "a library complains" in log
