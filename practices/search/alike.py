"""Entries that may be the same as one somebody is about to write."""

import re
from typing import Any

from django.db.models import Q
from rapidfuzz import fuzz, process, utils

from practices.models import Entry

OFFERED = 3
LIKELY = 78
"""How alike two titles are, of 100, before one is offered for the other."""

_WORD = re.compile(r"\w{4,}")


def alike(kind: str, title: str, *, user: Any) -> list[Entry]:
    """Up to three entries of a kind, visible to `user`, whose titles are much like `title`."""
    # The beginnings of words, so that "listening" finds "listen".
    stems = sorted({word[:5] for word in _WORD.findall(title.casefold()[:200])})[:6]
    if not stems:
        return []
    named = Q()
    for stem in stems:
        named |= Q(title__icontains=stem)
    visible = Entry.objects.visible_to(user).of_kind(kind).filter(named)
    near = list(visible.in_brief().newest()[:200])
    found = process.extract(
        title,
        [entry.title for entry in near],
        scorer=fuzz.token_sort_ratio,
        processor=utils.default_process,
        score_cutoff=LIKELY,
        limit=OFFERED,
    )
    return [near[place] for _, _, place in found]
