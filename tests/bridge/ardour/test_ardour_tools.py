from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from bridge.hosts.ardour_tools import lean_tools

SCRIPT = (
    "#!/bin/sh\nexport ARDOUR_DATA_PATH={}\nexport ARDOUR_CONFIG_PATH=/etc\n"
    'SELF=`basename $0`\necho "$SELF"\nls "$ARDOUR_DATA_PATH"\n'
)


@pytest.mark.skipif(os.name != "posix", reason="a private Ardour runs on Linux")
def test_programs_see_all_but_what_a_private_ardour_never_uses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A program of another form is left to PATH, as is one that is not there; each knows its name in any folder."""
    for part in ("patchfiles", "plugin_metadata", "icons", "osc"):
        (tmp_path / "share" / part).mkdir(parents=True)
    (tmp_path / "bin").mkdir()
    for name, text in (("ardour", SCRIPT.format(tmp_path / "share")), ("ardour7-lua", "#!/bin/sh\necho as it was\n")):
        (tmp_path / "bin" / name).write_text(text)
        (tmp_path / "bin" / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"), prepend=os.pathsep)
    programs = lean_tools(tmp_path / "private one", ("ardour", "ardour7-lua", "not-there"))
    monkeypatch.setenv("PATH", str(programs), prepend=os.pathsep)
    said = [subprocess.check_output([tool], text=True).split("\n")[:-1] for tool in ("ardour", "ardour7-lua")]
    assert said == [["ardour", "icons", "osc"], ["as it was"]]
    assert [path.name for path in programs.iterdir()] == ["ardour"]
