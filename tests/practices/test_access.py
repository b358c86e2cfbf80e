"""Who may do what: the one matrix, over every address and verb. docs/access.md says it in words.

A row is a method, an address, and one answer each for: a visitor, a practitioner, the author
(a practitioner too), a convenor, a steward. In an address `{draft}` is the slug of a practice
that is a draft, and so on (`PLACES`). Answers:

    yes     it is shown, done, or would be if the form were filled in
    sign in the sign-in page, which leads back
    no      may see, may not do (403)
    hidden  may not see (404)
    gone    was deleted (410)

`test_every_address_has_a_row` fails for an address that is in none.
"""

from collections.abc import Callable

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, resolve

from practices import actions
from practices.accounts.one_time import one_time_link
from practices.models import (
    Attachment,
    Comment,
    Entry,
    Follow,
    Page,
    Person,
    Report,
    Suggestion,
    Theme,
    Token,
)
from practices.notices.unsubscribing import address_to_stop
from roundtables.models import Upload

EVERYBODY = "yes | yes | yes | yes | yes"
SIGNED_IN = "sign in | yes | yes | yes | yes"
CONVENORS = "sign in | no | no | yes | yes"
STEWARDS = "sign in | no | no | no | yes"
# What only its author and stewards see, and what follows for verbs on it.
AUTHOR_SEES = "hidden | hidden | yes | hidden | yes"
AUTHOR_SEES_THEY_DO = "hidden | hidden | yes | hidden | no"
AUTHOR_SEES_STEWARDS_DO = "hidden | hidden | no | hidden | yes"
# Notes that are drafts: convenors too. (Their author may have been a convenor once.)
CONVENORS_SEE = "hidden | hidden | yes | yes | yes"
CONVENORS_DO = "hidden | hidden | no | yes | yes"
CONVENORS_SEE_STEWARDS_DO = "hidden | hidden | no | no | yes"
THE_WRITER = "sign in | hidden | yes | hidden | hidden"
# Suggestions: their author and stewards see them; convenors those on notes. Who looks after the
# page decides as well, which here is its author.
SUGGESTED_SEE = "sign in | hidden | yes | hidden | yes"
SUGGESTED_DECIDE = "sign in | hidden | yes | hidden | yes"
SUGGESTED_OWN = "sign in | hidden | yes | hidden | no"
BETWEEN_TWO = "sign in | yes | yes | hidden | hidden"
THE_AUTHOR = "sign in | no | yes | no | no"
THE_AUTHOR_OR_STEWARDS = "sign in | no | yes | no | yes"
STEWARDS_SEE = "gone | gone | gone | gone | yes"
STEWARDS_NOT_YET = "sign in | no | no | no | no"
NOBODY = "hidden | hidden | hidden | hidden | hidden"

MATRIX = f"""
GET  /                                          {EVERYBODY}
GET  /propositions/                             {EVERYBODY}
GET  /practices/                                {EVERYBODY}
GET  /cases/                                    {EVERYBODY}
GET  /roundtables/                              {EVERYBODY}
GET  /changes/                                  {EVERYBODY}
GET  /changes/?unreviewed=1                     {CONVENORS}
POST /changes/seen/                             {CONVENORS}
GET  /search/?q=walk                            {EVERYBODY}
GET  /search/suggest/?q=wal                     {EVERYBODY}
GET  /opensearch.xml                            {EVERYBODY}
GET  /themes/                                   {EVERYBODY}
GET  /themes/suggest/?q=lis                     {EVERYBODY}
GET  /themes/listening/                         {EVERYBODY}
GET  /themes/listening/feed.atom                {EVERYBODY}
GET  /themes/listening/edit/                    {STEWARDS}
POST /themes/listening/edit/                    {STEWARDS}
GET  /themes/listening/merge/                   {STEWARDS}
POST /themes/listening/merge/                   {STEWARDS}
POST /themes/listening/apart/                   {STEWARDS}
GET  /themes/listening/delete/                  {STEWARDS}
POST /themes/listening/delete/                  {STEWARDS}
GET  /themes/listening/lay-down/                {THE_WRITER}
POST /themes/listening/lay-down/                {THE_WRITER}
GET  /themes-to-merge/                          {STEWARDS}
GET  /themes-to-merge/{{merge_of_themes}}/undo/ {STEWARDS}
POST /themes-to-merge/{{merge_of_themes}}/undo/ {STEWARDS}
GET  /feeds/changes.atom                        {EVERYBODY}
GET  /feeds/practices.atom                      {EVERYBODY}
GET  /healthz                                   {EVERYBODY}
GET  /readyz                                    {EVERYBODY}
GET  /robots.txt                                {EVERYBODY}
GET  /sitemap.xml                               {EVERYBODY}
GET  /.well-known/security.txt                  {EVERYBODY}
GET  /wanted/                                   {EVERYBODY}
GET  /wanted/?title=tea                         {EVERYBODY}
GET  /about/                                    {EVERYBODY}
GET  /about/edit/                               {STEWARDS}
POST /about/edit/                               {STEWARDS}
GET  /about/history/                            {EVERYBODY}
GET  /about/history/1/                          {EVERYBODY}

GET  /report/?what=entry:{{published_id}}       {EVERYBODY}
POST /report/?what=entry:{{published_id}}       {EVERYBODY}
GET  /report/?what=entry:{{draft_id}}           {AUTHOR_SEES}
GET  /reports/                                  {STEWARDS}
GET  /reports/mine/                             {SIGNED_IN}
GET  /reports/{{report}}/                       sign in | yes | hidden | hidden | yes
GET  /reports/{{report}}/decide/                {STEWARDS}
POST /reports/{{report}}/decide/                {STEWARDS}
GET  /reports/{{decided}}/                      sign in | yes | yes | hidden | yes
GET  /reports/{{decided}}/appeal/               sign in | no | yes | hidden | no
POST /reports/{{decided}}/appeal/               sign in | no | yes | hidden | no
GET  /reports/{{decided}}/hear/                 {STEWARDS_NOT_YET}
GET  /reports/{{appealed}}/hear/                {STEWARDS}
POST /reports/{{appealed}}/hear/                {STEWARDS}
GET  /redact/                                   {STEWARDS}
POST /redact/                                   {STEWARDS}
GET  /audit/                                    {STEWARDS}

GET  /propositions/new/                         {SIGNED_IN}
GET  /practices/new/                            {SIGNED_IN}
POST /practices/new/                            {SIGNED_IN}
GET  /cases/new/                                {SIGNED_IN}
GET  /roundtables/new/                          {CONVENORS}
POST /roundtables/new/                          {CONVENORS}
GET  /practices/new/similar/?title=walk         {SIGNED_IN}
POST /paste/                                    {EVERYBODY}

GET  /practices/{{published}}/                  {EVERYBODY}
GET  /practices/{{published}}.json              {EVERYBODY}
GET  /practices/{{published}}.md                {EVERYBODY}
GET  /e/{{published_id}}/                       {EVERYBODY}
GET  /e/{{published_id}}/1/                     {EVERYBODY}
GET  /practices/{{published}}/history/          {EVERYBODY}
GET  /practices/{{published}}/history/1/        {EVERYBODY}
GET  /practices/{{published}}/compare/?a=1&b=2  {EVERYBODY}
GET  /practices/{{published}}/compare/1/2/      {EVERYBODY}
GET  /practices/{{published}}/links/            {EVERYBODY}
GET  /practices/{{published}}/linked/           {EVERYBODY}
POST /practices/{{published}}/links/            {SIGNED_IN}
GET  /practices/{{published}}/edit/             {SIGNED_IN}
POST /practices/{{published}}/edit/             {SIGNED_IN}
GET  /practices/{{published}}/revert/1/         {SIGNED_IN}
POST /practices/{{published}}/revert/1/         {SIGNED_IN}
GET  /practices/{{published}}/undo/2/           {SIGNED_IN}
POST /practices/{{published}}/undo/2/           {SIGNED_IN}
GET  /practices/{{published}}/origins/          {EVERYBODY}
GET  /practices/{{published}}/still-true/       {EVERYBODY}
POST /practices/{{published}}/still-true/       {SIGNED_IN}
GET  /practices/{{draft}}/still-true/           {AUTHOR_SEES}
POST /practices/{{draft}}/still-true/           hidden | hidden | no | hidden | no
GET  /practices/{{published}}/care/             {THE_AUTHOR_OR_STEWARDS}
POST /practices/{{published}}/care/             {THE_AUTHOR_OR_STEWARDS}
POST /practices/{{published}}/lay-down/         {THE_AUTHOR_OR_STEWARDS}
GET  /practices/{{published}}/take-on/          {SIGNED_IN}
POST /practices/{{published}}/take-on/          {SIGNED_IN}
POST /roundtables/{{published_note}}/take-on/   {CONVENORS}
POST /roundtables/{{published_note}}/still-true/ {SIGNED_IN}
GET  /practices/{{published}}/publish/          {STEWARDS}
GET  /practices/{{published}}/withdraw/         {STEWARDS}
POST /practices/{{published}}/withdraw/         {STEWARDS}
GET  /practices/{{published}}/delete/           {STEWARDS}
POST /practices/{{published}}/delete/           {STEWARDS}
GET  /practices/{{published}}/protect/          {STEWARDS}
POST /practices/{{published}}/protect/          {STEWARDS}
POST /practices/{{published}}/unprotect/        {STEWARDS}
GET  /practices/{{published}}/files/            {EVERYBODY}
POST /practices/{{published}}/files/            {SIGNED_IN}
GET  /practices/{{published}}/split/            {SIGNED_IN}
POST /practices/{{published}}/split/            {SIGNED_IN}
GET  /practices/{{published}}/merge/            {STEWARDS}
POST /practices/{{published}}/merge/            {STEWARDS}

GET  /practices/{{draft}}/                      {AUTHOR_SEES}
GET  /practices/{{draft}}.json                  {AUTHOR_SEES}
GET  /practices/{{draft}}.md                    {AUTHOR_SEES}
GET  /e/{{draft_id}}/                           {AUTHOR_SEES}
GET  /e/{{draft_id}}/1/                         {AUTHOR_SEES}
GET  /practices/{{draft}}/history/              {AUTHOR_SEES}
GET  /practices/{{draft}}/history/1/            {AUTHOR_SEES}
GET  /practices/{{draft}}/compare/1/2/          {AUTHOR_SEES}
GET  /practices/{{draft}}/links/                {AUTHOR_SEES}
GET  /practices/{{draft}}/linked/               {AUTHOR_SEES}
GET  /practices/{{draft}}/edit/                 {AUTHOR_SEES}
POST /practices/{{draft}}/edit/                 {AUTHOR_SEES}
GET  /practices/{{draft}}/revert/1/             {AUTHOR_SEES}
GET  /practices/{{draft}}/undo/2/               {AUTHOR_SEES}
GET  /practices/{{draft}}/origins/              {AUTHOR_SEES}
GET  /practices/{{draft}}/publish/              {AUTHOR_SEES}
POST /practices/{{draft}}/publish/              {AUTHOR_SEES}
POST /practices/{{draft}}/delete/               {AUTHOR_SEES_STEWARDS_DO}

GET  /practices/{{draft}}/files/                {AUTHOR_SEES}
POST /practices/{{draft}}/files/                {AUTHOR_SEES}
POST /files/                                    {SIGNED_IN}
GET  /files/{{picture}}                         {EVERYBODY}
GET  /files/480/{{picture}}                     {EVERYBODY}
GET  /files/{{picture_in_draft}}                {AUTHOR_SEES}
GET  /files/480/{{picture_in_draft}}            {AUTHOR_SEES}
GET  /files/{{picture_id}}/take-away/           {STEWARDS}
POST /files/{{picture_id}}/take-away/           {STEWARDS}

GET  /practices/{{withdrawn}}/                  {AUTHOR_SEES}
GET  /practices/{{withdrawn}}/history/          {AUTHOR_SEES}
GET  /practices/{{withdrawn}}/edit/             {AUTHOR_SEES}
POST /practices/{{withdrawn}}/publish/          {AUTHOR_SEES_STEWARDS_DO}

GET  /practices/{{deleted}}/                    {STEWARDS_SEE}
GET  /practices/{{deleted}}.json                {STEWARDS_SEE}
GET  /practices/{{deleted}}/history/            {STEWARDS_SEE}
GET  /practices/{{deleted}}/undelete/           {STEWARDS_SEE}
POST /practices/{{deleted}}/undelete/           {STEWARDS_SEE}
GET  /practices/{{deleted}}/edit/               gone | gone | gone | gone | no

GET  /roundtables/{{note}}/                     {CONVENORS_SEE}
GET  /roundtables/{{note}}/history/             {CONVENORS_SEE}
GET  /roundtables/{{note}}/edit/                {CONVENORS_DO}
POST /roundtables/{{note}}/edit/                {CONVENORS_DO}
POST /roundtables/{{note}}/links/               {CONVENORS_DO}
POST /roundtables/{{note}}/publish/             {CONVENORS_SEE}
POST /roundtables/{{note}}/delete/              {CONVENORS_SEE_STEWARDS_DO}
GET  /roundtables/{{published_note}}/           {EVERYBODY}
GET  /roundtables/{{published_note}}/edit/      {CONVENORS}
POST /roundtables/{{published_note}}/withdraw/  {CONVENORS}

GET  /links/{{link}}/rate/                      {SIGNED_IN}
POST /links/{{link}}/rate/                      {SIGNED_IN}
POST /links/{{link}}/rate/withdraw/             {SIGNED_IN}
GET  /links/{{link}}/remove/                    {SIGNED_IN}
POST /links/{{link}}/remove/                    {SIGNED_IN}

GET  /questions/                                {EVERYBODY}
GET  /practices/{{published}}/discussion/       {EVERYBODY}
POST /practices/{{published}}/discussion/       {SIGNED_IN}
GET  /practices/{{draft}}/discussion/           {AUTHOR_SEES}
POST /practices/{{draft}}/discussion/           {AUTHOR_SEES}
GET  /practices/{{withdrawn}}/discussion/       {AUTHOR_SEES}
GET  /practices/{{deleted}}/discussion/         {STEWARDS_SEE}
POST /practices/{{deleted}}/discussion/         gone | gone | gone | gone | no
GET  /roundtables/{{note}}/discussion/          {CONVENORS_SEE}
POST /roundtables/{{note}}/discussion/          {CONVENORS_SEE}
POST /roundtables/{{published_note}}/discussion/ {SIGNED_IN}
GET  /discussion/{{question}}/                  {EVERYBODY}
GET  /discussion/{{question}}/answer/           {SIGNED_IN}
POST /discussion/{{question}}/answer/           {SIGNED_IN}
GET  /discussion/{{question}}/edit/             {THE_AUTHOR}
POST /discussion/{{question}}/edit/             {THE_AUTHOR}
POST /discussion/{{question}}/resolve/          {SIGNED_IN}
POST /discussion/{{question}}/reopen/           {SIGNED_IN}
POST /discussion/{{question_on_note}}/resolve/  sign in | no | yes | yes | yes
POST /discussion/{{reply}}/helped/              {THE_AUTHOR_OR_STEWARDS}
GET  /discussion/{{question}}/hide/             {STEWARDS}
POST /discussion/{{question}}/hide/             {STEWARDS}
POST /discussion/{{hidden_question}}/unhide/    {STEWARDS}
POST /discussion/{{hidden_question}}/answer/    sign in | no | no | no | no
GET  /discussion/{{question_on_draft}}/         {AUTHOR_SEES}
POST /discussion/{{question_on_draft}}/answer/  {AUTHOR_SEES}
POST /discussion/{{question_on_draft}}/edit/    {AUTHOR_SEES_THEY_DO}
POST /discussion/{{question_on_draft}}/hide/    {AUTHOR_SEES_STEWARDS_DO}

GET  /drafts/                                   {SIGNED_IN}
GET  /drafts/{{draft_of_another}}/              {THE_WRITER}
GET  /drafts/{{draft_of_another}}/throw/        {THE_WRITER}
POST /drafts/{{draft_of_another}}/throw/        {THE_WRITER}
POST /drafts/save/                              sign in | no | no | no | no
POST /drafts/here/                              sign in | no | no | no | no

GET  /practices/{{published}}/suggest/          {EVERYBODY}
POST /practices/{{published}}/suggest/          {EVERYBODY}
GET  /practices/{{draft}}/suggest/              {AUTHOR_SEES}
GET  /practices/{{deleted}}/suggest/            gone | gone | gone | gone | no
GET  /roundtables/{{published_note}}/suggest/   {EVERYBODY}
GET  /practices/{{published}}/private-note/     {SIGNED_IN}
POST /practices/{{published}}/private-note/     {SIGNED_IN}
GET  /practices/{{draft}}/private-note/         {AUTHOR_SEES}
POST /practices/{{deleted}}/private-note/       gone | gone | gone | gone | no
GET  /private-notes/                            {SIGNED_IN}
GET  /private-notes/{{private_note}}/           {BETWEEN_TWO}
GET  /private-notes/{{private_note}}/answer/    {BETWEEN_TWO}
POST /private-notes/{{private_note}}/answer/    {BETWEEN_TWO}
GET  /private-notes/{{to_stewards}}/            sign in | hidden | yes | hidden | yes
GET  /desk/                                     {SIGNED_IN}
GET  /desk/due/                                 {SIGNED_IN}
GET  /desk/reports/                             {STEWARDS}
GET  /suggestions/                              {SIGNED_IN}
GET  /suggestions/mine/                         {SIGNED_IN}
GET  /suggestions/{{suggestion}}/               {SUGGESTED_SEE}
GET  /suggestions/{{suggestion}}/accept/        {SUGGESTED_DECIDE}
POST /suggestions/{{suggestion}}/accept/        {SUGGESTED_DECIDE}
GET  /suggestions/{{suggestion}}/change/        {SUGGESTED_DECIDE}
POST /suggestions/{{suggestion}}/change/        {SUGGESTED_DECIDE}
GET  /suggestions/{{suggestion}}/return/        {SUGGESTED_DECIDE}
POST /suggestions/{{suggestion}}/return/        {SUGGESTED_DECIDE}
GET  /suggestions/{{suggestion}}/again/         {SUGGESTED_OWN}
POST /suggestions/{{suggestion}}/again/         {SUGGESTED_OWN}
GET  /suggestions/{{suggestion}}/take-back/     {SUGGESTED_OWN}
POST /suggestions/{{suggestion}}/take-back/     {SUGGESTED_OWN}
GET  /suggestions/{{returned}}/appeal/          {SUGGESTED_OWN}
POST /suggestions/{{returned}}/appeal/          {SUGGESTED_OWN}
GET  /suggestions/{{suggestion_on_note}}/       sign in | hidden | yes | yes | yes
POST /suggestions/{{suggestion_on_note}}/accept/ sign in | hidden | no | yes | yes

POST /follow/                                   {SIGNED_IN}
GET  /following/                                {SIGNED_IN}
POST /following/{{follow_of_another}}/level/    sign in | hidden | yes | hidden | hidden
POST /following/{{follow_of_another}}/stop/     sign in | hidden | yes | hidden | hidden
GET  /notices/                                  {SIGNED_IN}
POST /notices/seen/                             {SIGNED_IN}
GET  /unsubscribe/{{token}}/                    {EVERYBODY}
POST /unsubscribe/{{token}}/                    {EVERYBODY}

GET  /meetings/                                 {EVERYBODY}
GET  /meetings/calendar.ics                     {EVERYBODY}
GET  /series/                                   {EVERYBODY}
GET  /series/{{series}}/                        {EVERYBODY}
GET  /series/{{series}}/calendar.ics            {EVERYBODY}
GET  /roundtables/import/                       {CONVENORS}
POST /roundtables/import/                       {CONVENORS}
GET  /roundtables/import/{{upload_of_another}}/ sign in | no | no | hidden | hidden

GET  /people/{{listed}}/                        {EVERYBODY}
GET  /people/{{unlisted}}/                      hidden | hidden | yes | hidden | yes
GET  /people/{{closed}}/                        hidden | hidden | hidden | hidden | yes
GET  /people/                                   {STEWARDS}
GET  /people/new/                               {STEWARDS}
POST /people/new/                               {STEWARDS}
GET  /people/{{listed}}/role/                   {STEWARDS}
POST /people/{{listed}}/role/                   {STEWARDS}
GET  /people/{{listed}}/deactivate/             {STEWARDS}
POST /people/{{listed}}/deactivate/             {STEWARDS}
GET  /people/{{closed}}/reactivate/             {STEWARDS}
POST /people/{{closed}}/reactivate/             {STEWARDS}
GET  /people/{{listed}}/undo/                   {STEWARDS}
POST /people/{{listed}}/undo/                   {STEWARDS}
GET  /people/{{listed}}/link/                   {STEWARDS}
POST /people/{{listed}}/link/                   {STEWARDS}

GET  /accounts/login/                           {EVERYBODY}
GET  /accounts/signup/                          {EVERYBODY}
GET  /accounts/logout/                          {EVERYBODY}
GET  /accounts/inactive/                        {EVERYBODY}
GET  /accounts/confirm-email/                   {EVERYBODY}
GET  /accounts/confirm-email/never-was/         {EVERYBODY}
GET  /accounts/password/reset/                  {EVERYBODY}
GET  /accounts/password/reset/done/             {EVERYBODY}
GET  /accounts/password/reset/key/1-never-was/  {EVERYBODY}
GET  /accounts/password/reset/key/done/         {EVERYBODY}
GET  /accounts/enter/{{one_time}}/              {EVERYBODY}
POST /accounts/enter/{{one_time}}/              {EVERYBODY}
GET  /accounts/profile/                         {SIGNED_IN}
POST /accounts/profile/                         {SIGNED_IN}
GET  /accounts/profile/data.json                {SIGNED_IN}
GET  /accounts/leave/                           {SIGNED_IN}
POST /accounts/leave/                           {SIGNED_IN}
GET  /accounts/tokens/                          {SIGNED_IN}
POST /accounts/tokens/                          {SIGNED_IN}
POST /accounts/tokens/{{key_of_another}}/remove/ sign in | hidden | yes | hidden | hidden
GET  /accounts/email/                           {SIGNED_IN}
GET  /accounts/password/change/                 {SIGNED_IN}
GET  /accounts/password/set/                    {SIGNED_IN}
GET  /accounts/reauthenticate/                  {SIGNED_IN}
"""

ROWS = [line for line in MATRIX.splitlines() if line.strip()]


@pytest.fixture
def cast(ada, dan, ben, cleo, as_) -> dict[str, Client]:
    """A browser for each: dan is the author."""
    for person in (ada, dan, ben, cleo):
        person.set_password("four quiet green boats")
        person.save()
    people = {"practitioner": ada, "author": dan, "convenor": ben, "steward": cleo}
    return {"visitor": Client()} | {name: as_(person) for name, person in people.items()}


@pytest.fixture
def places(cast, ada, dan, cleo, make_entry, send_picture) -> dict[str, Callable[[], object]]:
    """What an address may name, made when it does."""

    def entry(kind: str = "practice", status: str = "published", **more) -> Entry:
        made = make_entry(kind, by=dan, status=status, **more)
        return actions.revise(made, by=dan, base=1, body="<p>Meet indoors.</p>")

    def deleted() -> Entry:
        return actions.delete(entry(), by=cleo, reason="Twice here.")

    def link() -> int:
        stand = make_entry("proposition", title="Prevention is better than cure")
        return actions.link(entry(), stand, stance="supports", why="It is.", by=None).pk

    def question(on: Entry) -> Comment:
        return actions.say(on, by=dan, body="Who walks in the rain?", is_question=True)

    def hidden_question() -> Comment:
        return actions.hide(question(entry()), by=cleo, reason="A slip.")

    def draft_of_another() -> int:
        words = {"title": ["Tea first"]}
        kept = actions.keep_draft(by=dan, tab="a", kind="practice", entry=None, fields=words)
        return kept.pk

    def suggestion(on: Entry) -> int:
        return actions.suggest(on.kind, of=on, by=dan, body="<p>Meet anywhere.</p>").pk

    def returned() -> int:
        one = Suggestion.objects.get(pk=suggestion(entry()))
        return actions.send_back(one, by=eve_the_steward(), answer="Say where.").pk

    def eve_the_steward() -> Person:
        return actions.add_person("eva@example.org", name="Eva Adler", role="steward")

    def series() -> str:
        meeting = {"kind": "cell", "date": "2020-03-24", "series": "Quiet cells", "number": 1}
        entry("note", meeting=meeting)
        return "quiet-cells"

    def person(**fields) -> str:
        other = actions.add_person("eve@example.org", name="Eve Adler", role="practitioner")
        Person.objects.filter(pk=other.pk).update(**fields)
        return other.username

    def report() -> Report:
        return actions.report(entry(), by=ada, words="It gives somebody away.")

    def decided() -> Report:
        other = actions.add_person("fay@example.org", name="Fay Osei", role="steward")
        why = "It names somebody."
        return actions.decide(report(), by=other, outcome="hidden", reason=why)

    def unlisted() -> str:
        return actions.describe(dan, name=dan.name, about="", is_listed=False).username

    def follow() -> Follow:
        entry("case", theme_names=["Listening"])
        return actions.follow("theme", "listening", by=dan)

    def picture(**more) -> Attachment:
        kept = send_picture(dan)
        entry(body=f'<p>Look</p><figure><img src="{kept.address}"></figure>', **more)
        return kept

    def merge_of_themes() -> int:
        entry(theme_names=["Hearing", "Listening"])
        hearing, listening = Theme.objects.order_by("name")
        return actions.merge_themes(hearing, listening, by=cleo).pk

    def one_time() -> str:
        return one_time_link(Person.objects.get(username=person())).split("/")[-2]

    return {
        "published": lambda: entry().slug,
        "published_id": lambda: entry().pk,
        "draft": lambda: entry(status="draft").slug,
        "draft_id": lambda: entry(status="draft").pk,
        "withdrawn": lambda: actions.withdraw(entry(), by=cleo, reason="Not yet.").slug,
        "deleted": lambda: deleted().slug,
        "note": lambda: entry("note", status="draft").slug,
        "published_note": lambda: entry("note").slug,
        "link": link,
        "report": lambda: report().pk,
        "decided": lambda: decided().pk,
        "appealed": lambda: actions.appeal(decided(), by=dan, words="It does not.").pk,
        "question": lambda: question(entry()).pk,
        "question_on_draft": lambda: question(entry(status="draft")).pk,
        "question_on_note": lambda: question(entry("note")).pk,
        "hidden_question": lambda: hidden_question().pk,
        "reply": lambda: actions.answer(question(entry()), by=cleo, body="I do.").pk,
        "draft_of_another": draft_of_another,
        "suggestion": lambda: suggestion(entry()),
        "returned": returned,
        "suggestion_on_note": lambda: suggestion(entry("note")),
        "private_note": lambda: actions.write_privately(entry(), by=ada, body="A word.").pk,
        "to_stewards": lambda: actions.write_privately(entry(), by=dan, body="A word.").pk,
        "series": series,
        "listed": lambda: person(is_listed=True),
        "unlisted": unlisted,
        "closed": lambda: person(is_active=False),
        "one_time": one_time,
        "picture": lambda: picture().file_name,
        "picture_in_draft": lambda: picture(status="draft").file_name,
        "picture_id": lambda: picture().pk,
        "merge_of_themes": merge_of_themes,
        "upload_of_another": lambda: Upload.objects.create(person=dan, name="a.txt", data=b"a").pk,
        "key_of_another": lambda: Token.make(dan, "A script")[0].pk,
        "follow_of_another": lambda: follow().pk,
        "token": lambda: address_to_stop(dan, follow=follow(), level="").split("/")[-2],
    }


def answer(response: HttpResponse) -> str:
    """One word for how a request ended."""
    where = response.headers.get("Location", "")
    if response.status_code == 302 and where.startswith("/accounts/login/?next="):
        return "sign in"
    if response.status_code in (200, 302, 303, 409, 422):
        return "yes"
    return {403: "no", 404: "hidden", 410: "gone"}.get(
        response.status_code, str(response.status_code)
    )


@pytest.mark.parametrize("row", ROWS, ids=lambda row: " ".join(row.split()[:2]))
def test_who_may_do_what(row, cast, places):
    method, address, expected = row.split(maxsplit=2)
    for name, make in places.items():
        if f"{{{name}}}" in address:
            address = address.replace(f"{{{name}}}", str(make()))
    if address.startswith("/themes/listening/"):
        actions.create("case", by=None, title="T", body="t", theme_names=["Listening"])
        author, steward = (Person.objects.get(name=name) for name in ("Dan Reyes", "Cleo Lind"))
        actions.entrust_theme(Theme.objects.get(), by=steward, name=[author])
    if address.startswith("/about/"):
        Page.objects.get_or_create(slug="about", defaults={"title": "About", "body": "<p>Us.</p>"})
    got = {}
    for name, client in cast.items():
        # Each finds the library as it was, whatever the one before them did to it.
        with transaction.atomic():
            got[name] = answer(client.generic(method, address))
            transaction.set_rollback(True)
    assert got == dict(zip(cast, expected.split(" | "), strict=True))


def names_of(patterns: list, into: set[str]) -> set[str]:
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            into.add(pattern.name or str(pattern.pattern))
        elif isinstance(pattern, URLResolver) and not pattern.namespace:
            names_of(pattern.url_patterns, into)
    return into


ASKED_ELSEWHERE = {
    # Only in the middle of signing in, which this site never asks a code for.
    "account_confirm_login_code",
}


def test_every_address_has_a_row():
    """The API has its own matrix beside its own tests; everything else is in this one."""
    stand_ins = {"published_id": "1", "draft_id": "1", "link": "1", "upload_of_another": "1"}
    stand_ins |= {"report": "1", "decided": "1", "appealed": "1"}
    stand_ins |= {"draft_of_another": "1", "picture_id": "1"}
    stand_ins |= {"merge_of_themes": "1"}
    stand_ins |= {"suggestion": "1", "suggestion_on_note": "1", "returned": "1"}
    stand_ins |= {"follow_of_another": "1", "private_note": "1", "to_stewards": "1"}
    stand_ins |= {"key_of_another": "1", "question": "1", "question_on_draft": "1"}
    stand_ins |= {"question_on_note": "1", "hidden_question": "1", "reply": "1"}
    asked = set()
    for row in ROWS:
        address = row.split()[1].partition("?")[0]
        for name in [part.partition("}")[0] for part in address.split("{")[1:]]:
            address = address.replace(f"{{{name}}}", stand_ins.get(name, "x"))
        asked.add(resolve(address).url_name)
    assert names_of(get_resolver().url_patterns, set()) - asked - ASKED_ELSEWHERE == set()
