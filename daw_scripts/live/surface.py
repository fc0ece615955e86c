"""The control surface that Live runs: ten times a second it takes commands, works a few milliseconds, and answers."""

import os
import random
import time

import Live
from _Framework.ControlSurface import ControlSurface

from .commands import Commands
from .home import Home
from .server import Server

VERSION = 2
BUDGET_S = 0.008
"""So long it may work in one tick of Live."""
HELLO_EVERY_S = 3.0


class Tonmeister(ControlSurface):
    """One running script; all of it happens in Live's own thread."""

    def __init__(self, c_instance):
        ControlSurface.__init__(self, c_instance)
        self._server = None
        self._key = "%012x" % random.getrandbits(48)
        self._said_at = 0.0
        self._said = None
        try:
            self._home = Home(os.path.dirname(os.path.abspath(__file__)))
            self._server = Server()
            self._commands = Commands(Live, self.song, self._home, VERSION)
            self._say_hello()
            self.log_message("Tonmeister listens on port %d of this computer." % self._server.port)
        except Exception as error:
            self.log_message("Tonmeister cannot work: %s" % error)
            self.show_message("Tonmeister cannot work: %s" % error)

    def update_display(self):
        """Live's tick, every 100 ms."""
        ControlSurface.update_display(self)
        if self._server is None:
            return
        try:
            self._tick(time.time() + BUDGET_S)
        except Exception as error:  # whatever happens, Live goes on
            self.log_message("Tonmeister: %r" % error)

    def _tick(self, until):
        for line, command in self._server.taken():
            self._server.answer(line, self._commands.take(line, command))
        for line, reply in self._commands.work(until):
            self._server.answer(line, reply)
        self._server.flush()
        if time.time() - self._said_at > HELLO_EVERY_S:
            self._commands.keep()
            self._say_hello()

    def _say_hello(self):
        application = Live.Application.get_application()
        path = self.song().file_path
        self._said_at = time.time()
        self._home.say(
            self._key,
            {
                "key": self._key,
                "time": self._said_at,
                "version": VERSION,
                "session": os.path.splitext(os.path.basename(path))[0] or "Untitled",
                "snapshot": self._commands.project(),
                "path": path,
                "rate": 48000,
                "pid": os.getpid(),
                "port": self._server.port,
                "daw": "Live %s" % application.get_version_string(),
                "changes": self._commands.changes,
                "lacks": self._commands.lacks(),
            },
        )

    def disconnect(self):
        """Live closes, or another script was chosen."""
        if self._server is not None:
            self._home.unsay(self._key)
            self._commands.close()
            self._commands.keep()
            self._server.close()
            self._server = None
        ControlSurface.disconnect(self)
