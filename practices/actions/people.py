"""People: adding them, what they say of themselves, their roles, and leaving."""

from collections.abc import Callable

from allauth.account.models import EmailAddress
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.text import slugify

from practices.actions.again import again
from practices.actions.auditing import note
from practices.actions.caring import let_go_of_all
from practices.actions.drafts import forget_drafts
from practices.actions.following import forget_following
from practices.models import (
    Deed,
    Entry,
    Person,
    Rating,
    Role,
    Suggestion,
    SuggestionStatus,
    Token,
)
from practices.models.person import KEPT_DOMAIN, normal_email

SYSTEM_PEOPLE = {
    "importer": "The importer",
    "starter": "The starter library",
    "corpus": "The made-up library",
    "visitor": "A visitor",
}
UNNAMED = "Someone who has left"


class LastSteward(Exception):
    """The only steward left cannot stop being one."""

    def __init__(self) -> None:
        super().__init__("Somebody has to look after the library: name another steward first.")


def system_person(key: str) -> Person:
    """The named stand-in that writes on behalf of a command; nobody can sign in as it."""
    email = f"{key}@system.invalid"
    person = Person.objects.filter(email=email, is_system=True).first()
    return person or Person.objects.create_user(
        email,
        SYSTEM_PEOPLE[key],
        username=Person.objects.free_username(key),
        is_system=True,
        is_active=False,
        is_listed=False,
        vouched=True,
    )


@again
@transaction.atomic
def add_person(
    email: str, *, name: str, role: str, password: str | None = None, by: Person | None = None
) -> Person:
    """Make, or bring up to date, a person who can sign in at once and is vouched for.

    Raises ValidationError, by field, for an address, name or role that cannot be, or a
    password that is easy to guess; LastSteward where the only steward would stop being one.
    """
    email, name = normal_email(email), " ".join(name.split())
    if email.endswith(KEPT_DOMAIN):
        raise ValidationError({"email": "No mail can reach an address like this."})
    person = Person.objects.filter(email=email).first() or Person(email=email)
    if person.pk and person.role == Role.STEWARD and role != Role.STEWARD:
        _keep_a_steward_besides(person)
    _rename(person, name or person.name)
    was = person.role if person.pk else None
    person.role = role
    person.vouched = person.is_active = True
    if password:
        _set_password(person, password)
    elif person.pk is None:
        person.set_unusable_password()
    person.full_clean()
    person.save()
    _confirm_address(person)
    if role != was:
        note(Deed.ROLE, person, by=by, value=role)
    return person


@transaction.atomic
def bring_person(person: Person) -> Person:
    """Keep a person that an export brought: as they were there, without a password.

    Raises ValidationError.
    """
    person.full_clean()
    person.save()
    if not person.email.endswith(KEPT_DOMAIN):
        _confirm_address(person)
    return person


def _set_password(person: Person, password: str) -> None:
    try:
        validate_password(password, person)
    except ValidationError as problem:
        raise ValidationError({"password": problem.messages}) from problem
    person.set_password(password)


def _confirm_address(person: Person) -> None:
    EmailAddress.objects.filter(user=person).exclude(email=person.email).delete()
    EmailAddress.objects.filter(email=person.email).exclude(user=person).delete()
    EmailAddress.objects.update_or_create(
        user=person, email=person.email, defaults={"verified": True, "primary": True}
    )


def _rename(person: Person, name: str) -> None:
    """Set a name. The word in the address of the person's page follows it."""
    if not person.username or slugify(name) != slugify(person.name):
        person.username = Person.objects.free_username(name)
    person.name = name


@transaction.atomic
def describe(person: Person, *, name: str, about: str, is_listed: bool) -> Person:
    """Save what a person says of themselves. Raises ValidationError."""
    was = person.name, person.is_listed
    _rename(person, " ".join(name.split()))
    person.about, person.is_listed = about.strip(), is_listed
    person.full_clean()
    person.save()
    if was != (person.name, person.is_listed):
        _touch_pages_naming(person)
    return person


def _touch_pages_naming(person: Person) -> None:
    """Pages that name this person now name somebody as they were."""
    written = Entry.history.filter(history_user=person).order_by().values("id")
    Entry.objects.filter(pk__in=written).touch()
    Entry.objects.filter(links_out__by=person).touch()
    Entry.objects.filter(links_in__by=person).touch()
    Entry.objects.filter(links_out__ratings__person=person).touch()
    Entry.objects.filter(links_in__ratings__person=person).touch()
    Entry.objects.filter(Q(keeper=person) | Q(confirmations__by=person)).touch()


@transaction.atomic
def set_role(person: Person, *, role: str, by: Person) -> Person:
    """Give a person another role. The last steward stays one: raises LastSteward otherwise."""
    if role != Role.STEWARD:
        _keep_a_steward_besides(person)
    person.role = role
    person.save(update_fields=["role"])
    note(Deed.ROLE, person, by=by, value=role)
    return person


@transaction.atomic
def deactivate(person: Person, *, by: Person) -> Person:
    """Close an account for now: nobody can sign in to it, and all it wrote stays.

    Every session of it ends with its next page, and what it looked after waits for somebody else.
    Raises LastSteward.
    """
    _keep_a_steward_besides(person)
    let_go_of_all(person)
    person.is_active = False
    person.save(update_fields=["is_active"])
    note(Deed.CLOSE, person, by=by)
    return person


@transaction.atomic
def reactivate(person: Person, *, by: Person) -> Person:
    """Open an account again that was closed."""
    person.is_active = True
    person.save(update_fields=["is_active"])
    note(Deed.REOPEN, person, by=by)
    return person


def _keep_a_steward_besides(person: Person) -> None:
    # The rows are held, so that two stewards cannot both make the other the last one.
    stewards = Person.objects.filter(role=Role.STEWARD, is_active=True).order_by("pk")
    if [steward.pk for steward in stewards.select_for_update()] == [person.pk]:
        raise LastSteward


@transaction.atomic
def leave(person: Person, *, keep_name: bool) -> None:
    """Delete an account and keep its text, under the person's name or unnamed.

    What can identify or reach the person goes: address, password, keys, page, ratings, what they
    followed and what they looked after. The row stays, so that versions still say that one and the
    same hand wrote them. Raises LastSteward.
    """
    _keep_a_steward_besides(person)
    _touch_pages_naming(person)
    EmailAddress.objects.filter(user=person).delete()
    Rating.objects.filter(person=person).delete()
    Token.objects.filter(person=person).delete()
    _take_back_suggestions(person)
    forget_drafts(person)
    forget_following(person)
    let_go_of_all(person)
    if not keep_name:
        person.name = UNNAMED
    person.email, person.username = f"left-{person.pk}@left.invalid", f"left-{person.pk}"
    person.about, person.role = "", Role.PRACTITIONER
    person.is_active = person.is_listed = person.vouched = person.is_staff = False
    person.last_login = None
    person.set_unusable_password()
    person.save()


def _take_back_suggestions(person: Person) -> None:
    """Nobody is there to answer to any more."""
    waiting = Suggestion.objects.filter(person=person, status=SuggestionStatus.WAITING)
    Entry.objects.filter(pk__in=waiting.values("entry")).touch()
    waiting.update(status=SuggestionStatus.TAKEN_BACK, decided=timezone.now())


def has_entered(role: str) -> bool:
    """Whether anybody with this role has ever signed in."""
    people = Person.objects.members().filter(role=role, is_active=True)
    return people.exclude(last_login=None).exists()


@transaction.atomic
def enter_once(pk: int, *, is_due: Callable[[Person], bool]) -> Person | None:
    """Note that a person signs in by a one-time link, which is used up by this very note.

    `is_due` says whether the link still holds, asked while the row is held: of two uses at
    once the second comes too late and gets None.
    """
    person = Person.objects.select_for_update().filter(pk=pk, is_active=True).first()
    if person is None or not is_due(person):
        return None
    person.last_login = timezone.now()
    person.save(update_fields=["last_login"])
    return person
