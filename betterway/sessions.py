"""Where it is kept who is signed in: Django's table, asked without its words."""

from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone

# Asked on every page of whoever is signed in, so it goes to the database as it stands.
_STANDING = (
    f"SELECT session_data FROM {Session._meta.db_table} WHERE session_key = %s AND expire_date > %s"
)


class SessionStore(db.SessionStore):
    """Sessions as Django keeps them."""

    def load(self) -> dict[str, Any]:
        """What the session holds; of one that is not, or is over, Django knows what to make."""
        now = connection.ops.adapt_datetimefield_value(timezone.now())
        with connection.cursor() as cursor:
            cursor.execute(_STANDING, [self.session_key, now])
            found = cursor.fetchone()
        return self.decode(found[0]) if found else super().load()
