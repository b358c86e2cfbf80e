"""From a bare Python to a running `manage.py`, with the standard library alone.

`enter()` returns at once inside the `.venv` that was made from this very `requirements.lock`.
Anywhere else it finds a Python that fits, makes or renews `.venv`, and starts `manage.py` again
inside it. The stamp in `.venv` is written last: without it the installation counts as not done.

Everything is said on standard error, since standard output belongs to the command.
Kept readable for Python 3.9, the oldest that a supported machine still brings.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from betterway.interpreter import CannotStart, find, quietly, say

ROOT = Path(__file__).resolve().parent.parent
SWITCH = "BETTERWAY_BOOTSTRAP"  # "off": the packages are already there (a container)
ENTERED = "BETTERWAY_ENTERED"  # the id of the process that went in, so it cannot go round for ever


def enter(arguments: list[str]) -> None:
    """Return inside a fitting `.venv`, or replace this process by `manage.py` run there.

    Exits with 1 and one sentence where that cannot be done, with 130 when interrupted.
    """
    if os.environ.get(SWITCH) == "off":
        return
    room = ROOT / ".venv"
    try:
        if Path(sys.prefix).resolve() == room.resolve() and is_current(room):
            return
        if os.environ.get(ENTERED) == str(os.getpid()):
            raise CannotStart(
                f"{room}/bin/python does not start inside {room}: "
                "unset PYTHONHOME, or delete that folder with `rm -r .venv`, and run this again."
            )
        if not is_current(room):
            with alone(ROOT):
                # Another process may have made it while this one waited.
                if not is_current(room):
                    make(room)
        go_in(room, arguments)
    except CannotStart as problem:
        sys.exit(str(problem))
    except KeyboardInterrupt:
        say("\nStopped. Run the same line again to go on.")
        sys.exit(130)


def is_current(room: Path) -> bool:
    """Was this environment made here, for this kind of machine, from the lock as it is now?"""
    try:
        return (room / "stamp").read_text() == stamp(room) and (room / "bin/python").exists()
    except OSError:
        return False


def stamp(room: Path) -> str:
    """What an environment depends on: the lock, its place (scripts name it), the machine."""
    lock = hashlib.sha256((ROOT / "requirements.lock").read_bytes()).hexdigest()
    return f"{lock}\n{room}\n{sys.platform} {platform.machine()}\n"


@contextlib.contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Hold the folder so that two at once do not clash; let go even when this process dies."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Another manage.py is installing here; waiting for it …")
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def go_in(room: Path, arguments: list[str]) -> None:
    """Replace this process by `manage.py` under the environment's Python."""
    python = str(room / "bin/python")
    environment = {**os.environ, ENTERED: str(os.getpid())}
    environment.pop("__PYVENV_LAUNCHER__", None)  # macOS: would lead back to the outer Python
    sys.stderr.flush()
    os.execve(python, [python, str(ROOT / "manage.py"), *arguments], environment)


# Making it -----------------------------------------------------------------------------------


def make(room: Path) -> None:
    """Build the environment afresh and stamp it at the very end."""
    if not os.access(ROOT, os.W_OK):
        raise CannotStart(
            f"{ROOT} cannot be written to, so nothing can be installed there: "
            "copy it to a folder of your own with `cp -R`, and run this from the copy."
        )
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="betterway-") as spare:
        python = find(Path(spare))
        say(f"Making {room.name} with {python} …")
        clear(room)
        run_or_explain([python, "-m", "venv", str(room)], "The virtual environment failed")
    install(room)
    (room / "stamp").write_text(stamp(room))
    say(f"Installed in {time.monotonic() - began:.0f} s.\n")


def clear(room: Path) -> None:
    """Take away what stands in the way, be it an old environment, a stray file or a link."""
    try:
        if room.is_symlink() or room.is_file():
            room.unlink()
        elif room.exists():
            shutil.rmtree(room)
    except OSError as error:
        raise CannotStart(
            f"The old {room} cannot be removed ({error.strerror}): "
            f"remove it with `sudo rm -r {room}`, and run this again."
        ) from error


def install(room: Path) -> None:
    """Install the lock, checking every hash, and say how far it is."""
    total = sum("==" in line for line in (ROOT / "requirements.lock").read_text().splitlines())
    say(f"Installing {total} packages (some 150 MB the first time) …")
    command = [str(room / "bin/python"), "-m", "pip", "install", "--require-hashes"]
    command += ["--requirement", str(ROOT / "requirements.lock")]
    command += ["--no-input", "--disable-pip-version-check", "--progress-bar", "off"]
    # A setting for the person's own Python would send the packages elsewhere.
    environment = {**os.environ, "PIP_USER": "0", "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        env=environment,
    ) as pip:
        said = show_progress(pip, total)
    if pip.returncode:
        raise CannotStart(explain(said))


def show_progress(pip: subprocess.Popen[str], total: int) -> list[str]:
    """Pass on what matters of pip's talk: every tenth package, the end. Returns all of it."""
    said: list[str] = []
    fetched = 0
    for line in pip.stdout or ():
        said.append(line.rstrip())
        if line.startswith(("Collecting ", "Processing ")):
            fetched += 1
            if fetched % 10 == 0:
                say(f"  {fetched} of {total} fetched")
        elif line.startswith("Installing collected"):
            say("  all fetched; unpacking them")
    return said


def explain(said: list[str]) -> str:
    """Turn the end of pip's output into what happened and what to do."""
    text = "\n".join(said)
    tail = "\n".join(said[-8:])
    if "No space left" in text:
        return f"The disk is full: free 600 MB for {ROOT}/.venv and run this again."
    if "DO NOT MATCH THE HASHES" in text:
        return f"{tail}\nA package is not the one this project was tested with; nothing was kept."
    if "Retrying" in text or "No matching distribution" in text or "ConnectionError" in text:
        return (
            f"{tail}\nThe packages could not be fetched: check the connection with "
            "`python3 -m pip download django`, and run this again."
        )
    return f"{tail}\nThe packages could not be installed (see above); run this again to retry."


def run_or_explain(command: list[str], trouble: str) -> None:
    """Run it quietly; where it fails, show what it said."""
    answer = quietly(command)
    if answer.returncode:
        said = (answer.stdout + answer.stderr).strip()[-1500:]
        raise CannotStart(f"{said}\n{trouble} (see above); mend that and run this again.")
