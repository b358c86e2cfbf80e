"""The kinds of entry as frozen values: the only file that tells kinds apart.

A new kind is one more row in `KINDS`; a new fact is one more row in `FACTS`, a column on
`Entry`, and its name in the kinds that have it.
"""

from dataclasses import dataclass, field
from typing import Literal

Shape = Literal["text", "line", "list", "choice", "terms"]


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing worth knowing about an entry besides its text.

    `shape` says how it is written: a `text` of a few sentences, a single `line`, a `list`
    of short items (one a line), a `choice` of one, or `terms` from a vocabulary.
    """

    name: str
    label: str
    hint: str
    shape: Shape
    choices: tuple[tuple[str, str], ...] = ()


MOVES = (
    ("minus_one_to_zero", "From struggling to coping (minus one to zero)"),
    ("zero_to_plus_one", "From coping to thriving (zero to plus one)"),
)

DECISIONS = (
    ("involvement", "Involvement: people’s part in the decision matters as much as the result"),
    ("joined_up", "Joined up: several services have to fit around one person"),
    ("technical", "Technical: it takes special knowledge or equipment"),
    ("framework", "Framework: priorities, fairness and who gets what"),
)

VOICES = (
    ("lived_experience", "Someone who lived it"),
    ("front_line", "Someone from the front line"),
    ("leader", "Someone who leads the organisation"),
    ("commissioner", "Someone who commissions or funds"),
    ("researcher", "Someone who studied it"),
    ("other", "Someone else"),
)

ENDINGS = (
    ("worked", "It worked"),
    ("partly", "It worked in part"),
    ("faded", "It worked, then faded"),
    ("failed", "It failed"),
    ("stopped", "It was stopped"),
)

FACTS = (
    Fact(
        "first_step",
        "What to try first",
        "One thing somebody could do on their next shift.",
        "text",
    ),
    Fact("groups", "For whom", "The people this is for or with. Pick as many as fit.", "terms"),
    Fact("outcomes", "What gets better", "What changes for people. Pick as many as fit.", "terms"),
    Fact(
        "barriers",
        "What gets in the way",
        "One a line. For example: budgets that end every March.",
        "list",
    ),
    Fact(
        "ingredients",
        "What helps",
        "One a line. For example: a manager who lets people try.",
        "list",
    ),
    Fact(
        "lip_service",
        "Signs of lip service",
        "One a line. How you can tell when it is said but not done.",
        "list",
    ),
    Fact(
        "how_know",
        "How would we know?",
        "What people themselves would notice if this were working.",
        "text",
    ),
    Fact("move", "The move it makes", "Does it help people cope, or thrive?", "choice", MOVES),
    Fact(
        "decision",
        "The kind of decision",
        "Each kind is judged differently.",
        "choice",
        DECISIONS,
    ),
    Fact("organisation", "Organisation", "Who did this. Leave empty if unnamed.", "line"),
    Fact("place", "Place", "A town, a neighbourhood, or “online”.", "line"),
    Fact("period", "When", "In your own words: “2016 to 2019”, “last winter”.", "line"),
    Fact("voice", "Who tells this", "Whose eyes do we see it through?", "choice", VOICES),
    Fact("what_changed", "What changed", "For whom, and how do you know?", "text"),
    Fact("learned", "What was learned", "What you would tell a friend who tries it next.", "text"),
    Fact(
        "ending", "How it ended", "Things that failed or faded teach the most.", "choice", ENDINGS
    ),
)

FACT = {fact.name: fact for fact in FACTS}


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of entry: its words, its facts, and how it begins.

    `plural` is the word in the address, `sign` the small mark in lists. Entries of a kind
    with `begins_as_draft` show to others only once published. `makers` are the roles that
    may make and edit it. `labels` renames fields where the kind has a better word. What `ages`
    is asked for again after a while: is it still true?
    """

    name: str
    plural: str
    label: str
    plural_label: str
    invitation: str
    facts: tuple[str, ...]
    sign: str
    begins_as_draft: bool = False
    makers: tuple[str, ...] = ("practitioner", "convenor", "steward")
    labels: dict[str, tuple[str, str]] = field(default_factory=dict)
    ages: bool = True

    def label_of(self, name: str) -> tuple[str, str]:
        """The label and hint of a field, in this kind's words where it has its own."""
        if name in self.labels:
            return self.labels[name]
        fact = FACT[name]
        return fact.label, fact.hint


PROPOSITION = Kind(
    name="proposition",
    plural="propositions",
    label="Proposition",
    plural_label="Propositions",
    invitation="Something we believe makes things better, put so that it can be argued with.",
    facts=("barriers", "ingredients", "lip_service"),
    sign="≻",
    labels={
        "title": (
            "The proposition",
            "In one sentence. “X is better than Y” works well.",
        ),
        "summary": ("What it means", "One or two plain sentences anyone would understand."),
        "ingredients": ("What good practice needs", "One a line."),
    },
)

PRACTICE = Kind(
    name="practice",
    plural="practices",
    label="Practice",
    plural_label="Practices",
    invitation="A way of working that somebody else could try.",
    facts=(
        "first_step",
        "groups",
        "outcomes",
        "ingredients",
        "barriers",
        "how_know",
        "move",
        "decision",
    ),
    sign="●",
    labels={
        "title": ("What do you call it?", "A short name, as you would say it to a colleague."),
    },
)

CASE = Kind(
    name="case",
    plural="cases",
    label="Case",
    plural_label="Cases",
    invitation="One real story: what somebody did, what happened, and what was learned.",
    facts=(
        "organisation",
        "place",
        "period",
        "voice",
        "groups",
        "outcomes",
        "what_changed",
        "learned",
        "ending",
        "ingredients",
    ),
    sign="◆",
    labels={
        "ingredients": (
            "What came together",
            "One a line: the people, chances and choices that made it possible.",
        ),
    },
)

NOTE = Kind(
    name="note",
    plural="roundtables",
    label="Note",
    plural_label="Roundtable notes",
    invitation="What was said when people met.",
    facts=("place",),
    sign="¶",
    begins_as_draft=True,
    makers=("convenor", "steward"),
    ages=False,
)

KINDS = (PROPOSITION, PRACTICE, CASE, NOTE)
BY_NAME = {kind.name: kind for kind in KINDS}
BY_PLURAL = {kind.plural: kind for kind in KINDS}
CHOICES = [(kind.name, kind.label) for kind in KINDS]

LIST_FACTS = tuple(fact.name for fact in FACTS if fact.shape == "list")
TERM_FACTS = tuple(fact.name for fact in FACTS if fact.shape == "terms")


def kinds_with(fact: str) -> tuple[str, ...]:
    """The names of the kinds that have this fact."""
    return tuple(kind.name for kind in KINDS if fact in kind.facts)
