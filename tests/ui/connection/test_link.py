"""The engine comes, goes, dies in the middle, and answers nonsense; nothing that was written is lost."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PyQt6.QtWidgets import QApplication

from engine.errors import UserError
from engine.wire import wire
from engine.wire.discovery import Address
from engine.wire.wire import NoticeView, ProgressView, StepView, TurnView
from tests.ui.fake_engine import FakeEngine
from tests.ui.live import Live, live
from tests.ui.waiting import rest, until
from ui.connection.controller import Controller
from ui.connection.link import Link
from ui.start_up.scene import SESSION


def send(one: Live, text: str) -> None:
    one.panel.composer.write(text)
    one.panel.composer.send_button.click()
    rest()


def test_the_secret_is_shown_and_no_origin(app: QApplication, tmp_path: Path) -> None:
    with live(tmp_path) as one:
        assert one.engine.headers["authorization"] == "Bearer secret" and "origin" not in one.engine.headers
        assert one.engine.listeners == 1


def test_a_named_project_is_opened_by_its_name(app: QApplication, tmp_path: Path) -> None:
    with live(tmp_path, project=SESSION.project) as one:
        assert ("GET", "/projects/night-drive", None) in one.engine.asked
        assert not one.engine.sent("/projects")


def test_the_engine_dies_in_the_middle_of_a_job_and_comes_back(app: QApplication, tmp_path: Path) -> None:
    engine = FakeEngine()
    engine.turns[1] = TurnView(1, "sing it", "running", steps=(StepView("sing", "Singing", state="running"),))
    with live(tmp_path, engine) as one:
        one.say("progress", ProgressView(1, 1, 1, 0.4, "Singing"))
        assert "1:job" in one.rows()
        engine.kill()
        until(lambda: one.controller.engine == "lost")
        assert "does not answer" in one.notices()[0]
        assert one.panel.header.engine.words() == "No answer"
        job = one.controller.conversation.job(1)
        assert job is not None and job.share is None
        send(one, "written while it was away")
        assert one.controller.conversation.outbox.requests[0].state == "queued"

        engine.turns[1] = replace(engine.turns[1], state="interrupted")
        engine.start()
        until(lambda: one.controller.engine == "ready" and "1:error" in one.rows())
        until(lambda: engine.sent() == [{"text": "written while it was away"}])
        until(lambda: "2:words" in one.rows() and not one.controller.conversation.outbox.requests)
        assert "1:job" not in one.rows() and "is back" in one.notices()[0]


def test_a_project_that_is_not_open_any_more_is_opened_again_and_the_request_sent(
    app: QApplication, tmp_path: Path
) -> None:
    engine = FakeEngine()
    engine.turns[1] = TurnView(1, "x", "done")
    with live(tmp_path, engine) as one:
        engine.refusals["/turns"] = (410, "The folder of 'song' was moved or deleted; open the project again.")
        send(one, "do it")
        until(lambda: one.controller.engine == "lost")
        engine.refusals.clear()
        until(lambda: one.controller.engine == "ready" and "2:words" in one.rows())
        assert engine.sent()[-1] == {"text": "do it"} and not one.controller.conversation.outbox.requests


def test_a_file_that_was_opened_is_opened_again_and_not_the_folder_it_lies_in(
    app: QApplication, tmp_path: Path
) -> None:
    engine = FakeEngine(replace(SESSION, folder="/songs"))
    with live(tmp_path, engine) as one:
        one.controller.change_project("dawproject", "/songs/Night.dawproject")
        until(lambda: one.controller.engine == "ready")
        port = engine.address.port
        engine.kill()
        until(lambda: one.controller.engine == "lost")
        engine.session = replace(engine.session, project="anew", folder="/songs")
        engine.start(port)
        until(lambda: one.controller.engine == "ready")
        assert engine.sent("/projects")[-1] == {"daw": "dawproject", "folder": "/songs/Night.dawproject"}
        assert len(engine.sent("/projects")) >= 2


def test_a_request_that_was_sent_and_not_answered_is_kept_with_its_reason(app: QApplication, tmp_path: Path) -> None:
    engine = FakeEngine()
    engine.refusals["/turns"] = (409, "The project is being moved; try again.")
    engine.turns[1] = TurnView(1, "x", "done")
    with live(tmp_path, engine) as one:
        one.controller.conversation.total = 1
        send(one, "do it")
        until(lambda: [request.state for request in one.controller.conversation.outbox.requests] == ["failed"])
        rest()
        card = one.card("request:1")
        assert "being moved" in card._words.why
        engine.refusals.clear()
        card.retry.emit()
        until(lambda: "2:words" in one.rows() and not one.controller.conversation.outbox.requests)
        assert [body["text"] for body in engine.sent()] == ["do it", "do it"]


def test_a_letter_can_be_thrown_away(app: QApplication, tmp_path: Path) -> None:
    with live(tmp_path) as one:
        one.engine.refusals["/turns"] = (400, "No.")
        send(one, "do it")
        until(lambda: [request.state for request in one.controller.conversation.outbox.requests] == ["failed"])
        rest()
        one.card("request:1").discard.emit()
        rest()
        assert not one.controller.conversation.outbox.requests


def test_a_request_without_answer_fails_by_itself(app: QApplication, tmp_path: Path) -> None:
    with live(tmp_path) as one:
        one.engine.silent.add("/status")
        heard: list[object] = []
        link = one.controller.link
        assert link is not None
        link.ask("GET", "/status", then=heard.append, otherwise=heard.append, answer_s=0.2)
        until(lambda: heard)
        assert heard[0].text == "The engine did not answer in time." and heard[0].was_sent


def test_an_engine_that_cannot_be_started_is_told_and_tried_again(app: QApplication, tmp_path: Path) -> None:
    tries: list[int] = []
    engine = FakeEngine()

    def find() -> Address:
        tries.append(1)
        if len(tries) < 3:
            raise UserError("The engine did not start: the disk is full.")
        return engine.address

    one = Live(tmp_path, engine)
    try:
        one.controller.begin(find)
        until(lambda: one.notices())
        assert one.notices() == ["The engine did not start: the disk is full."]
        until(lambda: one.controller.engine == "ready")
        rest()
        assert len(tries) == 3 and "disk is full" not in " ".join(one.notices())
    finally:
        one.close()


def test_an_engine_of_another_version_is_told_and_can_be_restarted(app: QApplication, tmp_path: Path) -> None:
    engine = FakeEngine(wire_version=wire.VERSION + 1)
    one = Live(tmp_path, engine)
    try:
        one.controller.begin(lambda: engine.address)
        until(lambda: one.notices())
        assert "newer" in one.notices()[0] and one.panel.header.engine.words() == "Other version"
        assert engine.listeners == 0
        engine.address = replace(engine.address, wire=wire.VERSION)
        one.panel.notices.rows[0].acted.emit()
        until(lambda: one.controller.engine == "ready")
        assert ("POST", "/stop", {}) in engine.asked
    finally:
        one.close()


def test_the_daw_vanishes_and_comes_back(app: QApplication, tmp_path: Path) -> None:
    with live(tmp_path) as one:
        assert one.panel.header.daw.accessibleName() == "Connected to Ardour"
        one.say("session", replace(SESSION, is_connected=False, why_not="Ardour was closed."))
        assert one.panel.header.daw.accessibleName() == "Not connected to Ardour"
        assert one.notices()[0].startswith("Ardour was closed.")
        one.say("session", SESSION)
        assert one.panel.header.daw.accessibleName() == "Connected to Ardour" and not one.notices()


@pytest.mark.parametrize(
    "message",
    [
        "",
        "nonsense",
        "[]",
        "{}",
        '{"event":"turn","data":{}}',
        '{"event":"turn","data":[1]}',
        '{"event":"turn","data":null}',
        '{"event":"new","data":{}}',
        '{"event":"turn","project":"another","data":{"number":1,"text":"x","state":"done"}}',
    ],
)
def test_what_is_not_understood_is_passed_over(app: QApplication, tmp_path: Path, message: str) -> None:
    with live(tmp_path) as one:
        one.engine.say_text(message)
        one.say("notice", NoticeView("Still here."))
        until(lambda: one.notices() == ["Still here."])
        assert one.controller.engine == "ready" and not one.rows()


def test_a_turn_with_fields_of_the_future_is_shown(app: QApplication, tmp_path: Path) -> None:
    with live(tmp_path) as one:
        one.engine.say_text(
            '{"event":"turn","project":"night-drive","data":{"number":1,"text":"x","state":"done","new":[1]}}'
        )
        until(lambda: one.rows() == ["1:words"])


def test_older_turns_come_when_the_top_is_reached(app: QApplication, tmp_path: Path) -> None:
    engine = FakeEngine()
    engine.turns = {n: TurnView(n, f"request {n}", "answered", answer="Yes.\n" * 3) for n in range(1, 131)}
    with live(tmp_path, engine) as one:
        until(lambda: len(one.rows()) == 100)
        transcript = one.panel.transcript
        assert transcript is not None
        for wanted in (200, 260):
            transcript.scroll_to(0)
            until(lambda count=wanted: len(one.rows()) == count)
        assert not one.controller.conversation.has_older
        keys = one.rows()
        assert keys[0] == "1:words" and keys == sorted(keys, key=lambda key: int(key.split(":")[0]))


def test_links_end_while_they_are_still_looking(app: QApplication) -> None:
    def never() -> Address:
        raise UserError("Not now.")

    link = Link(never)
    link.start()
    link.close()
    rest()
    assert not link.is_open


def test_two_panels_show_the_same(app: QApplication, tmp_path: Path) -> None:
    with live(tmp_path) as one:
        other = Controller()
        other.begin(lambda: one.engine.address)
        until(lambda: other.engine == "ready" and one.engine.listeners == 2)
        send(one, "said in the first")
        until(lambda: "1:job" in one.rows())
        one.say("turn", TurnView(1, "said in the first", "answered", answer="Yes."))
        until(lambda: 1 in other.conversation.turns and other.conversation.turns[1].answer == "Yes.")
        other.undo_last()
        other.end()
        until(lambda: one.engine.listeners == 1)
        assert one.controller.engine == "ready" and one.rows() == ["1:words", "1:answer"]
