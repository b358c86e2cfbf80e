"""Writing the site's own pages."""

from django.db import transaction

from practices import prose
from practices.actions.auditing import note
from practices.models import Deed, Page, Person


@transaction.atomic
def write_page(page: Page, *, by: Person | None, title: str, body: str, reason: str = "") -> Page:
    """Save a page's next version. Raises ValidationError."""
    page.title = " ".join(title.split())
    page.body = prose.from_text(body) if prose.is_plain(body) else body
    page.full_clean(validate_unique=False)
    page._history_user, page._change_reason = by, reason
    is_first = page.pk is None
    page.save()
    if not is_first:
        note(Deed.PAGE, page, by=by)
    return page
