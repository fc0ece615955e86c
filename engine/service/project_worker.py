"""One open project: its DAW session, its library, and the one thread that does its requests in order."""

from __future__ import annotations

import logging
import queue
import sqlite3
import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

from engine.assistant.assistant import Assistant, needs_approval
from engine.assistant.broken import broken
from engine.assistant.job import Progress
from engine.assistant.measure import loudness_lufs
from engine.daw.daw import Daw, Project
from engine.daw.pointing import Pointed
from engine.errors import DawError, TonmeisterError, UserError
from engine.library.library import Library
from engine.library.take import steps_of_take
from engine.library.takes import Takes
from engine.library.turn import Turn
from engine.service.connect import library_folder
from engine.service.daw_link import DawLink
from engine.service.outside_clock import OutsideClock
from engine.service.progress_view import ProgressClock
from engine.service.project_reader import ProjectReader
from engine.service.request import TurnRequest
from engine.service.session_view import session_view
from engine.service.transport_clock import TransportClock
from engine.service.turn_view import TurnProgress
from engine.tasks.plan import Plan, Step, validated
from engine.wire.wire import ClockView, NoticeView, SessionView, TurnView

log = logging.getLogger(__name__)
LOOK_S = 0.7
"""How often the DAW is looked at while somebody listens and nothing runs."""
SOON_S = 0.03
"""How soon the DAW is looked at after a request, unless the next one has come."""
REST_S = 300.0
"""After this long without a request the planner gives memory back."""
PACK_AFTER_S = 20.0
"""After this long without a request, and with nobody looking, what nothing plays is packed, a file at a time."""
PACK_AT_END_S = 1.5
"""At the end it is gone on with for so long."""
CLOCK_OLD_S = 0.3
"""A look at a DAW that plays is old after so long: somebody may have moved its playhead."""
_FRESH_TURNS = 3
LOOK_SHARE = 0.05
"""At most this share of the time is spent looking."""


class ProjectWorker:
    """Serves one project; every method may be called from any thread."""

    def __init__(
        self,
        key: str,
        *,
        kind: Daw | None,
        project: Project | None,
        folder: Path | None,
        make_assistant: Callable[[Library], Assistant],
        publish: Callable[[object, str, Any], None],
        is_listened: Callable[[], bool],
        outside_clock: OutsideClock | None = None,
    ) -> None:
        """`outside_clock` tells where bars begin while the DAW does not."""
        self.key = key
        self._link = DawLink(kind, project)
        self._root = root = library_folder(project, folder)
        library = Library(root)
        library.mark_interrupted()
        self._assistant = make_assistant(library)
        self.reader = ProjectReader(root, self._assistant.registry)
        self._publish, self._is_listened = publish, is_listened
        self._queue: queue.Queue[TurnRequest | Callable[[], None] | None] = queue.Queue()
        self._waiting: dict[int, TurnRequest] = {}
        self._lives = self.reader.lives
        self._doing: TurnRequest | None = None
        self._running: Turn | None = None
        self._passing = threading.Lock()
        """Held while the next request takes the last one's place, so that a cancel hits the one it is meant for."""
        self._state = SessionView(key, project.name if project else "Library", kind.name if kind else "")
        self._look_s = LOOK_S
        self._clock, self._outside_clock = TransportClock(), outside_clock
        self._is_looking_again = False
        self._thread = threading.Thread(target=self._work, name=f"project {key}", daemon=True)

    def open(self) -> None:
        """Connect; DawError with the remedy when the DAW does not answer."""
        self._look()
        if not self._state.is_connected:
            self._close_libraries()
            raise DawError(self._state.why_not)
        self._thread.start()

    def close(self, timeout_s: float = 3.0) -> None:
        """Cancel what runs, and end."""
        self.cancel()
        self._queue.put(None)
        if self._thread.is_alive():
            self._thread.join(timeout_s)
        if not self._thread.is_alive():
            self._link.close()
            if not self.is_gone:
                self._pack(time.monotonic() + PACK_AT_END_S, ())
            self._close_libraries()

    @property
    def is_busy(self) -> bool:
        """True while a request runs or waits."""
        return self._doing is not None or bool(self._waiting)

    @property
    def is_gone(self) -> bool:
        """True when the library's file was deleted or moved: what is written to it now would be lost."""
        return not self.is_busy and not (self._root / "library.sqlite").exists()

    # --- what clients ask ---

    def state(self) -> SessionView:
        """The session as it was seen last."""
        return self._state

    def ask(
        self,
        text: str,
        files: Sequence[Path] = (),
        *,
        steps: Sequence[Step] | None = None,
        is_preview: bool = False,
        is_approved: bool = False,
        again: int = 0,
        selection: Mapping[str, Any] | None = None,
    ) -> TurnView:
        """Take a request in; it is done when those before it are done."""
        if again:
            taken = self.reader.turn(again)
            text, steps = text or taken.text, steps_of_take(taken)
        if steps is not None:
            validated(steps)
        label = "" if selection == {} else self._state.selection.label
        selected = (label,) if label else ()
        attached = (*[path.name for path in files], *selected)
        root = (self.reader.turn(again).again_of or again) if again else 0
        turn = self.reader.begin(text, attached, root)
        steps = tuple(steps) if steps is not None else None
        asked = TurnRequest(turn, tuple(files), steps, is_preview, is_approved, selection)
        self._waiting[turn.number] = asked
        doing = self._doing
        if doing and self._lives.get(doing.number, TurnProgress()).approval:
            doing.decision.put(False)  # who asks for something else does not want the plan that waits
        view = self._show(turn)  # told before it can begin, so that it cannot be told after it has ended
        self._queue.put(asked)
        return view

    def approve(self, number: int, steps: Sequence[Step] | None = None) -> None:
        """Let the waiting plan of a turn run, as it is or edited. UserError when it does not wait."""
        doing = self._doing
        if doing is None or doing.number != number or not self._lives.get(number, TurnProgress()).approval:
            raise UserError(f"Request {number} does not wait for approval.")
        doing.decision.put(True if steps is None else validated(steps, planner="client"))

    def cancel(self, number: int | None = None) -> None:
        """Stop a request, or all of them; what is finished stays."""
        for waiting in [n for n in list(self._waiting) if number in (None, n)]:
            asked = self._waiting.pop(waiting, None)
            if asked:
                self._show(self._saved(replace(asked.turn, state="cancelled", answer="Cancelled before it began.")))
        with self._passing:
            if self._doing and number in (None, self._doing.number):
                self._doing.cancelled.set()
                self._doing.decision.put(False)
                self._assistant.cancel()

    def clean(self) -> int:
        """Delete what nothing in the library uses; returns the bytes. UserError while a request runs or waits."""
        if self.is_busy:
            raise UserError("A request is being done; clean up when it has ended.")
        return self.reader.clean()

    def transport(self, action: str) -> None:
        """Play, stop or toggle; done as soon as no request is at the DAW."""
        self._queue.put(lambda: self._transport(action))

    def clock(self, after_s: float = 0.0) -> ClockView:
        """When the DAW's next bar begins, at least so many seconds from now; an old look at the DAW is made anew."""
        if not self.is_busy and self._clock.age_s() > CLOCK_OLD_S and not self._is_looking_again:
            self._is_looking_again = True
            self._queue.put(self._look_again)
        view = self._clock.view(after_s)
        if view.is_playing or self._outside_clock is None:
            return view
        return self._outside_clock.view(after_s, beats_in_bar=self._clock.beats_in_bar())

    # --- the thread ---

    def _work(self) -> None:
        wait_s, rested_s, may_pack = self._look_s, time.monotonic(), True
        while True:
            try:
                asked = self._queue.get(timeout=wait_s)
            except queue.Empty:
                if self._is_listened() or wait_s == SOON_S:
                    self._look()
                self._assistant.planner.rest(REST_S)
                wait_s = self._look_s
                if may_pack and not self._is_listened() and time.monotonic() - rested_s > PACK_AFTER_S:
                    may_pack = self._pack(0.0, self._playing())
                continue
            if asked is None:
                return
            try:
                if isinstance(asked, TurnRequest):
                    self._do(asked)
                else:
                    asked()
            except Exception:  # the thread of a project lives as long as the project
                log.exception("a request ended in a bug")
            wait_s, rested_s, may_pack = SOON_S, time.monotonic(), True

    def _do(self, asked: TurnRequest) -> None:
        with self._passing:
            if self._waiting.pop(asked.number, None) is None:
                return  # it was cancelled
            self._doing, self._running = asked, replace(asked.turn, state="running")
        turn, session = self._running, None
        clock = ProgressClock(turn.number, self._assistant.registry)
        try:
            self._show(turn)
            session = self._link.connected()
            if session is not None and asked.selection is not None:
                session = Pointed(session, asked.selection)
            self._assistant.session = session
            finished = self._assistant.ask(
                turn.text,
                asked.files,
                turn=turn,
                steps=asked.steps,
                is_preview=asked.is_preview,
                approve=lambda plan: asked.is_approved and not asked.is_preview or self._approved(asked, plan),
                on_turn=self._on_turn,
                on_progress=lambda progress: self._on_progress(clock, progress),
                cancelled=asked.cancelled,
            )
        except Exception as error:  # `broken` tells errors on purpose from bugs
            finished = self._saved(broken(self._running, error))
        with self._passing:
            self._doing = self._running = None
        self._lives.pop(turn.number, None)
        self._read_snapshot()
        if session is not None and self._assistant.snapshot is not None:
            self._tell(session_view(self._state, self._assistant.snapshot, self._assistant.planner.name))
        self._show(finished)
        self._measure(finished)
        for number in (*finished.undoes, *finished.redoes):
            self._show(self.reader.turn(number))

    def _approved(self, asked: TurnRequest, plan: Plan) -> Plan | bool:
        reason = "It deletes something." if needs_approval(plan) else "A preview was asked for."
        self._lives[asked.number] = TurnProgress(approval=reason)
        self._show(replace(asked.turn, state="running", plan=plan))
        try:
            return self._decision(asked)
        finally:
            self._lives.pop(asked.number, None)

    def _decision(self, asked: TurnRequest) -> Plan | bool:
        """What the user decides; until then what is done in the DAW is seen as ever."""
        while True:
            with suppress(queue.Empty):
                return asked.decision.get(timeout=self._look_s)
            if self._is_listened():
                self._look()

    def _on_turn(self, turn: Turn) -> None:
        self._read_snapshot()
        self._running = turn
        self._show(turn)

    def _on_progress(self, clock: ProgressClock, progress: Progress) -> None:
        view = clock.view(progress)
        if self._running and self._lives.get(view.turn, TurnProgress()).step != progress.step:
            self._lives[view.turn] = TurnProgress(step=progress.step)
            self._show(self._running)
        if clock.is_due(progress):
            self._publish(("progress", view.turn), "progress", view)

    def _saved(self, turn: Turn) -> Turn:
        self.reader.save(turn)
        return turn

    def _measure(self, turn: Turn) -> None:
        """Find out how loud the new clips are, once the answer has been given."""
        assistant = self._assistant
        unknown = [view.id for view in self.reader.view(turn).clips if view.loudness_lufs is None]
        for clip_id in unknown:
            clip = assistant.library.clip(clip_id)
            lufs = loudness_lufs(clip, assistant.registry, assistant.worker) if clip else None
            if lufs is not None:
                assistant.library.measured(clip_id, lufs)
                self._show(turn)

    def _look(self) -> None:
        """Read the session, and tell those who listen when it has changed."""
        started = self._clock.now_s()
        try:
            snapshot = self._link.snapshot()
            self._clock.saw(snapshot, started)
            self.reader.saw(snapshot)
            state = session_view(self._state, snapshot, self._assistant.planner.name)
        except TonmeisterError as error:
            self._clock.saw(None, started)
            state = replace(self._state, is_connected=False, why_not=str(error))
        except Exception as error:  # a DAW that says what nobody foresaw must not end the thread of its project
            why_not = f"The DAW cannot be read ({type(error).__name__}: {error})."
            state = replace(self._state, is_connected=False, why_not=why_not)
            if state != self._state:
                log.exception("%s cannot be read", self.key)
        self._look_s = max(LOOK_S, (self._clock.now_s() - started) / LOOK_SHARE)
        self._tell(state)

    def _tell(self, state: SessionView) -> None:
        if state != self._state:
            self._state = state
            self._publish("session", "session", state)

    def _look_again(self) -> None:
        self._look()
        self._is_looking_again = False

    def _read_snapshot(self) -> None:
        if self._assistant.snapshot is not None:
            self.reader.saw(self._assistant.snapshot)

    def _transport(self, action: str) -> None:
        why_not = self._link.transport(action)
        if why_not:
            self._publish("transport", "notice", NoticeView(why_not, "warn"))

    # --- the disk ---

    def _pack(self, until_s: float, playing: Iterable[Path]) -> bool:
        """Pack one file that nothing plays, and more until a time; False when there was none."""
        begun = count()
        try:
            return self._link.holds_sounds and self.reader.pack(
                self._link.copies(), playing, lambda: next(begun) == 0 or time.monotonic() < until_s
            )
        except (TonmeisterError, OSError, sqlite3.Error) as error:
            log.warning("nothing is packed: %s", error)
            return False

    def _playing(self) -> list[Path]:
        """The files that the session plays, and what was made last."""
        library, snapshot = self._assistant.library, self._assistant.snapshot
        sources = [source for region in (snapshot.regions if snapshot else ()) for source in region.sources]
        made = [one for turn in library.turns(_FRESH_TURNS) for one in turn.clip_ids]
        heard = [place.active for place in Takes(library).all()]
        return [*sources, *(clip.path for clip in library.clips_of([*made, *heard]))]

    # --- small things ---

    def _show(self, turn: Turn) -> TurnView:
        view = self.reader.view(turn)
        self._publish(("turn", turn.number), "turn", view)
        return view

    def _close_libraries(self) -> None:
        self._assistant.library.close()
        self.reader.close()
