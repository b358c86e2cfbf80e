"""A Python that can carry the site: found on this machine, or fetched with uv.

Standard library only, readable for Python 3.9: it runs before anything is installed.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

Version = tuple[int, int]
FITTING: tuple[Version, ...] = ((3, 13), (3, 12), (3, 14))  # fetched, where none is: the first

# A Python without these modules cannot carry the site, whatever its version.
PROBE = """
import sys, sqlite3, ssl
from importlib.util import find_spec
whole = bool(find_spec("venv") and find_spec("ensurepip"))
print(sys.version_info[0], sys.version_info[1], int(whole), sys.executable)
"""


class CannotStart(Exception):
    """What is missing, in one sentence that names the line which mends it."""


class Found(NamedTuple):
    """A Python that runs: where, which, and whether it can make a virtual environment."""

    path: str
    version: Version
    whole: bool


def find(spare: Path, fitting: tuple[Version, ...] = FITTING) -> str:
    """The path of a Python that fits; `spare` is a folder to throw away afterwards.

    Raises CannotStart where there is none and none can be fetched.
    """
    half = None
    for candidate in candidates(fitting):
        found = probe(candidate)
        if found and found.version in fitting:
            if found.whole:
                return found.path
            half = half or found
    if half and not succeeds(["uv", "--version"]):
        version = "{}.{}".format(*half.version)
        raise CannotStart(
            f"Python {version} is here without its venv module: "
            f"run `{venv_line(half.path, version)}`, then this again."
        )
    return fetch(spare, "{}.{}".format(*fitting[0]))


def candidates(fitting: tuple[Version, ...]) -> Iterator[str]:
    """Pythons worth a try: the one running, those on PATH, pyenv's own."""
    yield getattr(sys, "_base_executable", None) or sys.executable
    for major, minor in fitting:
        on_path = shutil.which(f"python{major}.{minor}")
        if on_path:
            yield on_path
    versions = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv") / "versions"
    for major, minor in fitting:
        for path in sorted(versions.glob(f"{major}.{minor}.*/bin/python"), reverse=True):
            yield str(path)


def probe(path: str) -> Found | None:
    """Really run it: a shim may be on PATH and stand for nothing, or for another in here only."""
    try:
        answer = quietly([path, "-I", "-c", PROBE]).stdout.strip()
        major, minor, whole, itself = answer.split(" ", 3)
    except (OSError, ValueError):
        return None
    return Found(itself, (int(major), int(minor)), whole == "1")


def fetch(spare: Path, wanted: str) -> str:
    """Have uv bring a Python of its own; uv itself goes into the throw-away folder if need be."""
    mine = ".".join(map(str, sys.version_info[:3]))
    need = f"A Better Way needs Python 3.12 to 3.14; this is {mine} and no other was found"
    say(f"{need}. Fetching {wanted} with uv …")
    uv = "uv"
    if not succeeds([uv, "--version"]):
        uv = str(spare / "uv/bin/uv")
        if not succeeds([sys.executable, "-m", "venv", str(spare / "uv")]):
            line = venv_line(sys.executable, "{}.{}".format(*sys.version_info))
            raise CannotStart(f"{need}; to fetch one, run `{line}`, then this again.")
        succeeds([str(spare / "uv/bin/python"), "-m", "pip", "install", "--quiet", "uv"])
    # Its own folder only: no new `python3.13` on anybody's PATH.
    settings = {**os.environ, "UV_PYTHON_INSTALL_BIN": "0"}
    if succeeds([uv, "python", "install", wanted], settings):
        found = probe(answer_of([uv, "python", "find", "--managed-python", wanted], settings))
        if found and found.whole:
            return found.path
    raise CannotStart(f"{need} or could be fetched: {newer_python()}, then run this again.")


def venv_line(path: str, version: str) -> str:
    """The line that brings the missing venv module to the Python at `path`."""
    if not shutil.which("apt-get"):
        return f"python{version} -m ensurepip"
    # The system's own Python has its venv module under the plain name.
    stock = Path(path).resolve() == Path("/usr/bin/python3").resolve()
    package = "python3-venv" if stock else f"python{version}-venv"
    return f"{as_root()}apt install {package}"


def newer_python() -> str:
    """How a newer Python comes to this kind of system."""
    if sys.platform == "darwin":
        return "install one with `brew install python@3.13`"
    if shutil.which("apt-get"):
        return (
            f"connect this machine to the internet, or install one with `{as_root()}apt install "
            "python3.13 python3.13-venv` where the system has it"
        )
    return "install Python 3.13 with the system's package manager"


def as_root() -> str:
    return "" if os.geteuid() == 0 else "sudo "


def say(text: str) -> None:
    """Tell the person, at once."""
    print(text, file=sys.stderr, flush=True)


def succeeds(command: list[str], environment: dict[str, str] | None = None) -> bool:
    """Run it quietly; did it work?"""
    with contextlib.suppress(OSError):
        return not quietly(command, environment).returncode
    return False


def answer_of(command: list[str], environment: dict[str, str]) -> str:
    """The one line that a command answers."""
    return quietly(command, environment).stdout.strip()


def quietly(
    command: list[str], environment: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run without asking or showing anything; the caller looks at how it went."""
    return subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
        env=environment,
        check=False,
    )
