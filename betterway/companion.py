"""Keeps the worker running beside the server, and ends it with the server.

A process of its own that imports nothing of the site: it starts the worker, starts it again if it
falls over, and stops it when it is told to, or when the server is gone, however that ended.
"""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType

MANAGE = Path(__file__).resolve().parent.parent / "manage.py"
AGAIN = 10
"""Seconds before a worker that fell over is started again."""
PATIENCE = 20
"""Seconds a worker has to finish the letter it is sending."""


class Told(Exception):
    """Somebody asked this process to end."""


def start() -> None:
    """Start a companion of this process. It ends by itself within seconds of this one."""
    companion = [sys.executable, "-m", "betterway.companion", str(os.getpid())]
    subprocess.Popen(companion, cwd=MANAGE.parent)


def keep(server: int) -> None:
    """Run the worker for as long as the process with this number, our parent, is there."""
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _told)
    worker = None
    try:
        while os.getppid() == server:
            if worker is None or worker.poll() is not None:
                if worker is not None:
                    time.sleep(AGAIN)
                worker = subprocess.Popen([sys.executable, str(MANAGE), "work"])
            time.sleep(1)
    except Told:
        pass
    finally:
        _end(worker)


def _told(number: int, frame: FrameType | None) -> None:
    raise Told


def _end(worker: subprocess.Popen[bytes] | None) -> None:
    if worker is None or worker.poll() is not None:
        return
    worker.terminate()
    try:
        worker.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        worker.kill()


if __name__ == "__main__":
    keep(int(sys.argv[1]))
