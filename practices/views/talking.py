"""What a page shows of a conversation, and what its reader may do in it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from practices import access, discussion
from practices.models import Comment, Entry


@dataclass(frozen=True, slots=True)
class Said:
    """Something said. `about_point` tells how the point it is about has fared since."""

    comment: Comment
    helped: bool = False
    about_point: str = ""
    may_edit: bool = False
    may_mark: bool = False
    may_hide: bool = False


@dataclass(frozen=True, slots=True)
class Conversation:
    """What began it, the answers shown, and how many more there are."""

    opening: Said
    answers: list[Said]
    earlier: int
    may_answer: bool
    may_settle: bool

    @property
    def thread(self) -> Comment:
        return self.opening.comment


class Reader:
    """Somebody who reads what is said about an entry."""

    def __init__(self, user: Any, entry: Entry) -> None:
        self.user = user
        self.points = discussion.points_of(entry)

    def conversations(self, threads: Iterable[Any]) -> list[Conversation]:
        """Conversations as `discussion.threads` gives them, each with its latest answers."""
        return [
            self.conversation(thread, thread.latest[::-1], thread.answer_count)
            for thread in threads
        ]

    def conversation(self, thread: Comment, answers: list[Comment], total: int) -> Conversation:
        """One conversation, with those of its answers that are to be shown."""
        may_mark = access.may_say_what_helped(self.user, thread)
        return Conversation(
            opening=self._said(thread, about_point=self._fared(thread)),
            answers=[
                self._said(
                    answer,
                    helped=answer.pk == thread.helped_id,
                    may_mark=may_mark and not answer.hidden,
                )
                for answer in answers
            ],
            earlier=total - len(answers),
            may_answer=access.may_answer(self.user, thread),
            may_settle=access.may_settle(self.user, thread),
        )

    def _said(self, comment: Comment, **more: Any) -> Said:
        own = self.user.is_authenticated and comment.author_id == self.user.pk
        return Said(
            comment,
            may_edit=own and not comment.hidden and timezone.now() < comment.may_be_edited_until,
            may_hide=access.may_hide(self.user),
            **more,
        )

    def _fared(self, thread: Comment) -> str:
        if not thread.anchor:
            return ""
        now = self.points.get(thread.anchor)
        if now is None:
            return "gone"
        return "same" if now == thread.quoted else "reworded"


def people_in(conversations: Iterable[Conversation]) -> dict[int, Any]:
    """Everybody named with an @ in what is shown."""
    said = [one for talk in conversations for one in (talk.opening, *talk.answers)]
    return discussion.people_named(one.comment for one in said)
