"""What every page knows about the site."""

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, str]:
    """The site's name and address, and under which licence people share what they write."""
    return {
        "site_name": settings.SITE_NAME,
        "site_url": settings.SITE_URL,
        "content_licence": settings.CONTENT_LICENCE,
        "content_licence_url": settings.CONTENT_LICENCE_URL,
    }
