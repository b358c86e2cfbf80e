"""What an edit costs beside the same two rows, the entry's and its version's, and nothing else."""

from collections.abc import Iterator
from statistics import median

from django.db import transaction

from betterway.bench.measuring import Line, milliseconds, queries, turn_by_turn
from practices import actions
from practices.models import Entry, Person


def edit_lines(entry: Entry, person: Person, *, rounds: int) -> Iterator[Line]:
    """`actions.revise` against the model's own `save`."""
    pk, count = entry.pk, 0

    def body() -> str:
        nonlocal count
        count += 1
        return f"{entry.body}<p>Once again, number {count}.</p>"

    def revise() -> None:
        now = Entry.objects.get(pk=pk)
        actions.revise(now, by=person, base=now.revision, body=body(), reason="Said more")

    def save() -> None:
        with transaction.atomic():
            now = Entry.objects.get(pk=pk)
            now.body, now.revision = body(), now.revision + 1
            now._history_user, now._change_reason = person, "Said more"
            now.save()

    taken = turn_by_turn({"save": save, "revise": revise}, rounds=rounds)
    note = f"{milliseconds(taken['revise'])}, two rows {milliseconds(taken['save'])}"
    yield Line(
        "edit against two rows", median(taken["revise"]) / median(taken["save"]), 10, note=note
    )
    yield Line("edit, the action", queries(revise), 16, " queries")
