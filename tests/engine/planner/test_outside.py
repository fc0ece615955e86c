"""What lies outside the session is no change of what was worked on last, in any language."""

import pytest

from tests.engine.planner.session import BAND, after, calls

TALKED = after(BAND, ("mute the pad", [("mix", {"track": "Pad", "action": "mute"}, ())]))
CHANGES_NOTHING = {"ask", "refuse", "chat", "session_info", "history"}


@pytest.mark.parametrize("context", [BAND, TALKED], ids=["first", "in a conversation"])
@pytest.mark.parametrize(
    "text",
    [
        "empty the dishwasher",
        "find us a bass player for friday",
        "phone the bass player and tell him we start at nine",
        "book the big room for the weekend",
        "walk the dog",
        "mute the television",
        "pan the camera left",
        "freeze the leftovers",
        "Mach die Kaffeemaschine aus",
        "Ruf die Sängerin an",
        "Reservier uns einen Probenraum für morgen",
        "Éteignez la cafetière",
        "Réservez deux places pour le concert",
        "Apaga la cafetera",
        "Reserva dos entradas para el concierto",
        "Desliga a cafeteira",
        "Liga para a cantora e avisa",
        "打电话给歌手",
        "打印合同",
    ],
)
def test_nothing_is_changed(text: str, context: object) -> None:
    done = calls(text, context)
    assert {call["tool"] for call in done} <= CHANGES_NOTHING, done


@pytest.mark.parametrize(
    ("text", "tool"),
    [
        ("Mach den Bass aus", "mix"),
        ("Apaga el bajo", "mix"),
        ("mute the wobbly bit", "mix"),
        ("reduce the boom on the Bass", "apply_effect"),
        ("phone effect on the Melody vocal", "apply_effect"),
    ],
)
def test_what_sounds_alike_and_is_ours_is_done(text: str, tool: str) -> None:
    assert calls(text, TALKED)[0]["tool"] == tool
