"""The folder that the script shares with Tonmeister: the token, who is here, and the ids of things."""

import io
import json
import os
import contextlib


class Home(object):
    """Files of this user only; `settings.json` beside the script says where they lie."""

    def __init__(self, script_folder):
        with io.open(os.path.join(script_folder, "settings.json"), encoding="utf-8") as file:
            self.folder = json.load(file)["folder"]
        self._token = ""
        self._token_time = None

    def token(self):
        """The word that every command must carry; it is read again when the file is another one."""
        path = os.path.join(self.folder, "token")
        try:
            changed = os.stat(path).st_mtime
            if changed != self._token_time:
                with io.open(path, encoding="ascii") as file:
                    self._token = file.read().strip()
                self._token_time = changed
        except (OSError, ValueError):
            self._token = ""
        return self._token

    def say(self, key, fields):
        """Announce this Live."""
        self._write("hello-%s.json" % key, fields)

    def unsay(self, key):
        """Take the announcement away."""
        with contextlib.suppress(OSError):
            os.remove(os.path.join(self.folder, "hello-%s.json" % key))

    def kept(self, name):
        """What was kept under a name; None when there is nothing."""
        try:
            with io.open(os.path.join(self.folder, name), encoding="utf-8") as file:
                return json.load(file)
        except (OSError, ValueError):
            return None

    def keep(self, name, value):
        """Keep something under a name."""
        self._write(name, value)

    def _write(self, name, value):
        path = os.path.join(self.folder, name)
        fresh = "%s.%d.tmp" % (path, os.getpid())
        try:
            with io.open(fresh, "w", encoding="utf-8") as file:
                file.write(json.dumps(value))
            os.replace(fresh, path)
        except OSError:  # Windows, while Tonmeister reads it: the next one is soon
            pass
