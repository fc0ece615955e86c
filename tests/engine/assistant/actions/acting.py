"""Actions carried out for real on a DAW in memory."""

import importlib

from engine.assistant.actions.deed import Deed
from engine.assistant.actions.session_access import SessionAccess
from engine.assistant.resolve import Resolver
from engine.library.library import Library
from engine.tasks.task import find_task
from tests.fakes import FakeDaw


class Acting:
    """A session, a library, and one call after another; regions are meant by their names."""

    def __init__(self, tmp_path, **session):
        (tmp_path / "project").mkdir()
        self.session = FakeDaw(tmp_path / "project", **session)
        self.library = Library(tmp_path / "Tonmeister")
        self.folder = tmp_path
        self.outboard = None

    @property
    def snapshot(self):
        return self.session.snapshot()

    def access(self):
        snapshot = self.snapshot
        resolver = Resolver(self.library, snapshot, {}, self.folder)

        def named(reference):
            return next((f"region:{r.id}" for r in snapshot.regions if r.name == reference), reference)

        clip, region = (lambda r: resolver.clip(named(r))), (lambda r: resolver.region(named(r)))
        return SessionAccess(snapshot, self.library, clip, region, self.outboard)

    def __call__(self, task, **args):
        """What is said; the changes are made, and all of them must be done."""
        row = find_task(task)
        args = row.check({name.rstrip("_"): value for name, value in args.items()})
        args = {row.arg(name).internal_name: value for name, value in args.items()}
        done = importlib.import_module(f"engine.assistant.actions.{task}").act(args, self.access())
        if isinstance(done, str):
            self.made = []
            return done
        deed = done if isinstance(done, Deed) else Deed(done)
        self.made = list(deed.changes)
        outcomes = self.session.apply(self.made, expected_revision=self.snapshot.revision, label="")
        assert all(outcome.is_done for outcome in outcomes), outcomes
        return deed.text

    def track(self, name):
        return next(track for track in self.session.tracks if track.name == name)

    def region(self, name):
        return next(region for region in self.session.regions if region.name == name)
