"""Carries commands out, one after another, a few milliseconds in each tick; none of them twice."""

import hmac
import time
from collections import OrderedDict

from .ops import CHANGES, OPS
from .project import Project
from .steps import NEXT_TICK, sentence

MUTATING = ("apply",)
REMEMBERED = 64


class RunningCommand(object):
    """A command under way."""

    def __init__(self, line, command, steps):
        self.line, self.id, self.op, self.steps = line, command["id"], command["op"], steps
        self.spent_s = 0.0


class Commands(object):
    """What was asked, in its order."""

    def __init__(self, live, song, home, version):
        self._home, self._version = home, version
        self._project = Project(live, song, home)
        self._jobs = []
        self._done = OrderedDict()

    def project(self):
        """The id of the set that is open."""
        return self._project.id()

    @property
    def changes(self):
        """What can be asked for."""
        return sorted(CHANGES)

    def lacks(self):
        """What this version of Live does not allow, each with the reason."""
        return self._project.lacks()

    def keep(self):
        """Keep the ids of things for the next time."""
        self._project.keep()

    def close(self):
        """Leave off what is under way, while Live still lets the script: an undo step that is open is ended."""
        for job in self._jobs:
            job.steps.close()
        self._jobs = []

    def take(self, line, command):
        """Check a command and put it in the queue; what is to be answered at once."""
        if not isinstance(command, dict) or not isinstance(command.get("id"), str):
            return {"id": "", "ok": False, "error": "That is no command.", "state": "not_done"}
        known = self._done.get(command["id"])
        if known is not None:
            return known
        for job in self._jobs:
            if job.id == command["id"]:
                job.line = line
                return _picked_up(command)
        why = self._refused(command)
        if why:
            return {"id": command["id"], "ok": False, "error": why, "state": "not_done"}
        args = command.get("args")
        self._jobs.append(
            RunningCommand(line, command, OPS[command["op"]](self._project, args if isinstance(args, dict) else {}))
        )
        return _picked_up(command)

    def work(self, until):
        """Go on with what is asked until the time is up; the replies that are ready."""
        replies = []
        self._project.ticks += 1
        while self._jobs:
            job = self._jobs[0]
            began = time.time()
            reply = self._step(job, until)
            job.spent_s += time.time() - began
            if reply is None:
                break
            reply.update(id=job.id, ms=1000 * job.spent_s)
            self._jobs.pop(0)
            if job.op in MUTATING:
                self._done[job.id] = reply
                while len(self._done) > REMEMBERED:
                    self._done.popitem(last=False)
            replies.append((job.line, reply))
            if time.time() >= until:
                break
        return replies

    def _step(self, job, until):
        """Some of a job; its reply when it is done."""
        try:
            while True:
                if next(job.steps) == NEXT_TICK or time.time() >= until:
                    return None
        except StopIteration as end:
            return {"ok": True, "result": end.value}
        except Exception as error:
            state = "unknown" if job.op in MUTATING else "not_done"
            return {"ok": False, "error": sentence(error), "state": state}

    def _refused(self, command):
        token = self._home.token()
        if not token or not hmac.compare_digest(token.encode(), str(command.get("token")).encode("utf-8", "replace")):
            return "The token is not the one of this computer; run: tonmeister daw install live."
        if command.get("version") != self._version:
            return "The script in Live is another version; run: tonmeister daw install live, and start Live again."
        deadline = command.get("deadline")
        if not isinstance(deadline, (int, float)) or time.time() > deadline:
            return "The request came too late, and nothing was changed; try again."
        if command.get("op") not in OPS:
            return "The script does not know '%s'." % command.get("op")
        return ""


def _picked_up(command):
    return {"id": command["id"], "picked_up": True}
