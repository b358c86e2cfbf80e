"""Bringing two people's changes to one version together, field by field.

A field only one of them changed takes that change. Lists of names merge as sets. Texts merge
paragraph by paragraph. What both changed differently is a clash, for a person to settle.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from practices import prose

PROSE = ("body", "barriers", "ingredients", "lip_service")
SETS = ("theme_names", "groups", "outcomes")


@dataclass(frozen=True, slots=True)
class Clash:
    """A field that both changed: what it was, what each made of it."""

    name: str
    base: Any
    mine: Any
    theirs: Any


@dataclass(frozen=True, slots=True)
class Merged:
    """The fields to save, and the clashes that stop them from being saved."""

    fields: dict[str, Any]
    clashes: tuple[Clash, ...]


def merge(base: Mapping[str, Any], mine: Mapping[str, Any], theirs: Mapping[str, Any]) -> Merged:
    """Merge `mine` (the fields somebody sent, begun from `base`) into `theirs` (as it stands).

    In a field that clashes, `fields` holds mine; in a text, mine where the two clash, and both
    elsewhere.
    """
    fields, clashes = {}, []
    for name, value in mine.items():
        was, now = base[name], theirs[name]
        if value in (was, now) or was == now:
            fields[name] = now if value == was else value
        elif name in SETS:
            fields[name] = _merge_lists(was, value, now)
        else:
            together = prose.three_way(was, value, now) if name in PROSE else None
            fields[name] = _with_mine(together) if together else value
            if together is None or together.conflicts:
                clashes.append(Clash(name, was, value, now))
    return Merged(fields, tuple(clashes))


def _with_mine(together: prose.Merge) -> str:
    pieces = [piece if isinstance(piece, str) else piece.mine for piece in together.pieces]
    # A clash inside a list has cut it in pieces.
    return prose.clean("".join(pieces).replace("</ul><ul>", "").replace("</ol><ol>", ""))


def _merge_lists(base: list[str], mine: list[str], theirs: list[str]) -> list[str]:
    gone = (set(base) - set(mine)) | (set(base) - set(theirs))
    return [name for name in dict.fromkeys([*theirs, *mine]) if name not in gone]
