"""What stands between the server and the views."""

import codecs
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render

from practices.access import Gone, Moved, MustSignIn

Respond = Callable[[HttpRequest], HttpResponse]


def readable_forms(get_response: Respond) -> Respond:
    """Refuse a form in an encoding nobody can read.

    Django would fail while reading it, and fail again while making the page that says so.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        charset = (request.content_params or {}).get("charset", "utf-8")
        try:
            known = codecs.lookup(charset).name in ("utf-8", "ascii", "iso8859-1")
        except (LookupError, ValueError):
            known = False
        if request.method == "POST" and not known:
            return HttpResponseBadRequest("Please send the form as UTF-8.", "text/plain")
        return get_response(request)

    return middleware


def bearable_uploads(get_response: Respond) -> Respond:
    """Refuse what is larger than anything taken here, before all of it is read and put on disk."""

    def middleware(request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isdecimal() and int(length) > settings.LARGEST_REQUEST_MB * 1_000_000:
            said = f"This is too large: at most {settings.LARGEST_REQUEST_MB} MB can be sent."
            return HttpResponse(said, "text/plain; charset=utf-8", status=413)
        return get_response(request)

    return middleware


def account_answers(get_response: Respond) -> Respond:
    """Let the account pages answer a form as all others do: 303 when it is done, 422 when not."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        view = request.resolver_match.view_name if request.resolver_match else ""
        if request.method == "POST" and view.startswith("account_"):
            response.status_code = {200: 422, 302: 303}.get(
                response.status_code, response.status_code
            )
        return response

    return middleware


class Doors:
    """Where `access` ends a request, this says how it ends."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\0" in request.path_info:
            raise Http404("Nothing here is called so, and PostgreSQL refuses to look.")
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, problem: Exception) -> HttpResponse | None:
        if isinstance(problem, MustSignIn):
            return redirect_to_login(request.get_full_path())
        if isinstance(problem, Moved):
            return redirect(problem.url, permanent=True, preserve_request=request.method != "GET")
        if isinstance(problem, Gone):
            return render(request, "410.html", {"entry": problem.entry}, status=410)
        return None
