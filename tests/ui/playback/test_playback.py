"""Clips are heard one at a time; the card follows, also when it is made anew."""

from __future__ import annotations

from tests.ui.playback.fake_player import FakePlayer, card
from tests.ui.waiting import rest
from ui.window.panel import Panel


def test_a_clip_plays_with_its_source_at_the_same_bar(stage: tuple[Panel, FakePlayer]) -> None:
    panel, player = stage
    card(panel, "a").play.click()
    name, result, source, side, start_s = player.said[-1]
    assert (name, result.path.name, source.path.name, side, start_s) == ("play", "a.wav", "src.wav", "b", 0.0)
    assert source.offset_s == 4.0 and result.loudness_lufs == -18.2 and source.loudness_lufs == -14.0
    assert card(panel, "a").is_playing


def test_another_clip_ends_the_one_before(stage: tuple[Panel, FakePlayer]) -> None:
    panel, player = stage
    card(panel, "a").play.click()
    card(panel, "b").play.click()
    assert [said[0] for said in player.said] == ["play", "stop", "play"] and player.said[-1][2] is None
    assert not card(panel, "a").is_playing and card(panel, "b").is_playing
    card(panel, "b").play.click()
    assert player.said[-1] == ("stop",) and not card(panel, "b").is_playing


def test_the_card_follows_and_ends_with_the_clip(stage: tuple[Panel, FakePlayer]) -> None:
    panel, player = stage
    card(panel, "a").play.click()
    player.position_changed.emit(9.9)
    assert card(panel, "a").time.text() == "0:09.9"
    player.ended.emit()
    assert not card(panel, "a").is_playing


def test_a_card_that_is_made_anew_goes_on(stage: tuple[Panel, FakePlayer]) -> None:
    panel, player = stage
    card(panel, "a").play.click()
    player.position_changed.emit(3.0)
    before = card(panel, "a")
    panel.transcript.renew_keys(["1:clip:a"])
    rest()
    assert card(panel, "a") is not before and card(panel, "a").is_playing
    player.position_changed.emit(4.0)
    assert card(panel, "a").time.text() == "0:04.0"


def test_source_and_result_are_switched_while_it_plays(stage: tuple[Panel, FakePlayer]) -> None:
    panel, player = stage
    card(panel, "a").hear("a")
    assert player.said == []
    card(panel, "a").play.click()
    assert player.said[-1][3] == "a"
    card(panel, "a").hear("b")
    assert player.said[-1] == ("hear", "b")


def test_a_place_is_chosen_before_and_while_it_plays(stage: tuple[Panel, FakePlayer]) -> None:
    panel, player = stage
    card(panel, "a").sought.emit(0.5)
    assert player.said == [] and card(panel, "a").time.text() == "0:16.0"
    card(panel, "a").play.click()
    assert player.said[-1][4] == 16.0
    card(panel, "a").sought.emit(0.25)
    assert player.said[-1] == ("seek", 8.0)


def test_without_a_sound_output_the_reason_is_told(stage: tuple[Panel, FakePlayer]) -> None:
    panel, player = stage
    player.can_play = False
    card(panel, "a").play.click()
    rest()
    assert not card(panel, "a").is_playing
    assert [line.text for line in panel.notices.lines] == ["There is no sound output."]
