"""A made-up library of any size: the same for the same seed, for trying things at scale.

It reads like English about this subject, in a few hundred words and names, and has the shape of
a real one: few themes with many entries and many with few, some entries with a long history.
"""

import copy
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from django.db.models import Max
from django.utils.text import slugify

from practices import actions, history, kinds
from practices.models import Entry, Facet, Link, Person, Rating, Stance, Term
from practices.models.entry import Status
from practices.transfer import corpus_words as words
from practices.transfer.starter import add_terms
from practices.upkeep import take_stock

FIRST_DAY = datetime(2016, 1, 4, 9, tzinfo=UTC)
DAYS = 3650
CHUNK = 1000
RATERS = 12
SHARES = {"practice": 45, "case": 45, "note": 10}
_TAG = re.compile(r"<[^>]*>")
BASE32 = "abcdefghijklmnopqrstuvwxyz234567"


def _count(body: str) -> int:
    """How many words a made-up body has: what `prose.word_count` says, without reading it all."""
    return len(_TAG.sub(" ", body).split())


def has_peoples_writing() -> bool:
    """Whether anybody but the library's own stand-ins has written here."""
    return Entry.history.filter(history_user__is_system=False).exists()


def make(count: int, *, seed: int) -> Iterator[int]:
    """Add `count` made-up entries, in one transaction for each thousand; yields how many so far."""
    if not Term.objects.exists():
        add_terms()
    maker = _Maker(Random(f"{seed} {count}"), count)
    for begin in range(0, count, CHUNK):
        shelf = actions.Shelf()
        for number in range(begin, min(begin + CHUNK, count)):
            maker.add(number, shelf)
        shelf.versions.sort(key=lambda row: row.history_date)
        actions.shelve(shelf)
        yield min(begin + CHUNK, count)
    take_stock()


def _raters() -> list[Person]:
    people = []
    for number in range(1, RATERS + 1):
        name = f"corpus-{number}"
        person = Person.objects.filter(username=name).first()
        people.append(person or actions.bring_person(_stand_in(name, number)))
    return people


def _stand_in(username: str, number: int) -> Person:
    person = Person(
        username=username,
        email=f"{username}@system.invalid",
        name=f"Made-up reader {number}",
        is_system=True,
        is_active=False,
        is_listed=False,
    )
    person.set_unusable_password()
    return person


@dataclass(slots=True)
class _Maker:
    """Makes one entry after another; what was made before is there to be linked to."""

    random: Random
    count: int
    by: Person = field(init=False)
    raters: list[Person] = field(init=False)
    terms: dict[str, list[str]] = field(init=False)
    themes: list[str] = field(init=False)
    targets: list[Entry] = field(default_factory=list)
    propositions: list[Entry] = field(default_factory=list)
    next_entry: int = 0
    next_link: int = 0

    def __post_init__(self) -> None:
        self.by, self.raters = actions.system_person("corpus"), _raters()
        self.themes = [*words.THEMES]
        self.themes += [f"{name} {angle}" for angle in words.ANGLES for name in words.THEMES]
        self.terms = {
            facet: list(Term.objects.filter(facet=facet).values_list("slug", flat=True))
            for facet in Facet.values
        }
        # After every number that was ever used: earlier versions keep theirs for good.
        self.next_entry = (Entry.history.aggregate(last=Max("id"))["last"] or 0) + 1
        self.next_link = (Link.objects.aggregate(last=Max("pk"))["last"] or 0) + 1

    # One entry ----------------------------------------------------------------------------

    def add(self, number: int, shelf: actions.Shelf) -> None:
        """Put the entry of this number, its versions, links and ratings on the shelf."""
        propositions = max(8, self.count // 200)
        kind = "proposition" if number < propositions else self._kind()
        entry = self._entry(kinds.BY_NAME[kind], FIRST_DAY + timedelta(DAYS * number / self.count))
        links = self._links(entry, shelf)
        entry.links_record = [actions.link_record(link) for link in links]
        shelf.versions.append(history.row_of(entry))
        newest = self._go_on(entry, shelf, 60 if number == propositions else self._edits())
        shelf.entries.append(newest)
        if kind in actions.LINKABLE:
            self.targets.append(newest)
            self.propositions += [newest] if kind == "proposition" else []

    def _kind(self) -> str:
        return self.random.choices(list(SHARES), list(SHARES.values()))[0]

    def _edits(self) -> int:
        return self.random.choices((0, 1, 2, 4), (65, 20, 10, 5))[0]

    def _entry(self, kind: kinds.Kind, when: datetime) -> Entry:
        entry = Entry(pk=self.next_entry, kind=kind.name, status=Status.PUBLISHED, revision=1)
        self.next_entry += 1
        entry.title = self._title(kind)
        entry.slug = f"{slugify(entry.title)[:70].strip('-')}-{entry.pk}"
        entry.summary = self._sentence()
        entry.body = self._body()
        entry.theme_names = self._themes()
        for name in kind.facts:
            setattr(entry, name, self._fact(name))
        if kind is kinds.NOTE:
            entry.meeting = self._meeting(when, entry.pk)
        entry.created = entry.updated = entry._history_date = when
        entry.created_by = entry.updated_by = entry._history_user = self.by
        entry._change_reason, entry.change_summary = "Made up", "First written"
        entry.words = _count(entry.body)
        return entry

    def _go_on(self, entry: Entry, shelf: actions.Shelf, edits: int) -> Entry:
        """Later versions of the entry: each changes a paragraph. Returns the newest."""
        for _ in range(edits):
            entry = copy.copy(entry)
            entry.body = self._with_new_paragraph(entry.body)
            entry.revision += 1
            entry.updated = entry._history_date = entry.updated + timedelta(hours=7)
            entry.change_summary, entry._change_reason = "1 paragraph changed", self._sentence()
            entry.words = _count(entry.body)
            shelf.versions.append(history.row_of(entry))
        return entry

    # Its parts ----------------------------------------------------------------------------

    def _pick(self, things: list[str]) -> str:
        # The first ones far more often than the last: so are words and themes in real life.
        return things[min(int(self.random.expovariate(4.0) * len(things)), len(things) - 1)]

    def _sentence(self) -> str:
        who = self._pick(words.PEOPLE)
        return self.random.choice(words.FRAMES).format(
            Who=who[:1].upper() + who[1:],
            who=who,
            who2=self.random.choice(words.PEOPLE),
            did=self._pick(words.DOINGS),
            did2=self.random.choice(words.DOINGS),
            thing=self._pick(words.THINGS),
            way=self._pick(words.WAYS),
            why=self._pick(words.BECAUSE),
            place=self.random.choice(words.PLACES).partition(",")[0],
        )

    def _paragraph(self) -> str:
        return " ".join(self._sentence() for _ in range(self.random.randint(3, 5)))

    def _body(self) -> str:
        blocks = []
        for number in range(self.random.randint(4, 7)):
            if number in (2, 4):
                blocks.append(self._block("h2", self._pick(words.THINGS).capitalize()))
            blocks.append(self._block("p", self._paragraph()))
        return "".join(blocks)

    def _with_new_paragraph(self, body: str) -> str:
        blocks = body.split("<p ")
        number = self.random.randrange(1, len(blocks))
        start, _, rest = blocks[number].partition(">")
        _, end, after = rest.partition("</p>")
        blocks[number] = f"{start}>{self._paragraph()}{end}{after}"
        return "<p ".join(blocks)

    def _block(self, tag: str, text: str) -> str:
        anchor = "".join(self.random.choices(BASE32, k=6))
        return f'<{tag} id="p-{anchor}">{text}</{tag}>'

    def _title(self, kind: kinds.Kind) -> str:
        if kind is kinds.PROPOSITION:
            better, worse = self.random.sample(words.VERSUS, 2)
            return f"{better.capitalize()} is better than {worse}"
        way = self.random.choice(words.WAYS).partition(" ")[2].capitalize()
        who, place = self.random.choice(words.PEOPLE), self.random.choice(words.PLACES)
        return f"{way} with {who} in {place.partition(',')[0]}"

    def _themes(self) -> list[str]:
        names = {self._pick(self.themes) for _ in range(self.random.randint(2, 4))}
        return sorted(names, key=str.casefold)

    def _fact(self, name: str) -> Any:
        fact = kinds.FACT[name]
        if fact.shape == "terms":
            terms = self.terms[Facet.GROUP if name == "groups" else Facet.OUTCOME]
            return sorted(self.random.sample(terms, min(2, len(terms))))
        if fact.shape == "choice":
            return self.random.choice(["", *(value for value, _ in fact.choices)])
        if fact.shape == "list":
            items = "".join(self._block("li", self._pick(words.BECAUSE)) for _ in range(3))
            return f"<ul>{items}</ul>"
        if name == "place":
            return self._pick(words.PLACES)
        return self._sentence()[:120] if fact.shape == "line" else self._sentence()

    def _meeting(self, when: datetime, number: int) -> dict[str, Any]:
        return {
            "kind": self.random.choice(["roundtable", "cell", "discussion"]),
            "date": f"{when:%Y-%m-%d}",
            "date_inferred": False,
            "online": self.random.random() < 0.3,
            "series": f"Made-up series {number % 40 + 1}",
            "number": number,
            "next": [],
            "speakers": [],
        }

    # What it hangs together with ----------------------------------------------------------

    def _links(self, entry: Entry, shelf: actions.Shelf) -> list[Link]:
        if not self.propositions:
            return []
        targets = [self.random.choice(self.propositions), self.random.choice(self.targets)]
        links = []
        for target in {target.pk: target for target in targets}.values():
            link = Link(
                pk=self.next_link,
                source=entry,
                target=target,
                stance=self.random.choice(Stance.values),
                why=self._sentence()[:300],
                by=self.by,
                created=entry.created,
            )
            self.next_link += 1
            links.append(link)
            if target.kind == "proposition" and self.random.random() < 0.3:
                shelf.ratings += self._ratings(link)
        shelf.links += links
        return links

    def _ratings(self, link: Link) -> list[Rating]:
        return [
            Rating(
                link=link,
                person=person,
                strength=self.random.randint(1, 5),
                ground=self.random.choice(["did", "saw", "read"]),
                reason=self._sentence(),
                revision=1,
                created=link.created,
                updated=link.created,
            )
            for person in self.random.sample(self.raters, self.random.randint(1, 5))
        ]
