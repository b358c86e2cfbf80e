"""People: adding them, their roles, and leaving."""

from allauth.account.models import EmailAddress
from django.db import transaction

from practices.models import Entry, Person, Rating, Role
from practices.models.person import normal_email

SYSTEM_PEOPLE = {
    "importer": "The importer",
    "starter": "The starter library",
}


def system_person(key: str) -> Person:
    """The named stand-in that writes on behalf of a command; nobody can sign in as it."""
    person = Person.objects.filter(username=key, is_system=True).first()
    return person or Person.objects.create_user(
        f"{key}@system.invalid",
        SYSTEM_PEOPLE[key],
        username=key,
        is_system=True,
        is_active=False,
        is_listed=False,
        vouched=True,
    )


@transaction.atomic
def add_person(email: str, *, name: str, role: str, password: str | None = None) -> Person:
    """Make, or bring up to date, a person who can sign in at once and is vouched for."""
    person = Person.objects.filter(email=normal_email(email)).first()
    if person is None:
        person = Person.objects.create_user(email, name, password)
    elif password:
        person.set_password(password)
    person.name, person.role = name.strip() or person.name, role
    person.vouched = person.is_active = True
    person.full_clean()
    person.save()
    EmailAddress.objects.update_or_create(
        user=person, email=person.email, defaults={"verified": True, "primary": True}
    )
    return person


@transaction.atomic
def set_role(person: Person, *, role: str, by: Person) -> Person:
    """Give a person another role. The last steward stays one: raises LastSteward otherwise."""
    if role != Role.STEWARD and _is_last_steward(person):
        raise LastSteward
    person.role = role
    person.save(update_fields=["role"])
    return person


class LastSteward(Exception):
    """The only steward left cannot stop being one."""

    def __init__(self) -> None:
        super().__init__("Somebody has to look after the library: name another steward first.")


def _is_last_steward(person: Person) -> bool:
    stewards = Person.objects.filter(role=Role.STEWARD, is_active=True)
    return not stewards.exclude(pk=person.pk).exists()


@transaction.atomic
def leave(person: Person, *, keep_name: bool) -> None:
    """Delete an account and keep its text, under the person's name or unnamed.

    What can identify or reach the person goes: address, password, page, ratings. The row
    stays, so that versions still say that one and the same hand wrote them. Raises LastSteward.
    """
    if person.role == Role.STEWARD and _is_last_steward(person):
        raise LastSteward
    EmailAddress.objects.filter(user=person).delete()
    for rating in Rating.objects.filter(person=person).select_related("link"):
        Entry.objects.filter(pk__in=[rating.link.source_id, rating.link.target_id]).touch()
        rating.delete()
    if not keep_name:
        person.name = "Someone who has left"
        Entry.objects.filter(created_by=person).touch()
    person.email, person.username = f"left-{person.pk}@left.invalid", f"left-{person.pk}"
    person.about, person.role = "", Role.PRACTITIONER
    person.is_active = person.is_listed = person.vouched = person.is_staff = False
    person.set_unusable_password()
    person.save()
