"""The site's own pages (about, the rules, privacy, …), each with its earlier versions."""

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.safestring import mark_safe

from practices import access, actions, history, prose
from practices.models import Page
from practices.views.answers import posted, see


class PageForm(forms.Form):
    """What a steward writes of a page."""

    title = forms.CharField(label="Title", max_length=120)
    body = forms.CharField(
        label="The text",
        help_text="An empty line between paragraphs, “- ” for a list, “## ” for a heading.",
        widget=forms.Textarea(attrs={"rows": 20}),
        max_length=100_000,
    )
    reason = forms.CharField(label="What changed, and why", required=False, max_length=300)


def page(request: HttpRequest, slug: str) -> HttpResponse:
    """A page, to read."""
    page = get_object_or_404(Page, slug=slug)
    may_edit = request.user.is_authenticated and request.user.is_steward
    return render(request, "practices/page.html", {"page": page, "may_edit": may_edit})


def edit_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Change a page."""
    by = access.steward(request)
    page = get_object_or_404(Page, slug=slug)
    initial = {"title": page.title, "body": prose.to_text(page.body)}
    form = PageForm(posted(request), initial=initial)
    if form.is_valid():
        try:
            actions.write_page(page, by=by, **form.cleaned_data)
        except ValidationError as problem:
            form.add_error("body", problem)
        else:
            messages.success(request, "Saved.")
            return see(page)
    status = 422 if form.is_bound else 200
    return render(request, "practices/page_form.html", {"form": form, "page": page}, status=status)


def page_history(request: HttpRequest, slug: str) -> HttpResponse:
    """Every version of a page, newest first: when, by whom, and why."""
    page = get_object_or_404(Page, slug=slug)
    context = {
        "page": page,
        "versions": list(enumerate(history.page_versions(page), start=1))[::-1],
    }
    return render(request, "practices/page_history.html", context)


def page_version(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """A page as it once was, and what changed in it then."""
    page = get_object_or_404(Page, slug=slug)
    versions = history.page_versions(page)
    if not 1 <= number <= len(versions):
        raise Http404(f"There is no version {number}.")
    version = versions[number - 1]
    context = {"page": page, "version": version, "number": number, "newest": len(versions)}
    if number > 1:
        text = prose.compare(versions[number - 2].body, version.body)
        # Both versions were sanitized when they were stored; only <ins> and <del> are added.
        context |= {"summary": text.summary, "running": mark_safe(prose.running_html(text))}
    return render(request, "practices/page_version.html", context)
