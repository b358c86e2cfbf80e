"""The table of contents: every address of the library, one verb each."""

from django.urls import include, path, register_converter

from practices import feeds, kinds
from practices.api import api
from practices.views import (
    account,
    audit,
    caring,
    changes,
    data,
    deciding,
    discussion,
    drafts,
    entries,
    files,
    following,
    home,
    linked,
    links,
    machines,
    moving,
    pages,
    people,
    private_notes,
    questions,
    redaction,
    reports,
    revisions,
    search,
    splitting,
    status,
    suggesting,
    suggestions,
    themes,
    theming,
    tokens,
    undoing,
    waiting,
    writing,
)


class PluralConverter:
    """One of the words that kinds have in addresses."""

    regex = "|".join(kinds.BY_PLURAL)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class PageConverter(PluralConverter):
    """One of the site's own pages."""

    regex = "about|rules|privacy|accessibility|contact"


register_converter(PluralConverter, "plural")
register_converter(PageConverter, "page")

# /<kind>/<slug>/…
entry_urls = [
    path("", entries.entry, name="entry"),
    path("edit/", writing.edit, name="entry-edit"),
    path("suggest/", suggesting.suggest, name="entry-suggest"),
    path("links/", links.links, name="entry-links"),
    path("discussion/", discussion.entry_discussion, name="entry-discussion"),
    path("linked/", linked.linked_here, name="entry-linked"),
    path("history/", revisions.history, name="entry-history"),
    path("history/<int:number>/", revisions.revision, name="entry-revision"),
    path("compare/", revisions.pick, name="entry-pick"),
    path("compare/<int:a>/<int:b>/", revisions.compare, name="entry-compare"),
    path("undo/<int:number>/", revisions.undo, name="entry-undo"),
    path("origins/", revisions.origins, name="entry-origins"),
    path("revert/<int:number>/", revisions.revert, name="entry-revert"),
    path("private-note/", private_notes.write, name="entry-private-note"),
    path("still-true/", caring.still_true, name="entry-still-true"),
    path("care/", caring.care, name="entry-care"),
    path("take-on/", caring.take_on, name="entry-take-on"),
    path("lay-down/", caring.lay_down, name="entry-lay-down"),
    path("publish/", status.publish, name="entry-publish"),
    path("withdraw/", status.withdraw, name="entry-withdraw"),
    path("delete/", status.delete, name="entry-delete"),
    path("undelete/", status.undelete, name="entry-undelete"),
    path("files/", files.files, name="entry-files"),
    path("protect/", moving.protect, name="entry-protect"),
    path("split/", splitting.split, name="entry-split"),
    path("merge/", moving.merge, name="entry-merge"),
    path("unprotect/", moving.unprotect, name="entry-unprotect"),
]

# /discussion/<id>/…: one conversation, or one answer in it
comment_urls = [
    path("", discussion.comment, name="comment"),
    path("answer/", discussion.answer, name="comment-answer"),
    path("edit/", discussion.edit, name="comment-edit"),
    path("resolve/", discussion.resolve, name="comment-resolve"),
    path("reopen/", discussion.reopen, name="comment-reopen"),
    path("helped/", discussion.helped, name="comment-helped"),
    path("hide/", discussion.hide, name="comment-hide"),
    path("unhide/", discussion.unhide, name="comment-unhide"),
]

# /suggestions/<id>/…: what waits to be looked at
suggestion_urls = [
    path("", suggestions.suggestion, name="suggestion"),
    path("again/", suggestions.again, name="suggestion-again"),
    path("take-back/", suggestions.take_back, name="suggestion-take-back"),
    path("accept/", deciding.accept, name="suggestion-accept"),
    path("change/", deciding.change, name="suggestion-change"),
    path("return/", deciding.send_back, name="suggestion-return"),
    path("appeal/", suggestions.appeal, name="suggestion-appeal"),
]

# /drafts/…: what somebody is writing, theirs alone
draft_urls = [
    path("", drafts.drafts, name="drafts"),
    path("save/", drafts.save, name="draft-save"),
    path("here/", drafts.here, name="draft-here"),
    path("<int:pk>/", drafts.draft, name="draft"),
    path("<int:pk>/throw/", drafts.throw, name="draft-throw"),
]

# /reports/<id>/…: what somebody said is wrong, and what came of it
report_urls = [
    path("", reports.one, name="report"),
    path("decide/", reports.decide, name="report-decide"),
    path("appeal/", reports.appeal, name="report-appeal"),
    path("hear/", reports.hear, name="report-hear"),
]

# /accounts/… beside what allauth has there
account_urls = [
    path("profile/", account.profile, name="profile"),
    path("profile/data.json", account.take_away, name="my-data"),
    path("leave/", account.leave, name="leave"),
    path("tokens/", tokens.tokens, name="tokens"),
    path("tokens/<int:pk>/remove/", tokens.remove_token, name="token-remove"),
    path("enter/<str:token>/", account.enter, name="enter"),
]

people_urls = [
    path("", people.people, name="people"),
    path("new/", people.new_person, name="person-new"),
    path("<slug:username>/", people.person, name="person"),
    path("<slug:username>/role/", people.role, name="person-role"),
    path("<slug:username>/deactivate/", people.deactivate, name="person-deactivate"),
    path("<slug:username>/reactivate/", people.reactivate, name="person-reactivate"),
    path("<slug:username>/link/", people.link, name="person-link"),
    path("<slug:username>/undo/", undoing.undo, name="person-undo"),
]

urlpatterns = [
    path("", home.home, name="home"),
    # First, since most of what is asked for is an entry: what stands above it is tried each time.
    path("<plural:plural>/<slug:slug>.json", data.as_json, name="entry-json"),
    path("<plural:plural>/<slug:slug>.md", data.as_markdown, name="entry-markdown"),
    path("<plural:plural>/", entries.entries, name="entries"),
    path("<plural:plural>/new/", writing.new, name="entry-new"),
    path("<plural:plural>/new/similar/", writing.similar, name="entry-similar"),
    path("<plural:plural>/<slug:slug>/", include(entry_urls)),
    path("e/<int:pk>/", entries.by_id, name="entry-by-id"),
    path("e/<int:pk>/<int:number>/", revisions.by_id, name="revision-by-id"),
    path("changes/seen/", changes.seen, name="changes-seen"),
    path("changes/", changes.changes, name="changes"),
    path("wanted/", linked.wanted, name="wanted"),
    path("links/<int:pk>/remove/", links.unlink, name="unlink"),
    path("links/<int:pk>/rate/", links.rate, name="rate"),
    path("links/<int:pk>/rate/withdraw/", links.withdraw_rating, name="withdraw-rating"),
    path("discussion/<int:pk>/", include(comment_urls)),
    path("private-notes/", private_notes.private_notes, name="private-notes"),
    path("private-notes/<int:pk>/", private_notes.private_note, name="private-note"),
    path("private-notes/<int:pk>/answer/", private_notes.answer, name="private-note-answer"),
    path("desk/", waiting.desk, name="desk"),
    path("desk/<slug:name>/", waiting.section, name="desk-section"),
    path("suggestions/", suggestions.queue, name="suggestions"),
    path("suggestions/mine/", suggestions.mine, name="my-suggestions"),
    path("suggestions/<int:pk>/", include(suggestion_urls)),
    path("questions/", questions.questions, name="questions"),
    path("follow/", following.follow, name="follow"),
    path("following/", following.following, name="following"),
    path("following/<int:pk>/level/", following.level, name="follow-level"),
    path("following/<int:pk>/stop/", following.unfollow, name="unfollow"),
    path("notices/", following.told, name="notices"),
    path("notices/seen/", following.seen, name="notices-seen"),
    path("unsubscribe/<str:token>/", following.unsubscribe, name="unsubscribe"),
    path("drafts/", include(draft_urls)),
    path("accounts/", include(account_urls)),
    path("people/", include(people_urls)),
    path("report/", reports.report, name="report-new"),
    path("reports/", reports.queue, name="reports"),
    path("reports/mine/", reports.mine, name="my-reports"),
    path("reports/<int:pk>/", include(report_urls)),
    path("redact/", redaction.redact, name="redact"),
    path("audit/", audit.audit, name="audit"),
    path("paste/", writing.paste, name="paste"),
    path("files/", files.upload, name="upload"),
    path("files/<str:name>", files.file, name="file"),
    path("files/<int:width>/<str:name>", files.file, name="file-narrow"),
    path("files/<int:pk>/take-away/", files.take_away, name="file-take-away"),
    path("search/", search.results, name="search"),
    path("search/suggest/", search.suggest, name="search-suggest"),
    path("opensearch.xml", search.opensearch, name="opensearch"),
    path("themes/", themes.themes, name="themes"),
    path("themes/suggest/", themes.suggest, name="theme-suggest"),
    path("themes/<str:slug>/", themes.theme, name="theme"),
    path("themes/<str:slug>/edit/", theming.edit, name="theme-edit"),
    path("themes/<str:slug>/merge/", theming.merge, name="theme-merge"),
    path("themes/<str:slug>/apart/", theming.apart, name="theme-apart"),
    path("themes/<str:slug>/delete/", theming.delete, name="theme-delete"),
    path("themes/<str:slug>/lay-down/", theming.lay_down, name="theme-lay-down"),
    path("themes-to-merge/", theming.to_merge, name="themes-to-merge"),
    path("themes-to-merge/<int:pk>/undo/", theming.undo, name="theme-merge-undo"),
    path("themes/<str:slug>/feed.atom", feeds.ThemeChanges(), name="theme-feed"),
    path("feeds/changes.atom", feeds.AllChanges(), name="changes-feed"),
    path("feeds/<str:plural>.atom", feeds.KindChanges(), name="kind-feed"),
    path("api/v1/", api.urls),
    path("healthz", machines.healthz, name="healthz"),
    path("readyz", machines.readyz, name="readyz"),
    path("robots.txt", machines.robots, name="robots"),
    path("sitemap.xml", machines.sitemap, name="sitemap"),
    path(".well-known/security.txt", machines.security, name="security"),
    path("<page:slug>/", pages.page, name="page"),
    path("<page:slug>/edit/", pages.edit_page, name="page-edit"),
    path("<page:slug>/history/", pages.page_history, name="page-history"),
    path("<page:slug>/history/<int:number>/", pages.page_version, name="page-version"),
]
