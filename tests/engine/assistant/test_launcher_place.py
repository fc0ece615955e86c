"""Where in the launcher a request wants something."""

from __future__ import annotations

import pytest

from engine.assistant.launcher_place import launcher_place


@pytest.mark.parametrize(
    ("text", "scene", "rest"),
    [
        ("make a four bar drum loop and put it in scene 2", 1, "make a four bar drum loop"),
        ("a bass line for the clip launcher", None, "a bass line"),
        ("generate a drum loop into the session view, scene 3", 2, "generate a drum loop"),
        ("a house beat in slot 3 of the session view", 2, "a house beat"),
        ("mach einen Beat in den Clip-Launcher, Szene 2", 1, "mach einen Beat"),
        ("ein Riff in Szene 4 der Session-Ansicht", 3, "ein Riff"),
        ("crée une boucle dans la scène 2", 1, "crée une boucle"),
        ("fais une ligne de basse dans le lanceur", None, "fais une ligne de basse"),
        ("haz un bajo en el lanzador, escena 3", 2, "haz un bajo"),
        ("faz um baixo na cena 2", 1, "faz um baixo"),
        ("把一段贝斯放到第3个场景", 2, "把一段贝斯"),
    ],
)
def test_the_scene_and_what_is_left(text: str, scene: int | None, rest: str) -> None:
    found = launcher_place(text)
    assert found is not None and (found.scene, found.rest) == (scene, rest)


@pytest.mark.parametrize("text", ["a bass line in bar 3", "a crime scene with rain", "louder in the second verse"])
def test_no_launcher(text: str) -> None:
    assert launcher_place(text) is None


@pytest.mark.parametrize("text", ["rain for scene 2", "ein Riff in Szene 2", "un bajo en la escena 2"])
def test_a_marker_that_is_called_so_is_a_place_in_the_song(text: str) -> None:
    markers = ("Scene 1", "Scene 2", "Szene 2", "Escena 2")
    assert launcher_place(text) is not None
    assert launcher_place(text, markers) is None
    assert launcher_place("a bass line in the clip launcher, scene 2", markers) is not None
