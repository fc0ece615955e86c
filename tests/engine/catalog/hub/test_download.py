"""Weights come here whole and checked, or not at all."""

from __future__ import annotations

import hashlib
import io
import json
import pickle
import threading
import time
from pathlib import Path

import numpy as np
import pytest

from engine.catalog.hub.cache_dir import UNFINISHED, remove
from engine.catalog.hub.checkpoint import Checkpoint
from engine.catalog.hub.download import download
from engine.catalog.hub.offer import ask
from engine.catalog.hub.record import Installed, installed
from engine.errors import Cancelled, UserError
from tests.engine.catalog.hub.conftest import FILES, ONE
from tests.engine.catalog.hub.hub_server import Fault, Hub, safetensors

WEIGHTS = "model.safetensors"


def silent(done: float, of: float, what: str) -> None:
    """Hears nothing."""


def brought(checkpoint: Checkpoint = ONE) -> Installed:
    return download(ask(checkpoint), silent)


def begun(home: Path) -> list[Path]:
    return [path for path in home.rglob("*") if path.name.endswith(UNFINISHED)]


def test_settings_and_weights_come_and_nothing_that_could_run(reached: Hub) -> None:
    offer = ask(ONE)
    assert (offer.revision, offer.licence, offer.is_gated) == ("a" * 40, "mit", False)
    assert offer.total_bytes == offer.to_fetch_bytes == sum(len(FILES[name]) for name in offer_names())
    done = download(offer, silent)
    assert installed(ONE) == done and set(done.files) == set(offer_names())
    for name in offer_names():
        assert (Path(done.folder) / name).read_bytes() == FILES[name]
    assert sorted(reached.files_asked()) == offer_names()
    assert ask(ONE).to_fetch_bytes == 0


def offer_names() -> list[str]:
    return ["README.md", "config.json", "model.safetensors"]


def test_the_token_goes_to_the_hub_alone(reached: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_TOKEN", "hf_secret")
    brought()
    for path, headers in reached.asked:
        assert ("Authorization" in headers) is not path.startswith("/store/"), path
    assert any(path.startswith("/store/") for path, _ in reached.asked)


def test_the_revision_stays_when_the_repository_moves_on(reached: Hub) -> None:
    done = brought()
    newer = dict(FILES, **{WEIGHTS: safetensors(200_000, seed=1)})
    reached.add(ONE.repo, newer, sha="b" * 40)
    (Path(done.folder) / WEIGHTS).unlink()
    assert installed(ONE) is None
    assert brought().revision == "a" * 40
    assert remove(ONE) > 300_000
    assert brought().revision == "b" * 40


def test_what_was_begun_is_gone_on_with_in_the_same_revision(reached: Hub, home: Path) -> None:
    reached.faults[WEIGHTS] = [Fault(cut_after=100_000), *[Fault(cut_after=0)] * 5]
    with pytest.raises(UserError, match="broke off; try again. What is here is kept"):
        brought()
    assert installed(ONE) is None and [path.stat().st_size for path in begun(home)] == [100_000]
    reached.add(ONE.repo, {WEIGHTS: safetensors(10)}, sha="b" * 40)
    reached.faults.clear()
    offer, before = ask(ONE), reached.sent_bytes
    assert offer.revision == "a" * 40 and offer.to_fetch_bytes == len(FILES[WEIGHTS]) - 100_000
    download(offer, silent)
    assert reached.sent_bytes - before == len(FILES[WEIGHTS]) - 100_000
    assert (offer.folder / WEIGHTS).read_bytes() == FILES[WEIGHTS]


def test_a_connection_that_breaks_off_is_taken_up_again(reached: Hub) -> None:
    cuts = [Fault(cut_after=90_000), Fault(status=503), Fault(cut_after=90_000), Fault(stall_after=10_000)]
    reached.faults[WEIGHTS] = [*cuts, Fault(ignores_range=True)]
    done = brought()
    assert (Path(done.folder) / WEIGHTS).read_bytes() == FILES[WEIGHTS]
    assert reached.ranges() == ["", "bytes=90000-", "bytes=90000-", "bytes=180000-", "bytes=190000-"]


def test_progress_is_told_in_bytes_and_goes_up_only(reached: Hub) -> None:
    reached.blocks_s = 0.05
    reached.faults[WEIGHTS] = [Fault(cut_after=100_000)]
    heard: list[tuple[float, float]] = []
    offer = ask(ONE)
    download(offer, lambda done, of, what: heard.append((done, of)))
    counts = [done for done, _ in heard]
    assert counts == sorted(counts) and len(set(counts)) > 3
    assert {of for _, of in heard} == {offer.total_bytes} and counts[-1] <= offer.total_bytes


def test_a_cancel_does_not_wait_for_a_hub_that_says_nothing(
    reached: Hub, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_DOWNLOAD_TIMEOUT", 30)
    reached.faults[WEIGHTS] = [Fault(stall_after=50_000)]
    asked_at = 0.0

    def cancel(done: float, of: float, what: str) -> None:
        nonlocal asked_at
        if done > 50_000:
            asked_at = time.monotonic()
            raise Cancelled

    with pytest.raises(Cancelled):
        download(ask(ONE), cancel)
    assert time.monotonic() - asked_at < 25  # of 30 s
    assert not [thread for thread in threading.enumerate() if thread.name == "courier"]
    assert installed(ONE) is None and [path.stat().st_size for path in begun(home)] == [50_000]
    brought()


@pytest.mark.parametrize("wrong", [safetensors(300_000, seed=5), safetensors(299_000), safetensors(301_000)])
def test_other_content_than_was_named_is_not_kept(reached: Hub, home: Path, wrong: bytes) -> None:
    reached.faults[WEIGHTS] = [Fault(other=wrong)]
    with pytest.raises(UserError, match="model.safetensors arrived with other content"):
        brought()
    assert installed(ONE) is None and not begun(home)


def test_a_begin_that_was_spoilt_is_fetched_again(reached: Hub, home: Path) -> None:
    offer = ask(ONE)
    offer.folder.mkdir(parents=True)
    (offer.folder / (WEIGHTS + UNFINISHED)).write_bytes(b"x" * 5000)
    download(offer, silent)
    assert (offer.folder / WEIGHTS).read_bytes() == FILES[WEIGHTS]


def disguised() -> bytes:
    """A pickle with a name of its own choice."""
    return pickle.dumps({"weights": list(range(1000))})


def with_header(header: bytes, size: int = 100) -> bytes:
    return len(header).to_bytes(8, "little") + header + bytes(size)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (disguised(), "an archive or a pickle"),
        (b"PK\x03\x04" + bytes(200), "an archive or a pickle"),
        ((10**12).to_bytes(8, "little") + bytes(100), "no safetensors header"),
        (b"abc", "too short"),
        (with_header(b"not json at all!"), "header is broken"),
        (with_header(b'{"w": {"data_offsets": [0, 900]}}'), "do not fill it"),
        (with_header(b'{"w": {"data_offsets": [50, 0]}}'), "header is broken"),
        (with_header(b'["w"]'), "header is broken"),
    ],
)
def test_weights_that_are_none_are_refused(reached: Hub, home: Path, content: bytes, words: str) -> None:
    reached.add(ONE.repo, {"config.json": b"{}", WEIGHTS: content})
    with pytest.raises(UserError, match=f"model.safetensors is not what its name says: it.*{words}"):
        brought()
    assert installed(ONE) is None and not list(home.rglob("*.safetensors*"))


def test_settings_that_are_none_are_refused(reached: Hub) -> None:
    reached.add(ONE.repo, {"config.json": b"{size: 3}", WEIGHTS: FILES[WEIGHTS]})
    with pytest.raises(UserError, match="config.json is not what its name says: it is no JSON"):
        brought()


def test_a_repository_of_pickles_is_refused(reached: Hub) -> None:
    reached.add(ONE.repo, {"config.json": b"{}", "pytorch_model.bin": disguised()})
    with pytest.raises(UserError, match="has no safetensors weights .*pytorch_model.bin could run code"):
        ask(ONE)


def test_the_other_forms_are_told_from_pickles(reached: Hub) -> None:
    speech, voice = Checkpoint("tiny/speech", form="ctranslate2"), Checkpoint("tiny/voice", form="onnx")
    reached.add(speech.repo, {"model.bin": b"\x06\0\0\0" + bytes(50), "config.json": b"{}"})
    reached.add(voice.repo, {"voice.onnx": b"\x08\x08" + bytes(50)})
    assert set(brought(speech).files) == {"model.bin", "config.json"} and set(brought(voice).files) == {"voice.onnx"}
    for checkpoint, name in ((speech, "model.bin"), (voice, "voice.onnx")):
        remove(checkpoint)
        reached.add(checkpoint.repo, {name: disguised()}, sha="c" * 40)
        with pytest.raises(UserError, match=f"{name} is not what its name says"):
            brought(checkpoint)


def test_arrays_come_where_they_are_asked_for_and_hold_plain_numbers(reached: Hub) -> None:
    bark = Checkpoint("tiny/bark", only=("*.safetensors", "voices/*.npy"))
    plain, objects = io.BytesIO(), io.BytesIO()
    np.save(plain, np.arange(5))
    np.save(objects, np.array([{"a": 1}], object), allow_pickle=True)
    reached.add(bark.repo, {WEIGHTS: FILES[WEIGHTS], "voices/one.npy": plain.getvalue(), "two.npy": plain.getvalue()})
    assert set(brought(bark).files) == {WEIGHTS, "voices/one.npy"}
    for wrong in (objects.getvalue(), plain.getvalue()[:-1], b"", disguised()):
        remove(bark)
        reached.add(bark.repo, {WEIGHTS: FILES[WEIGHTS], "voices/one.npy": wrong}, sha="c" * 40)
        with pytest.raises(UserError, match="voices/one.npy is not what its name says"):
            brought(bark)


def test_a_part_that_is_missing_is_known_before_the_others_are_brought(reached: Hub) -> None:
    parts = {"a": "model-00001-of-00002.safetensors", "b": "model-00002-of-00002.safetensors"}
    index = json.dumps({"weight_map": parts}).encode()
    files = {"model.safetensors.index.json": index, parts["a"]: safetensors(100)}
    reached.add(ONE.repo, files)
    with pytest.raises(UserError, match="names model-00002-of-00002.safetensors, which is not there"):
        brought()
    assert reached.files_asked() == ["model.safetensors.index.json"]
    remove(ONE)
    reached.add(ONE.repo, {**files, parts["b"]: safetensors(50)}, sha="d" * 40)
    assert len(brought().files) == 3


def test_a_path_that_leads_out_is_never_written(reached: Hub, home: Path) -> None:
    names = ("../../evil.json", "/etc/evil.json", "a\\..\\evil.json", "C:evil.json", "aux.json")
    reached.add(ONE.repo, {WEIGHTS: FILES[WEIGHTS], **dict.fromkeys(names, b"{}")})
    assert set(brought().files) == {WEIGHTS}
    assert not list(home.parent.rglob("evil*"))


def test_two_checkpoints_of_one_repository_share_what_they_can(reached: Hub) -> None:
    half, other = Checkpoint("tiny/both", only=("a*", "*.json")), Checkpoint("tiny/both", only=("b*", "*.json"))
    files = {"config.json": b"{}", "a.safetensors": safetensors(1000), "b.safetensors": safetensors(2000)}
    reached.add(half.repo, files)
    brought(half)
    assert installed(half) and not installed(other)
    assert brought(other).folder == brought(half).folder
    remove(half)
    assert not installed(half) and installed(other)


def test_what_other_programs_brought_is_not_brought_again(reached: Hub, tmp_path: Path) -> None:
    there = tmp_path / "cache" / "models--tiny--one" / "snapshots" / ("a" * 40)
    there.mkdir(parents=True)
    (there / WEIGHTS).write_bytes(FILES[WEIGHTS])
    (there / "config.json").write_bytes(b'{"size": 4}')  # not the one that belongs there
    done = brought()
    assert sorted(reached.files_asked()) == ["README.md", "config.json"]
    assert (Path(done.folder) / "config.json").read_bytes() == FILES["config.json"]


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (Fault(status=500), "has a fault of its own .500."),
        (Fault(status=503), "has a fault of its own .503."),
        (Fault(status=429), "too many requests"),
        (Fault(status=404), "There is no tiny/one|no longer on"),
        (Fault(other=b"<html>Log in to this hotel's network</html>"), "is no model hub"),
        (Fault(stall_after=0), "does not answer in time"),
    ],
)
def test_a_hub_in_trouble_is_one_sentence(
    reached: Hub, fault: Fault, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.catalog.hub.offer._PATIENCE_S", 0.3)
    reached.faults["api"] = [fault]
    with pytest.raises(UserError, match=words) as told:
        ask(ONE)
    assert "\n" not in str(told.value)


def test_faults_in_the_middle_are_one_sentence(reached: Hub, home: Path) -> None:
    offer = ask(ONE)
    for status, words in ((500, "fault of its own"), (404, "no longer on"), (403, "given only to some")):
        reached.faults["config.json"] = [Fault(status=status)] * 5
        with pytest.raises(UserError, match=words):
            download(offer, silent)
    assert installed(ONE) is None
    reached.faults.clear()
    reached.close()
    with pytest.raises(UserError, match="cannot be reached"):
        download(offer, silent)


def test_a_repository_that_is_not_there(reached: Hub) -> None:
    with pytest.raises(UserError, match="There is no tiny/none on http.* or it is private"):
        ask(Checkpoint("tiny/none"))


def test_a_revision_that_is_gone(reached: Hub) -> None:
    brought()
    reached.repositories[ONE.repo] = []
    reached.add(ONE.repo, dict(FILES), sha="e" * 40)
    with pytest.raises(UserError, match="revision of tiny/one .* no longer on .* `tonmeister models remove`"):
        ask(ONE)


def test_gated_weights_need_consent_and_a_token(reached: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    reached.add(ONE.repo, dict(FILES), gated="auto", card={"license": "other", "license_name": "studio-licence"})
    reached.token = "hf_right"
    offer = ask(ONE)
    assert offer.is_gated and offer.licence == "studio-licence"
    with pytest.raises(UserError, match=f"accept its terms at {reached.url}/tiny/one .* into HF_TOKEN.$"):
        download(offer, silent)
    monkeypatch.setenv("HF_TOKEN", "hf_wrong")
    with pytest.raises(UserError, match="into HF_TOKEN; the token that is there now does not suffice"):
        download(offer, silent)
    monkeypatch.setenv("HF_TOKEN", "hf_right")
    assert download(offer, silent).licence == "studio-licence"


def test_nothing_is_asked_when_it_is_forbidden(reached: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TONMEISTER_OFFLINE", "1")
    with pytest.raises(UserError, match="TONMEISTER_OFFLINE forbids"):
        ask(ONE)
    monkeypatch.setenv("TONMEISTER_OFFLINE", "0")
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    with pytest.raises(UserError, match="HF_HUB_OFFLINE forbids"):
        ask(ONE)
    assert reached.asked == []


def test_too_little_space_is_said_before_anything_is_fetched(reached: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    offer = ask(ONE)
    monkeypatch.setattr("shutil.disk_usage", lambda path: type("Usage", (), {"free": 1e6}))
    with pytest.raises(UserError, match="tiny/one needs 67 MB, but only 1.0 MB are free"):
        download(offer, silent)
    assert reached.files_asked() == []


def test_the_licence_is_the_cards_own(reached: Hub) -> None:
    page = f"{reached.url}/tiny/one"
    for card, licence, link in (
        ({"license": "apache-2.0"}, "apache-2.0", page),
        ({}, "unknown", page),
        ({"license": ["mit", "cc-by-4.0"]}, "mit, cc-by-4.0", page),
        ({"license": "other", "license_name": "x", "license_link": "https://x.example/l"}, "x", "https://x.example/l"),
    ):
        reached.add(ONE.repo, dict(FILES), card=card)
        offer = ask(ONE)
        assert (offer.licence, offer.licence_link) == (licence, link)
    reached.add(ONE.repo, {**FILES, "LICENSE.txt": b"Do as you like."}, card={"license": "mit"})
    assert ask(ONE).licence_link == f"{page}/blob/{'a' * 40}/LICENSE.txt"
    assert hashlib.sha256((Path(brought().folder) / "LICENSE.txt").read_bytes()).hexdigest()
