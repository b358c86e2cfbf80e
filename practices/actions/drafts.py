"""What is being written: keeping it, letting it go, and who is at it.

Drafts are their writer's alone. They make no version and no page shows them, so nothing here is
told to history, search or kept pages.
"""

import json
from collections.abc import Mapping
from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from practices.models import Draft, Entry, Person, Presence
from practices.models.draft import HERE_FOR

MOST_DRAFTS = 50
LARGEST = 2_000_000
"""Characters of one draft, as it is kept: five times the longest text that can be saved."""
REMEMBERED = timedelta(days=7)
"""How long we know that a draft was saved, to refuse what comes late."""

type Typed = Mapping[str, list[str]]


class TooManyDrafts(Exception):
    """A person has as many drafts as there is room for. Nothing was kept, nothing thrown away."""

    def __init__(self, oldest: Draft) -> None:
        super().__init__(
            f"You have {MOST_DRAFTS} drafts, which is as many as we can keep. Please throw one "
            f"away: the oldest is “{oldest.title}”."
        )
        self.oldest = oldest


class DraftTooLarge(Exception):
    """There is more in a form than one draft can hold."""

    def __init__(self) -> None:
        super().__init__(
            "This is too long to keep as a draft. Please save it in parts, or keep a copy yourself."
        )


@transaction.atomic
def keep_draft(
    *,
    by: Person,
    tab: str,
    kind: str,
    entry: Entry | None,
    fields: Typed,
    where: str = "",
    section: str = "",
    base: int | None = None,
    typed: int = 0,
    after: str = "",
    whatever: bool = False,
) -> Draft:
    """Keep what a person has typed in the page `tab`, in place of what was kept of it before.

    `after` is the page whose draft this one goes on with. `typed` is when the last key was
    pressed, 0 where that is not known: what comes later than something newer changes nothing.
    With `whatever` it is kept even where there are too many already. Raises TooManyDrafts,
    DraftTooLarge.
    """
    if len(json.dumps(fields, ensure_ascii=False)) > LARGEST:
        raise DraftTooLarge
    # One at a time for each person: the first words of a page come once, and are counted once.
    Person.objects.select_for_update(no_key=True).only("pk").get(pk=by.pk)
    if entry and entry.merged_into:
        # No version of the entry that stays is what it began from.
        entry, base = entry.merged_into, None
    draft = _known(by, tab, after) or Draft(person=by, kind=kind, entry=entry, where=where)
    if draft.pk and typed and typed <= draft.typed and (draft.finished or typed < draft.typed):
        return draft
    if not (draft.pk or whatever):
        _check_room(by)
    draft.tab, draft.section, draft.base = tab, section[:20], base
    draft.fields = {name: [_writable(value) for value in said] for name, said in fields.items()}
    draft.typed, draft.updated, draft.finished = typed or draft.typed, timezone.now(), None
    draft.save()
    return draft


def _known(by: Person, tab: str, after: str) -> Draft | None:
    mine = Draft.objects.filter(person=by)
    draft = mine.filter(tab=tab).first()
    return draft or (mine.filter(tab=after, finished=None).first() if after else None)


def _writable(value: str) -> str:
    """What a database can hold. No form takes these characters, so nothing of use is lost."""
    return value.replace("\0", "").encode("utf-8", "replace").decode()


def _check_room(by: Person) -> None:
    mine = Draft.objects.of(by)
    if mine.count() >= MOST_DRAFTS:
        oldest = mine.last()
        assert oldest is not None, "there are many"
        raise TooManyDrafts(oldest)


@transaction.atomic(savepoint=False)
def finish_draft(*, by: Person, tab: str, kind: str, after: str = "", typed: int = 0) -> None:
    """Let the draft of a page go, whose words were saved."""
    now = timezone.now()
    tabs = [name for name in (tab, after) if name]
    over = Q(tab__in=tabs) | Q(finished__lt=now - REMEMBERED)
    Draft.objects.filter(over, person=by).delete()
    if typed:
        Draft.objects.create(person=by, tab=tab, kind=kind, typed=typed, finished=now)


def throw_away(draft: Draft) -> None:
    """Delete a draft, as its writer wishes."""
    draft.delete()


def forget_drafts(person: Person) -> None:
    """Delete what somebody who leaves has not saved, and that they were writing."""
    Draft.objects.filter(person=person).delete()
    Presence.objects.filter(person=person).delete()


@transaction.atomic
def be_here(entry: Entry, *, by: Person) -> None:
    """Note that somebody is writing at this entry now."""
    now = timezone.now()
    Presence.objects.filter(seen__lt=now - HERE_FOR).delete()
    Presence.objects.update_or_create(entry=entry, person=by, defaults={"seen": now})


def go_away(entry: int, *, by: Person) -> None:
    """Note that somebody has stopped writing at the entry of this number."""
    Presence.objects.filter(entry=entry, person=by).delete()
