"""From a bare Python into `.venv`: run as a newcomer would, on a project that needs no package."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent.parent.parent

# Stands for manage.py: the same door, with nothing behind it but a word on where we are.
DOOR = """
import sys
from betterway import bootstrap
bootstrap.enter(sys.argv[1:])
print(sys.prefix, *sys.argv[1:])
"""

# The same door, opened by a Python that does not fit.
UNFIT = "import sys; sys._base_executable = '/nowhere/python'; sys.argv[0] = 'manage.py'" + DOOR


def lay_out(root: Path) -> Path:
    """A project with the real bootstrap and an empty lock."""
    (root / "betterway").mkdir(parents=True)
    for name in ("__init__.py", "bootstrap.py", "interpreter.py"):
        shutil.copy(HERE / "betterway" / name, root / "betterway" / name)
    (root / "requirements.lock").write_text("# nothing\n")
    (root / "manage.py").write_text(DOOR)
    return root


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return lay_out(tmp_path / "a library")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project whose room a first run has made; making one takes seconds."""
    root = lay_out(tmp_path_factory.mktemp("made") / "a library")
    open_door(root)
    return root


def run(project: Path, *command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        cwd=project,
        capture_output=True,
        text=True,
        env={**os.environ, "BETTERWAY_BOOTSTRAP": "on", **environment},
        check=False,
    )


def open_door(project: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return run(project, sys.executable, "manage.py", *words, **environment)


def program(path: Path, text: str) -> Path:
    """A small shell program, in the place of a real one."""
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)
    return path


@pytest.fixture
def bare(tmp_path: Path) -> dict[str, str]:
    """A machine with the plain tools and no Python but the one running."""
    tools = tmp_path / "tools"
    (tmp_path / "home").mkdir()
    program(tools / "apt-get", "exit 0")
    program(tools / "uv", "exit 127")
    return {"PATH": str(tools), "HOME": str(tmp_path / "home"), "PYENV_ROOT": str(tmp_path)}


@pytest.fixture
def sparse(bare: dict[str, str]) -> dict[str, str]:
    """The same with a Python that fits, and that says so when it is asked to make the room."""
    program(
        Path(bare["PATH"]) / "python3.12",
        'if [ "$2" = "-c" ]; then echo 3 12 1 "$0"; else echo "asked: $2"; exit 3; fi',
    )
    return bare


def test_a_first_run_makes_the_room_and_passes_the_words_on(project: Path) -> None:
    (project / ".venv").write_text("a file in the place of the room")

    done = open_door(project, "import_notes", "a file.docx", "--json")

    assert done.stdout == f"{project}/.venv import_notes a file.docx --json\n"
    assert "Making .venv" in done.stderr
    assert done.returncode == 0


def test_a_second_run_installs_nothing_and_says_nothing(made: Path) -> None:
    again = open_door(made, "up")

    assert (again.stdout, again.stderr) == (f"{made}/.venv up\n", "")


def test_a_room_without_a_stamp_counts_as_half_made(made: Path) -> None:
    (made / ".venv" / "stamp").unlink()

    done = open_door(made)

    assert "Installed in" in done.stderr
    assert done.stdout == f"{made}/.venv\n"


def test_a_room_that_moved_house_is_made_anew(
    made: Path, tmp_path: Path, sparse: dict[str, str]
) -> None:
    moved = shutil.copytree(made, tmp_path / "elsewhere", symlinks=True)
    assert (moved / ".venv" / "stamp").exists()

    done = run(moved, sys.executable, "-c", UNFIT, **sparse)

    assert "asked: venv" in done.stderr


def test_a_changed_lock_asks_for_a_new_room(made: Path, sparse: dict[str, str]) -> None:
    before = (made / "requirements.lock").read_text()
    (made / "requirements.lock").write_text("# something else\n")

    done = run(made, sys.executable, "-c", UNFIT, **sparse)

    (made / "requirements.lock").write_text(before)
    assert "asked: venv" in done.stderr


def test_two_at_once_do_not_clash(project: Path) -> None:
    command = [sys.executable, "manage.py", "up"]
    environment = {**os.environ, "BETTERWAY_BOOTSTRAP": "on"}
    both = [
        subprocess.Popen(
            command,
            cwd=project,
            env=environment,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        for _ in range(2)
    ]

    said = [one.communicate() for one in both]

    assert [out for out, _ in said] == [f"{project}/.venv up\n"] * 2
    assert sum("Installed in" in err for _, err in said) == 1


def test_off_stays_with_the_python_that_runs(project: Path) -> None:
    done = open_door(project, BETTERWAY_BOOTSTRAP="off")

    assert done.stdout == f"{sys.prefix}\n"
    assert not (project / ".venv").exists()


def test_packages_that_cannot_be_fetched_are_said_and_leave_no_stamp(project: Path) -> None:
    (project / "requirements.lock").write_text(f"django==6.1.3 --hash=sha256:{'0' * 64}\n")

    done = open_door(project, PIP_NO_INDEX="1", PIP_FIND_LINKS="")

    assert done.returncode == 1
    assert "The packages could not be fetched: check the connection with" in done.stderr
    assert not (project / ".venv" / "stamp").exists()


def test_a_python_without_venv_names_the_line_that_brings_it(
    project: Path, bare: dict[str, str]
) -> None:
    program(Path(bare["PATH"]) / "python3.12", 'echo 3 12 0 "$0"')

    done = run(project, sys.executable, "-c", UNFIT, **bare)

    assert done.returncode == 1
    assert done.stderr.startswith("Python 3.12 is here without its venv module: run `")
    assert "apt install python3.12-venv`" in done.stderr or "python3-venv`" in done.stderr


def test_a_shim_that_stands_for_nothing_is_passed_by(project: Path, sparse: dict[str, str]) -> None:
    program(Path(sparse["PATH"]) / "python3.13", "exit 127")

    done = run(project, sys.executable, "-c", UNFIT, "up", **sparse)

    assert f"Making .venv with {sparse['PATH']}/python3.12 …" in done.stderr
    assert done.returncode == 1


def test_with_no_python_at_all_uv_fetches_one(
    project: Path, sparse: dict[str, str], tmp_path: Path
) -> None:
    fetched = (Path(sparse["PATH"]) / "python3.12").rename(tmp_path / "python")
    program(
        Path(sparse["PATH"]) / "uv",
        f'if [ "$1 $2" = "python find" ]; then echo "{fetched}"; fi',
    )

    done = run(project, sys.executable, "-c", UNFIT, "up", **sparse)

    assert "no other was found. Fetching 3.13 with uv …" in done.stderr
    assert f"Making .venv with {fetched} …" in done.stderr


def test_a_uv_that_fetches_nothing_ends_in_one_sentence(
    project: Path, bare: dict[str, str]
) -> None:
    program(Path(bare["PATH"]) / "uv", 'test "$1" = "--version"')

    done = run(project, sys.executable, "-c", UNFIT, "up", **bare)

    assert done.returncode == 1
    assert "no other was found or could be fetched: connect this machine" in done.stderr
