"""Keeping the index in step with the entries."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import batched

from django.db import transaction
from django.db.models import Q

from practices.models import Entry, SearchDoc, SearchPlace, SearchWord
from practices.search.document import Document, document, known_by
from practices.search.engines import engine
from practices.search.question import tokens

BATCH = 200
MERGE = 2000  # pages of the full-text index merged in one go; a fraction of a second


def index(entry: Entry) -> None:
    """Renew what search knows of an entry, inside the transaction that changed it.

    Two queries, or four for a kind that has places.
    """
    index_many([entry])


def note_due(entry: Entry) -> None:
    """Renew when an entry stands lower, and nothing else. One query."""
    SearchDoc.objects.filter(entry=entry).update(due=entry.review_due)


def index_many(entries: Iterable[Entry]) -> None:
    """The same for many entries at once: as many queries as for one."""
    documents = [document(entry) for entry in entries]
    search = engine()
    search.write(documents)
    search.add_words({word for doc in documents for word in doc.words()})
    _file_places([doc for doc in documents if doc.places is not None])


def index_themes(entries: Sequence[Entry]) -> None:
    """The same for many entries of which the themes alone have changed: no text is read again."""
    read = SearchDoc.objects.filter(pk__in=[entry.pk for entry in entries])
    texts = dict(read.values_list("pk", "text"))
    documents = [document(entry, text=texts.get(entry.pk)) for entry in entries]
    search = engine()
    search.write(documents)
    search.add_words({word for e in entries for word in known_by(" ".join(e.theme_names))})


def _file_places(documents: list[Document]) -> None:
    if not documents:
        return
    SearchPlace.objects.filter(entry__in=[doc.entry for doc in documents]).delete()
    rows = [
        SearchPlace(entry_id=doc.entry, key=key, name=name)
        for doc in documents
        for key, name in (doc.places or {}).items()
    ]
    if rows:
        SearchPlace.objects.bulk_create(rows)


def reindex() -> Iterator[int]:
    """Make the whole index again from the entries; yields how many are done.

    Batch by batch, each in a transaction of its own, so that people can go on writing. Words
    that no entry holds any more are forgotten, and the full-text index is merged into one piece,
    so that nothing of a text that is gone stays in it.
    """
    with transaction.atomic():
        SearchWord.objects.all().delete()
    done = 0
    for pks in batched(Entry.objects.order_by("pk").values_list("pk", flat=True), BATCH):
        with transaction.atomic():
            held = Entry.objects.select_for_update().filter(pk__in=pks)
            index_many(held)
        done += len(pks)
        yield done
    _merge()


def forget(text: str) -> None:
    """Forget the words of a text that was taken out, as far as no entry holds them any more.

    The entries that held it must be indexed anew before.
    """
    unhyphened = re.sub("[-‐‑]", "", text)
    words = {word for word in tokens(f"{text} {unhyphened}") if not _is_held(word)}
    SearchWord.objects.filter(word__in=words).delete()
    _merge()


def _is_held(word: str) -> bool:
    wanted = Q()
    for name in ("title", "head", "extra", "text"):
        wanted |= Q(**{f"{name}__icontains": word})
    rows = SearchDoc.objects.filter(wanted).values_list("title", "head", "extra", "text")
    return any(word in tokens(" ".join(row)) for row in rows.iterator(chunk_size=BATCH))


def _merge() -> None:
    """Merge the full-text index into one piece, so that nothing of a text that is gone stays."""
    search = engine()
    search.tidy(-MERGE)
    while search.tidy(MERGE):
        pass
