"""The main job: make or renew everything, then serve."""

import socket
from contextlib import closing
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import CommandError
from django.core.wsgi import get_wsgi_application
from django.db import connections

from betterway import companion, serving, static_files
from practices import actions
from practices.accounts.one_time import LASTS, one_time_link
from practices.management.base import LibraryCommand
from practices.models import Entry, Person, Role
from practices.transfer import starter


class Command(LibraryCommand):
    help = (
        "Bring the database up to date (or make it), load the starter library where the library "
        "is empty, and serve. Run it again as often as you like: what people wrote stays."
    )

    def execute(self, *args: Any, **options: Any) -> str | None:
        # Claimed first of all: where the library runs already, nothing is touched.
        try:
            self.door = serving.claim(settings.HOST, settings.PORT)
        except serving.PortTaken as problem:
            raise CommandError(str(problem)) from problem
        with closing(self.door):
            return super().execute(*args, **options)

    def handle(self, *args: Any, **options: Any) -> None:
        if not Entry.objects.exists():
            self.say("Loading the starter library …")
            self.say(f"  {starter.load()}")
        if not static_files.is_current():
            self.say("Preparing the static files …")
            static_files.build()
        self.check()
        self._greet()
        # A connection to the database must not be shared by the workers that are split off.
        connections.close_all()
        companion.start()
        serving.serve(
            get_wsgi_application(),
            self.door,
            workers=settings.WEB_WORKERS,
            threads=settings.WEB_THREADS,
        )

    def _greet(self) -> None:
        if not settings.EMAIL_URL:
            self.say(f"Mail lands in {settings.DATA_DIR / 'mail'} (set EMAIL_URL to send it).")
        if not actions.has_entered(Role.STEWARD):
            self.say(
                "No steward has signed in yet. This link lets the first one in, once, "
                f"within {LASTS.days} days:\n  {one_time_link(first_steward())}"
            )
        self.say(f"{settings.SITE_NAME} is at {settings.SITE_URL}/ (Ctrl-C stops it).")


def first_steward() -> Person:
    """A steward who has not been here yet: one who was named, or one made for the purpose."""
    stewards = Person.objects.members().filter(role=Role.STEWARD, is_active=True)
    host = urlsplit(settings.SITE_URL).hostname or ""
    return stewards.order_by("pk").first() or actions.add_person(
        f"steward@{host if _is_name(host) else 'localhost'}",
        name="First steward",
        role=Role.STEWARD,
    )


def _is_name(host: str) -> bool:
    """Whether this is a name, not a number: addresses of people need one."""
    try:
        socket.getaddrinfo(host, None, flags=socket.AI_NUMERICHOST)
    except OSError:
        return "." in host
    return False
