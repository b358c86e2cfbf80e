"""The whole site, room by room."""

from django.urls import include, path

urlpatterns = [
    path("accounts/", include("allauth.account.urls")),
    path("", include("roundtables.urls")),
    path("", include("practices.urls")),
]
