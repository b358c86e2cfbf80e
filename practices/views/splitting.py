"""Making a part of an entry an entry of its own. GET asks, POST does."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import format_html

from practices import access, actions, kinds, prose
from practices.forms import SplitForm
from practices.models import Entry
from practices.views.answers import posted, see

OPENING = 60
MOST_POINTS = 300


def split(request: HttpRequest, plural: str, slug: str) -> HttpResponse:
    """Split a section or a point off: first which, then what it becomes."""
    entry = access.entry_to_change(request, plural, slug)
    asked = (posted(request) or request.GET).get("section", "")
    block = next((one for one in prose.blocks(entry.body) if one.anchor == asked and asked), None)
    if block is None:
        return _choose(request, entry, asked)
    makeable = [kind for kind in kinds.KINDS if access.may_make(request.user, kind)]
    begun = {"section": asked, "base": entry.revision, "kind": entry.kind, "title": _title(block)}
    form = SplitForm(makeable, posted(request), initial=begun)
    try:
        taken = actions.taken_from(entry, asked)
        if form.is_valid():
            return _split(request, entry, form)
    except ValidationError as problem:
        if not form.is_bound:
            return _choose(request, entry, asked, " ".join(problem.messages))
        form.add_error(None, problem.messages)
        taken = ""
    except actions.Conflict as conflict:
        said = f"“{conflict.entry.title}” was changed meanwhile. Look at the part again."
        return _choose(request, conflict.entry, asked, said, status=409)
    context = {"entry": entry, "form": form, "taken": taken, "block": block}
    return render(request, "practices/split.html", context, status=422 if form.is_bound else 200)


def _split(request: HttpRequest, entry: Entry, form: SplitForm) -> HttpResponse:
    made = actions.split_off(entry, by=access.person(request), **form.values())
    words = 'A page of its own. <a href="{}">{}</a> leads here, and this leads back.'
    messages.success(request, format_html(words, entry.get_absolute_url(), entry.title))
    return see(made)


def _title(block: prose.Block) -> str:
    if block.tag in ("h2", "h3", "h4") or len(block.text) <= OPENING:
        return block.text.rstrip(".")[:200]
    return block.text[:OPENING].rpartition(" ")[0]


def _choose(
    request: HttpRequest, entry: Entry, asked: str, problem: str = "", status: int = 422
) -> HttpResponse:
    if asked and not problem:
        problem = "That part is no longer in the text. Choose another."
    points = [
        block for block in prose.blocks(entry.body) if block.text and block.tag in ("p", "li")
    ]
    context = {
        "entry": entry,
        "headings": prose.outline(entry.body),
        "points": points[:MOST_POINTS],
        "problem": problem,
    }
    status = status if problem else 200
    return render(request, "practices/split_choose.html", context, status=status)
