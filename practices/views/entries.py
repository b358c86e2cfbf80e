"""Reading and writing entries."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from practices import access, actions
from practices.forms import EntryForm
from practices.models import Entry

PER_PAGE = 20


def entries(request: HttpRequest, plural: str) -> HttpResponse:
    """All entries of a kind, newest first or A to Z."""
    kind = access.kind_to_read(plural)
    visible = Entry.objects.visible_to(request.user).of_kind(kind.name).in_brief()
    ordered = visible.by_title() if request.GET.get("sort") == "title" else visible.newest()
    page = Paginator(ordered, PER_PAGE).get_page(request.GET.get("page"))
    may_make = access.may_make(request.user, kind)
    context = {"kind": kind, "page": page, "may_make": may_make}
    return render(request, "practices/entries.html", context)


def entry(request: HttpRequest, plural: str, slug: str) -> HttpResponse:
    """One entry, to read."""
    entry = access.entry_to_read(request, plural, slug)
    context = {"entry": entry, "kind": entry.sort, "may_edit": access.may_edit(request.user, entry)}
    return render(request, "practices/entry.html", context)


def by_id(request: HttpRequest, pk: int) -> HttpResponse:
    """The lasting address of an entry, whatever it is called now."""
    return redirect(access.entry_by_id(request, pk))


def new(request: HttpRequest, plural: str) -> HttpResponse:
    """Start an entry."""
    kind = access.kind_to_make(request, plural)
    form = EntryForm(kind, request.POST or None)
    if form.is_valid():
        try:
            made = actions.create(
                kind.name, by=request.user, reason=form.cleaned_data["reason"], **form.changes()
            )
        except ValidationError as problem:
            _explain(form, problem)
        else:
            messages.success(request, "Saved. Thank you.")
            return _see(made)
    return _form(request, form)


def edit(request: HttpRequest, plural: str, slug: str) -> HttpResponse:
    """Change an entry."""
    entry = access.entry_to_edit(request, plural, slug)
    form = EntryForm(entry.sort, request.POST or None, entry=entry)
    if form.is_valid():
        sent = form.cleaned_data
        try:
            saved = actions.revise(
                entry,
                by=request.user,
                base=sent["base"],
                reason=sent["reason"],
                small=sent["small"],
                **form.changes(),
            )
        except ValidationError as problem:
            _explain(form, problem)
        except actions.Conflict as conflict:
            return _conflict(request, form, conflict)
        else:
            messages.success(request, "Saved. Thank you.")
            return _see(saved)
    return _form(request, form)


def _see(entry: Entry) -> HttpResponse:
    response = redirect(entry)
    response.status_code = 303
    return response


def _explain(form: EntryForm, problem: ValidationError) -> None:
    """Put what was wrong beside the fields it is about."""
    by_field = getattr(problem, "error_dict", {None: problem.error_list})
    for name, errors in by_field.items():
        form.add_error(name if name in form.fields else None, errors)


def _form(request: HttpRequest, form: EntryForm) -> HttpResponse:
    context = {"form": form, "kind": form.kind, "entry": form.entry}
    status = 422 if form.is_bound else 200
    return render(request, "practices/entry_form.html", context, status=status)


def _conflict(request: HttpRequest, form: EntryForm, conflict: actions.Conflict) -> HttpResponse:
    context = {"form": form, "kind": form.kind, "entry": conflict.entry, "conflict": conflict}
    return render(request, "practices/conflict.html", context, status=409)
