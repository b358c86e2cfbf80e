"""The addresses of convening."""

from django.urls import path

from roundtables.views import calendar, importing, meetings

urlpatterns = [
    path("meetings/", meetings.meetings, name="meetings"),
    path("meetings/calendar.ics", calendar.calendar, name="calendar"),
    path("series/", meetings.all_series, name="all-series"),
    path("series/<slug:slug>/", meetings.series, name="series"),
    path("series/<slug:slug>/calendar.ics", calendar.series_calendar, name="series-calendar"),
    path("roundtables/import/", importing.choose, name="import"),
    path("roundtables/import/<int:pk>/", importing.confirm, name="import-confirm"),
]
