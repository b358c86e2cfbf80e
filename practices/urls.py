"""The table of contents: every address of the library, one verb each."""

from django.urls import include, path, register_converter

from practices import kinds
from practices.views import changes, entries, home, links, pages, revisions, status, writing


class PluralConverter:
    """One of the words that kinds have in addresses."""

    regex = "|".join(kinds.BY_PLURAL)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class PageConverter(PluralConverter):
    """One of the site's own pages."""

    regex = "about|privacy|accessibility|contact"


register_converter(PluralConverter, "plural")
register_converter(PageConverter, "page")

# /<kind>/<slug>/…
entry_urls = [
    path("", entries.entry, name="entry"),
    path("edit/", writing.edit, name="entry-edit"),
    path("links/", links.links, name="entry-links"),
    path("history/", revisions.history, name="entry-history"),
    path("history/<int:number>/", revisions.revision, name="entry-revision"),
    path("compare/", revisions.pick, name="entry-pick"),
    path("compare/<int:a>/<int:b>/", revisions.compare, name="entry-compare"),
    path("revert/<int:number>/", revisions.revert, name="entry-revert"),
    path("publish/", status.publish, name="entry-publish"),
    path("withdraw/", status.withdraw, name="entry-withdraw"),
    path("delete/", status.delete, name="entry-delete"),
    path("undelete/", status.undelete, name="entry-undelete"),
]

urlpatterns = [
    path("", home.home, name="home"),
    path("e/<int:pk>/", entries.by_id, name="entry-by-id"),
    path("e/<int:pk>/<int:number>/", revisions.by_id, name="revision-by-id"),
    path("changes/", changes.changes, name="changes"),
    path("links/<int:pk>/remove/", links.unlink, name="unlink"),
    path("links/<int:pk>/rate/", links.rate, name="rate"),
    path("links/<int:pk>/rate/withdraw/", links.withdraw_rating, name="withdraw-rating"),
    path("<plural:plural>/", entries.entries, name="entries"),
    path("<plural:plural>/new/", writing.new, name="entry-new"),
    path("<plural:plural>/<slug:slug>/", include(entry_urls)),
    path("<page:slug>/", pages.page, name="page"),
    path("<page:slug>/edit/", pages.edit_page, name="page-edit"),
]
