"""What machines ask for: is it alive, what is there, whom to tell."""

from datetime import timedelta
from io import StringIO
from xml.sax.xmlreader import AttributesImpl

from django.conf import settings
from django.core.paginator import Paginator
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.xmlutils import SimplerXMLGenerator

from practices.models import Entry

PLAIN = "text/plain; charset=utf-8"
PER_SITEMAP = 5000
XMLNS = "http://www.sitemaps.org/schemas/sitemap/0.9"


def healthz(request: HttpRequest) -> HttpResponse:
    """The process is alive; nothing else is asked."""
    return HttpResponse("ok\n", content_type=PLAIN)


def readyz(request: HttpRequest) -> HttpResponse:
    """The database answers and has every table the code asks for; 503 until then."""
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return HttpResponse("the database does not answer\n", content_type=PLAIN, status=503)
    if waiting:
        return HttpResponse("migrations are waiting\n", content_type=PLAIN, status=503)
    return HttpResponse("ok\n", content_type=PLAIN)


def robots(request: HttpRequest) -> HttpResponse:
    """What crawlers are asked to leave alone: pages without end, and none of the words."""
    lines = [
        "User-agent: *",
        "Disallow: /accounts/",
        "Disallow: /search/",
        "Disallow: /*/compare/",
        "Disallow: /*/history/",
        "Disallow: /*/suggest/",
        "Disallow: /suggestions/",
        f"Sitemap: {settings.SITE_URL}{reverse('sitemap')}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type=PLAIN)


def security(request: HttpRequest) -> HttpResponse:
    """Whom to tell about a hole (RFC 9116)."""
    expires = (timezone.now() + timedelta(days=180)).replace(microsecond=0)
    lines = [
        f"Contact: {settings.SECURITY_CONTACT}",
        f"Expires: {expires.isoformat()}",
        "Preferred-Languages: en",
        f"Canonical: {settings.SITE_URL}{reverse('security')}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type=PLAIN)


def sitemap(request: HttpRequest) -> HttpResponse:
    """Every published entry, in parts where there are many (sitemaps.org)."""
    published = Entry.objects.published().only("kind", "slug", "updated").order_by("id")
    parts = Paginator(published, PER_SITEMAP)
    asked = request.GET.get("part", "")
    if parts.num_pages > 1 and not asked:
        addresses = [f"{reverse('sitemap')}?part={n}" for n in parts.page_range]
        return _xml("sitemapindex", "sitemap", [(address, None) for address in addresses])
    if asked and (not asked.isdecimal() or int(asked[:9]) not in parts.page_range):
        raise Http404
    page = parts.get_page(asked or 1)
    return _xml("urlset", "url", [(e.get_absolute_url(), e.updated.isoformat()) for e in page])


def _xml(root: str, item: str, lines: list[tuple[str, str | None]]) -> HttpResponse:
    out = StringIO()
    xml = SimplerXMLGenerator(out, "utf-8")
    xml.startDocument()
    xml.startElement(root, AttributesImpl({"xmlns": XMLNS}))
    for address, changed in lines:
        xml.startElement(item, AttributesImpl({}))
        xml.addQuickElement("loc", f"{settings.SITE_URL}{address}")
        if changed:
            xml.addQuickElement("lastmod", changed)
        xml.endElement(item)
    xml.endElement(root)
    return HttpResponse(out.getvalue(), content_type="application/xml; charset=utf-8")
