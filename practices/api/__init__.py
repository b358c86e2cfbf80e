"""The API: everything a page shows, and writing by token."""

from practices.api.library import api

__all__ = ["api"]
