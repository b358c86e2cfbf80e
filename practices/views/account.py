"""One's own account: profile, data to take away, leaving, and coming in by a one-time link."""

from django.contrib import messages
from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from practices import access, actions
from practices.accounts import one_time
from practices.accounts.forms import LeaveForm, ProfileForm
from practices.accounts.takeaway import my_data
from practices.views.answers import posted, see

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@never_cache
def profile(request: HttpRequest) -> HttpResponse:
    """What a person says of themselves, and the ways to everything else of their account."""
    person = access.person(request)
    initial = {name: getattr(person, name) for name in ("name", "about", "is_listed")}
    form = ProfileForm(posted(request), initial=initial)
    if form.is_valid():
        actions.describe(person, **form.cleaned_data)
        messages.success(request, "Saved.")
        return see("profile")
    status = 422 if form.is_bound else 200
    return render(request, "practices/people/profile.html", {"form": form}, status=status)


@never_cache
def take_away(request: HttpRequest) -> HttpResponse:
    """All that the person gave the library, as a file."""
    person = access.person(request)
    response = JsonResponse(my_data(person), json_dumps_params={"indent": 1})
    name = f"a-better-way-{person.username}-{timezone.localdate()}.json"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@never_cache
def leave(request: HttpRequest) -> HttpResponse:
    """Delete one's account."""
    person = access.person(request)
    form = LeaveForm(person, posted(request))
    if form.is_valid():
        try:
            actions.leave(person, keep_name=form.cleaned_data["text"] == "named")
        except actions.LastSteward as problem:
            form.add_error(None, str(problem))
        else:
            logout(request)
            messages.success(request, "Your account is gone. Thank you for what you shared.")
            return see("home")
    status = 422 if form.is_bound else 200
    return render(request, "practices/people/leave.html", {"form": form}, status=status)


@never_cache
def enter(request: HttpRequest, token: str) -> HttpResponse:
    """Come in by a one-time link. Looking at it uses nothing up: mail programs look ahead."""
    if request.method == "POST":
        person = one_time.use(token)
        if person:
            login(request, person, backend=BACKEND)
            return see("home" if person.has_usable_password() else "account_set_password")
    else:
        person = one_time.person_behind(token)
    status = 200 if person else 410
    return render(request, "practices/people/enter.html", {"person": person}, status=status)
