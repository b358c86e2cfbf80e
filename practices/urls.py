"""The table of contents: every address of the library, one verb each."""

from django.urls import include, path, register_converter

from practices import kinds
from practices.views import entries, home


class PluralConverter:
    """One of the words that kinds have in addresses."""

    regex = "|".join(kinds.BY_PLURAL)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(PluralConverter, "plural")

# /<kind>/<slug>/…
entry_urls = [
    path("", entries.entry, name="entry"),
    path("edit/", entries.edit, name="entry-edit"),
]

urlpatterns = [
    path("", home.home, name="home"),
    path("e/<int:pk>/", entries.by_id, name="entry-by-id"),
    path("<plural:plural>/", entries.entries, name="entries"),
    path("<plural:plural>/new/", entries.new, name="entry-new"),
    path("<plural:plural>/<slug:slug>/", include(entry_urls)),
]
