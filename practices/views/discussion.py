"""Talking about entries. A POST says or does; a GET shows, or asks."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from practices import access, actions, discussion, prose
from practices.forms import HideForm, QuestionForm, SayForm, WordsForm
from practices.models import Comment, Entry
from practices.views.answers import posted, see, tried
from practices.views.talking import Reader, people_in
from practices.views.unsaid import set_aside, taken_up, ticket

PER_PAGE = 20
ANSWERS_PER_PAGE = 50


def entry_discussion(request: HttpRequest, plural: str, slug: str) -> HttpResponse:
    """The conversations about an entry, or about its point `?point=`; a POST begins one."""
    entry = access.entry_to_read(request, plural, slug)
    if request.method == "POST":
        set_aside(request)
        entry = access.entry_to_discuss(request, plural, slug)
    point = request.GET.get("point", "").replace("\0", "")[:20]
    form = SayForm(entry, posted(request), initial={"anchor": point, **taken_up(request)})
    said, status = tried(form, lambda sent: actions.say(entry, by=access.person(request), **sent))
    if said:
        messages.success(request, "Said. Thank you.")
        return see(said)
    context = {**_of_entry(request, entry, point), "form": form}
    return render(request, "practices/discussion.html", context, status=status)


def _of_entry(request: HttpRequest, entry: Entry, point: str) -> dict[str, Any]:
    reader = Reader(request.user, entry)
    threads = discussion.threads(entry, point=point)
    page = Paginator(threads, PER_PAGE).get_page(request.GET.get("page"))
    conversations = reader.conversations(page)
    return {
        "entry": entry,
        "section": entry.sort.plural,
        "point": point,
        "quoted": reader.points.get(point, ""),
        "page": page,
        "conversations": conversations,
        "went_along": () if point else discussion.went_along(entry, request.user),
        "people": people_in(conversations),
        "ticket": ticket(request),
        "may_speak": access.may_speak(request.user, entry),
    }


def comment(request: HttpRequest, pk: int) -> HttpResponse:
    """One conversation; an answer's address leads to where it stands in its own."""
    comment = access.comment_to_read(request, pk)
    if comment.parent:
        before = discussion.answers(comment.parent).filter(pk__lt=pk).count()
        page = before // ANSWERS_PER_PAGE + 1
        thread = redirect("comment", comment.parent.pk)
        thread["Location"] += f"?page={page}#c-{pk}" if page > 1 else f"#c-{pk}"
        return thread
    return _thread(request, comment, WordsForm(), 200)


def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer a conversation."""
    set_aside(request)
    comment = access.comment_to_answer(request, pk)
    form = WordsForm(posted(request), initial=taken_up(request))
    said, status = tried(
        form, lambda sent: actions.answer(comment, by=access.person(request), **sent)
    )
    if said:
        messages.success(request, "Answered. Thank you.")
        return see(said)
    return _thread(request, comment.parent or comment, form, status)


def _thread(request: HttpRequest, thread: Comment, form: WordsForm, status: int) -> HttpResponse:
    answers = Paginator(discussion.answers(thread), ANSWERS_PER_PAGE)
    page = answers.get_page(request.GET.get("page"))
    reader = Reader(request.user, thread.entry)
    conversation = reader.conversation(thread, list(page), len(page.object_list))
    context = {
        "entry": thread.entry,
        "section": thread.entry.sort.plural,
        "conversation": conversation,
        "people": people_in([conversation]),
        "page": page,
        "form": form,
        "ticket": ticket(request),
    }
    return render(request, "practices/thread.html", context, status=status)


def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Mend one's own words, for a while after saying them."""
    comment = access.words_to_edit(request, pk)
    initial = {"body": prose.to_text(comment.body), "is_question": comment.is_question}
    kind = WordsForm if comment.parent_id else QuestionForm
    form = kind(posted(request), initial=initial)
    said, status = tried(
        form, lambda sent: actions.edit_words(comment, by=access.person(request), **sent)
    )
    if said:
        messages.success(request, "Mended.")
        return see(said)
    too_late = timezone.now() > comment.may_be_edited_until
    context = {"entry": comment.entry, "comment": comment, "form": form, "too_late": too_late}
    return render(request, "practices/words.html", context, status=403 if too_late else status)


def resolve(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that a conversation is settled."""
    thread = access.thread_to_settle(request, pk)
    return _turned(request, thread, actions.resolve, "Settled. It can be taken up again.")


def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a conversation up again."""
    thread = access.thread_to_settle(request, pk)
    return _turned(request, thread, actions.reopen, "Open again.")


def helped(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that this answer helped; with `undo`, that it did not after all."""
    answer = access.answer_to_mark(request, pk)
    if request.POST.get("undo"):
        return _turned(request, answer, actions.unmark_helped, "The question is open again.")
    return _turned(request, answer, actions.mark_helped, "Thank you for saying what helped.")


def unhide(request: HttpRequest, pk: int) -> HttpResponse:
    """Show hidden words again."""
    comment = access.comment_to_hide(request, pk)
    return _turned(request, comment, actions.unhide, "Everyone can read it again.")


def _turned(
    request: HttpRequest, comment: Comment, act: Callable[..., Comment], said: str
) -> HttpResponse:
    """Do it and go back; a GET, after signing in for instance, only goes back."""
    if request.method != "POST":
        return redirect(comment)
    try:
        act(comment, by=access.person(request))
    except ValidationError as problem:
        messages.error(request, problem.messages[0])
    else:
        messages.success(request, said)
    return see(comment)


def hide(request: HttpRequest, pk: int) -> HttpResponse:
    """Take words out of sight, with a reason that stands in their place."""
    comment = access.comment_to_hide(request, pk)
    form = HideForm(posted(request))
    hidden, status = tried(
        form, lambda sent: actions.hide(comment, by=access.person(request), **sent)
    )
    if hidden:
        messages.success(request, "Hidden. The reason stands in its place.")
        return see(hidden)
    context = {"entry": comment.entry, "comment": comment, "form": form}
    return render(request, "practices/hide.html", context, status=status)
