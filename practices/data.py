"""An entry as plain data and as Markdown: one shape for pages, feeds, the API and export."""

from datetime import date
from typing import Any

from django.conf import settings

from practices import kinds, prose
from practices.models import Attachment, Entry


def address(entry: Any) -> str:
    """The whole address of an entry."""
    return f"{settings.SITE_URL}{entry.get_absolute_url()}"


def in_brief(entry: Entry) -> dict[str, Any]:
    """An entry as a line of a list."""
    brief = {
        "id": entry.pk,
        "kind": entry.kind,
        "title": entry.title,
        "slug": entry.slug,
        "url": address(entry),
        "summary": entry.summary,
        "themes": entry.theme_names,
        "revision": entry.revision,
        "status": entry.status,
        "created": entry.created.isoformat(),
        "updated": entry.updated.isoformat(),
    }
    if entry.kind == kinds.NOTE.name:
        brief["meeting"] = _meeting(entry)
    return brief


def file_in_full(attachment: Attachment) -> dict[str, Any]:
    """A picture or file, without what it holds. Texts name it by `address`."""
    about = {name: getattr(attachment, name) for name in ("name", "alt", "size", "width", "height")}
    type_of = attachment.media_type.partition(";")[0]
    url = f"{settings.SITE_URL}{attachment.address}"
    return {
        "id": attachment.pk,
        "address": attachment.address,
        "url": url,
        "type": type_of,
        **about,
    }


def in_full(entry: Entry) -> dict[str, Any]:
    """All that a page shows of an entry itself."""
    links = Entry.objects.to_see(entry.links_record)
    whole = {**in_brief(entry), "body": entry.body, **facts(entry), "links": links}
    return {**whole, "steward": _keeper(entry), "review": _day(entry.review_due)}


def _keeper(entry: Entry) -> str | None:
    """The name of the person who looks after it, or the key of the series that does."""
    return entry.keeper.name if entry.keeper else entry.keeper_group or None


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def facts(row: Any) -> dict[str, Any]:
    """The facts of a version by name: list facts as lists of plain text, the rest as they are."""
    kind = kinds.BY_NAME[row.kind]
    named = {name: getattr(row, name) for name in kind.facts}
    for name in set(kinds.LIST_FACTS) & set(named):
        named[name] = prose.to_lines(named[name], links=True)
    return {**named, "source": row.source, "licence": row.licence or settings.CONTENT_LICENCE}


def version(row: Any) -> dict[str, Any]:
    """One version as a line of a list: who, when, why, how much."""
    person = row.history_user
    return {
        "entry": row.id,
        "kind": row.kind,
        "title": row.title,
        "revision": row.revision,
        "url": f"{settings.SITE_URL}/e/{row.id}/{row.revision}/",
        "by": person.name if person else None,
        "when": row.history_date.isoformat(),
        "reason": row.history_change_reason or "",
        "change": row.change_summary,
        "small": row.small,
        "words": row.words,
    }


def version_in_full(row: Any) -> dict[str, Any]:
    """The whole of one version."""
    whole = {
        **version(row),
        "summary": row.summary,
        "body": row.body,
        "themes": row.theme_names,
        **facts(row),
        "links": Entry.objects.to_see(row.links_record),
        "status": row.status,
    }
    return {**whole, "meeting": _meeting(row)} if row.kind == kinds.NOTE.name else whole


def _meeting(row: Any) -> dict[str, Any]:
    return {**(row.meeting or {}), "place": row.place or None}


def as_markdown(entry: Any) -> str:
    """An entry as a Markdown page: title, summary, facts in words, text, source and licence."""
    kind = kinds.BY_NAME[entry.kind]
    parts = [f"# {entry.title}", entry.summary]
    parts += [_fact(kind, name, getattr(entry, name)) for name in kind.facts]
    parts.append(prose.to_markdown(entry.body))
    if entry.theme_names:
        parts.append(f"Themes: {', '.join(entry.theme_names)}")
    if entry.source:
        parts.append(f"Where this comes from: {entry.source}")
    licence = entry.licence or settings.CONTENT_LICENCE
    parts.append(f"{address(entry)} · version {entry.revision} · {licence}")
    return "\n\n".join(part.strip() for part in parts if part.strip()) + "\n"


def _fact(kind: kinds.Kind, name: str, value: Any) -> str:
    if not value:
        return ""
    label = kind.label_of(name)[0]
    fact = kinds.FACT[name]
    if fact.shape == "list":
        return f"## {label}\n\n" + "\n".join(f"- {line}" for line in prose.to_lines(value))
    if fact.shape == "text":
        return f"## {label}\n\n{value}"
    said = ", ".join(value) if fact.shape == "terms" else dict(fact.choices).get(value, value)
    return f"**{label}:** {said}"
