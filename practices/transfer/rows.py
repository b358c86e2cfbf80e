"""What each row of the library looks like as a plain value, there and back.

People are named by username, entries by number. Moments are in UTC.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db.models import DateTimeField, Model
from django.utils.dateparse import parse_datetime

from practices.models import Confirmation, Entry, Link, Page, Person, Rating, SeenVersion
from practices.models.person import KEPT_DOMAIN

PEOPLE = {"created_by_id": "created_by", "updated_by_id": "updated_by"}
NO_ADDRESS = f"@unknown{KEPT_DOMAIN}"
"""Ends the stand-in for an address that an export kept back."""

ABOUT_PERSON = ("username", "name", "role", "about")
STATE_OF_PERSON = ("is_listed", "vouched", "is_system", "is_active")

Names = Mapping[int | None, str | None]
People = Mapping[str | None, Person | None]


def whole_row(one: Model, by: Mapping[str, str], names: Names) -> dict[str, Any]:
    """All columns of a row; people under the names that `by` gives their columns."""
    row: dict[str, Any] = {}
    for column in one._meta.concrete_fields:
        value = getattr(one, column.attname)
        if column.attname in by:
            row[by[column.attname]] = names[value]
        else:
            row[column.attname] = said(value) if isinstance(value, datetime) else value
    return row


def whole_of[M: Model](
    model: type[M], row: dict[str, Any], by: Mapping[str, str], people: People
) -> M:
    """The unsaved row of `whole_row`. Raises KeyError, TypeError, ValueError."""
    one = model()
    for column in model._meta.concrete_fields:
        name = column.attname
        if name in by:
            person = people[row[by[name]]]
            setattr(one, name, person.pk if person else None)
        elif isinstance(column, DateTimeField):
            setattr(one, name, moment(row[name]) if row[name] else None)
        else:
            setattr(one, name, row[name])
    return one


def person_row(person: Person, *, with_address: bool) -> dict[str, Any]:
    """A person, without what could let somebody in as them."""
    row = {name: getattr(person, name) for name in (*ABOUT_PERSON, *STATE_OF_PERSON)}
    row["joined"] = said(person.joined)
    reachable = not person.email.endswith(KEPT_DOMAIN)
    if not person.email.endswith(NO_ADDRESS) and (with_address or not reachable):
        row["email"] = person.email
    return row


def person_of(row: dict[str, Any]) -> Person:
    """The unsaved person; they can set a password where their address is known."""
    fields = {name: row[name] for name in (*ABOUT_PERSON, *STATE_OF_PERSON)}
    email = row.get("email") or f"{row['username']}{NO_ADDRESS}"
    person = Person(email=email, joined=moment(row["joined"]), **fields)
    person.set_unusable_password()
    return person


def version_row(version: Any, names: Names, shown: set[int]) -> dict[str, Any]:
    """A version, with those of its links that lead to what is `shown`."""
    row: dict[str, Any] = {"entry": version.id, "revision": version.revision}
    row |= {"date": said(version.history_date), "by": names[version.history_user_id]}
    row["why"] = version.history_change_reason or ""
    for column in Entry.history.model.tracked_fields:
        name, value = column.attname, getattr(version, column.attname)
        if name in PEOPLE:
            row[PEOPLE[name]] = names[value]
        elif name not in ("id", "revision"):
            row[name] = said(value) if isinstance(value, datetime) else value
    row["merged_into_id"] = version.merged_into_id if version.merged_into_id in shown else None
    row["links_record"] = [link for link in version.links_record if link["to"] in shown]
    return row


def version_of(row: dict[str, Any], people: People) -> Entry:
    """The unsaved entry as it was in a version, sanitized and in order.

    Raises ValidationError; KeyError, TypeError or ValueError where a value is missing or is
    of another sort.
    """
    entry = Entry(id=row["entry"], revision=row["revision"])
    for column in Entry.history.model.tracked_fields:
        name = column.attname
        if name in PEOPLE:
            person = people[row[PEOPLE[name]]]
            setattr(entry, name, person.pk if person else None)
        elif name not in ("id", "revision"):
            setattr(entry, name, column.to_python(row[name]))
    entry._history_user = people[row["by"]]
    entry._history_date = moment(row["date"])
    entry._change_reason = row["why"]
    _check_lists(entry)
    entry.clean_fields(exclude=["created_by", "updated_by", "merged_into", "keeper"])
    entry.clean()
    return entry


def _check_lists(entry: Entry) -> None:
    for names in (entry.theme_names, entry.groups, entry.outcomes):
        if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
            raise TypeError("themes, groups and outcomes are lists of words")
    keys = {"id": int, "to": int, "kind": str, "title": str, "anchor": str, "stance": str}
    for link in entry.links_record:
        if not all(isinstance(link[key], sort) for key, sort in {**keys, "why": str}.items()):
            raise TypeError("a link is not as links are")
    if entry.meeting is not None and not isinstance(entry.meeting, dict):
        raise TypeError("a meeting is an object, or null")


CARE = ("keeper_id", "keeper_group", "review_due")


def care_row(entry: Entry, names: Names) -> dict[str, Any]:
    """Who looks after an entry, and when it is looked at again."""
    due = entry.review_due
    row = {"keeper": names[entry.keeper_id], "keeper_group": entry.keeper_group}
    return {**row, "review_due": due.isoformat() if due else None}


def add_care(entry: Entry, row: dict[str, Any], people: People) -> None:
    """Give it to an unsaved entry. Raises ValidationError, KeyError, TypeError, ValueError."""
    entry.keeper, entry.keeper_group = people[row["keeper"]], row["keeper_group"]
    entry.review_due = date.fromisoformat(row["review_due"]) if row["review_due"] else None
    Entry._meta.get_field("keeper_group").clean(entry.keeper_group, entry)


def confirmation_row(one: Confirmation, names: Names) -> dict[str, Any]:
    """That somebody found an entry still true."""
    row = {"entry": one.entry_id, "revision": one.revision}
    return {**row, "by": names[one.by_id], "when": said(one.when)}


def confirmation_of(row: dict[str, Any], people: People) -> Confirmation:
    """The unsaved confirmation. Raises ValidationError, KeyError, TypeError, ValueError."""
    one = Confirmation(entry_id=row["entry"], revision=row["revision"], by=people[row["by"]])
    one.when = moment(row["when"])
    one.clean_fields(exclude=["entry", "by"])
    return one


def seen_row(one: SeenVersion, names: Names) -> dict[str, Any]:
    """That somebody looked at a version."""
    row = {"entry": one.entry_id, "revision": one.revision}
    return {**row, "by": names[one.by_id], "when": said(one.when)}


def seen_of(row: dict[str, Any], people: People) -> SeenVersion:
    """The unsaved mark. Raises ValidationError, KeyError, TypeError, ValueError."""
    one = SeenVersion(entry_id=row["entry"], revision=row["revision"], by=people[row["by"]])
    one.when = moment(row["when"])
    one.clean_fields(exclude=["entry", "by"])
    return one


def link_row(link: Link, names: Names) -> dict[str, Any]:
    """A link, also one that was taken away."""
    return {
        "id": link.pk,
        "from": link.source_id,
        "anchor": link.anchor,
        "to": link.target_id,
        "stance": link.stance,
        "why": link.why,
        "by": names[link.by_id],
        "created": said(link.created),
        "removed": said(link.removed),
    }


def link_of(row: dict[str, Any], people: People) -> Link:
    """The unsaved link. Raises ValidationError, KeyError, TypeError, ValueError."""
    link = Link(
        id=row["id"],
        source_id=row["from"],
        target_id=row["to"],
        by=people[row["by"]],
        created=moment(row["created"]),
        removed=moment(row["removed"]) if row["removed"] else None,
        **{name: row[name] for name in ("anchor", "stance", "why")},
    )
    link.clean_fields(exclude=["source", "target", "by"])
    return link


RATED = ("strength", "ground", "reason", "revision")


def rating_row(rating: Rating, names: Names) -> dict[str, Any]:
    """What somebody said of a link."""
    row = {"link": rating.link_id, "by": names[rating.person_id]}
    row |= {name: getattr(rating, name) for name in RATED}
    return row | {"created": said(rating.created), "updated": said(rating.updated)}


def rating_of(row: dict[str, Any], people: People) -> Rating:
    """The unsaved rating. Raises ValidationError, KeyError, TypeError, ValueError."""
    fields = {name: row[name] for name in RATED}
    moments = {name: moment(row[name]) for name in ("created", "updated")}
    rating = Rating(link_id=row["link"], person=people[row["by"]], **fields, **moments)
    rating.clean_fields(exclude=["link", "person"])
    return rating


def page_row(version: Any, names: Names) -> dict[str, Any]:
    """A version of one of the site's own pages."""
    row = {name: getattr(version, name) for name in ("slug", "title", "body")}
    row |= {"updated": said(version.updated), "date": said(version.history_date)}
    return row | {"by": names[version.history_user_id], "why": version.history_change_reason or ""}


def page_of(row: dict[str, Any], people: People) -> Page:
    """The page as it was in a version, sanitized. Raises like `version_of`."""
    page = Page(**{name: row[name] for name in ("slug", "title", "body")})
    page.full_clean(validate_unique=False)
    page.updated = moment(row["updated"])
    page._history_user, page._change_reason = people[row["by"]], row["why"]
    page._history_date = moment(row["date"])
    return page


def said(when: datetime | None) -> str | None:
    """A moment in words that lose nothing."""
    return when.isoformat() if when else None


def moment(words: str) -> datetime:
    """A moment from its words. Raises TypeError, ValueError."""
    when = parse_datetime(words)
    if when is None or when.tzinfo is None:
        raise ValueError(f"“{words}” is not a moment such as 2020-03-24T10:00:00+00:00")
    return when
