"""What people said to one another about entries, as plain values, there and back."""

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.models import AnonymousUser

from practices import prose
from practices.models import Comment
from practices.transfer.rows import Names, People, whole_of, whole_row

BY = {"author_id": "author", "resolved_by_id": "resolved_by", "hidden_by_id": "hidden_by"}


def comment_rows(
    names: Names, shown: set[int], *, published_only: bool
) -> Iterator[dict[str, Any]]:
    """Every comment in the order in which they were made, hidden ones unless they are for all."""
    comments = Comment.objects.order_by("pk")
    if published_only:
        comments = comments.visible_to(AnonymousUser()).filter(hidden=None, parent__hidden=None)
    for comment in comments.iterator(chunk_size=500):
        row = whole_row(comment, BY, names)
        row["came_from_id"] = comment.came_from_id if comment.came_from_id in shown else None
        row["mentions"] = {typed: names[number] for typed, number in comment.mentions.items()}
        yield row


def comment_of(row: dict[str, Any], people: People) -> Comment:
    """The unsaved comment, sanitized. Raises like `rows.version_of`."""
    comment = whole_of(Comment, row, BY, people)
    named = {typed: people[username] for typed, username in row["mentions"].items()}
    comment.mentions = {typed: person.pk for typed, person in named.items() if person}
    comment.body = prose.clean(row["body"])
    comment.clean_fields(exclude=["entry", "parent", "helped", *BY.values()])
    return comment
