"""set_track and the names of colours."""

import colorsys

import pytest

from engine.errors import UserError
from engine.media.color_names import color_value


def hue(color):
    red, green, blue = (int(color[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return colorsys.rgb_to_hls(red, green, blue)[0] * 360


@pytest.mark.parametrize(
    "names, wanted",
    [
        ("red rot rouge rojo vermelho 红色", 0),
        ("blue blau bleu azul 蓝色", 210),
        ("green grün vert verde 绿色", 120),
        ("yellow gelb jaune amarillo amarelo 黄色", 60),
        ("orange naranja laranja 橙色", 30),
        ("purple lila violett roxo morado 紫色", 280),
        ("turquoise türkis turquesa", 175),
        ("GRUEN gruene", 120),
    ],
)
def test_colours_in_six_languages(names, wanted):
    for name in names.split():
        off = abs(hue(color_value(name)) - wanted) % 360
        assert min(off, 360 - off) < 40, name


def test_colours_by_figures_and_by_several_words():
    assert color_value("#0af") == "#00aaff"
    assert color_value("1E88E5") == "#1e88e5"
    assert hue(color_value("a bright red")) == hue(color_value("red"))
    with pytest.raises(UserError, match="did you mean purple"):
        color_value("purpel")
    with pytest.raises(UserError, match="no colour"):
        color_value("loud")


@pytest.fixture
def song(act):
    for position, name in enumerate(("Kick", "Snare", "Bass", "Vox")):
        track = act.session.user_track(name)
        act.session._set_track(track, position=position)
    act.session.user_track("Room", "bus")
    act.session._set_track(act.session.tracks[-1].id, position=4)
    return act


def test_colour_arm_and_monitor_of_several(song):
    song("set_track", tracks=["Kick", "Snare"], color="red", arm=True, monitor="on")
    for name in ("Kick", "Snare"):
        track = song.track(name)
        assert (track.color, track.arm, track.monitor) == ("#e53935", True, "on")
    assert "already" in song("set_track", track="kick", color="rot")
    assert "only tracks for sound" in song("set_track", tracks=["Room", "Vox"], arm=True)
    assert song.track("Vox").arm


def test_places_are_counted_from_the_top_and_clamped(song):
    song("set_track", track="vox", position=1)
    assert song.track("Vox").position == 0
    assert "5 tracks" in song("set_track", track="kick", position=40)
    assert song.track("Kick").position == 4
    song("set_track", track="snare", position=-1)
    assert song.track("Snare").position == 4


def test_only_what_is_missing_is_refused(song):
    song.session.capabilities -= {"set_position"}
    song("set_track", track="vox", color="blue")
    with pytest.raises(UserError, match="set position"):
        song("set_track", track="vox", position=1)
