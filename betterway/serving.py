"""The production server, in this very process: gunicorn with threads, on one address."""

import gc
import socket
from typing import Any, NoReturn

from gunicorn.app.base import BaseApplication


class PortTaken(Exception):
    """Nothing can listen at this address; says so in a sentence."""


def claim(host: str, port: int) -> socket.socket:
    """A socket that listens at an address, before anything else is done. Raises PortTaken.

    Whoever connects from now on waits until `serve` answers.
    """
    try:
        return socket.create_server((host, port), family=_family(host), backlog=2048)
    except OSError as problem:
        raise PortTaken(
            f"{host} port {port} cannot be used ({problem.strerror}). If the library already "
            f"runs there, all is well; otherwise choose another: PORT={port + 1}."
        ) from problem
    except OverflowError as problem:
        raise PortTaken(f"There is no port {port}: PORT is a number up to 65535.") from problem


def _family(host: str) -> int:
    return socket.AF_INET6 if ":" in host else socket.AF_INET


def settle() -> None:
    """Keep what is loaded by now out of the collector's way.

    Looking through it for rubbish again and again takes a tenth of every page's time, and would
    give each worker a copy of the memory they share.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000)


def serve(application: Any, at: socket.socket, *, workers: int, threads: int) -> NoReturn:
    """Serve until the process is told to stop, finish the requests at hand, and exit with 0."""
    settle()
    _Server(
        application,
        {
            "bind": f"fd://{at.detach()}",
            "workers": workers,
            "threads": threads,
            "worker_class": "gthread",
            # The application is loaded before the workers are split off: they share its memory.
            "preload_app": True,
            # Longer than the minute proxies and browsers hold an idle connection: whoever
            # closes first must not be us, or a request on its way is lost.
            "keepalive": 75,
            "timeout": 120,
            "graceful_timeout": 20,
            "loglevel": "warning",
            "control_socket_disable": True,
            "proc_name": "betterway",
        },
    ).run()
    raise SystemExit(0)


class _Server(BaseApplication):
    def __init__(self, application: Any, options: dict[str, Any]) -> None:
        self.application, self.options = application, options
        super().__init__()

    def load_config(self) -> None:
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        return self.application
