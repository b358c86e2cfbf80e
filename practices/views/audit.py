"""The log of who looked after what, for stewards."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from practices import access
from practices.audit import leaf
from practices.forms import AuditForm


@never_cache
def audit(request: HttpRequest) -> HttpResponse:
    """Deeds, newest first; `?before=` is where a page begins."""
    access.steward(request)
    form = AuditForm(request.GET)
    is_fine = form.is_valid()
    context = {"form": form, "leaf": leaf(**form.cleaned_data) if is_fine else None}
    return render(request, "practices/audit.html", context, status=200 if is_fine else 422)
