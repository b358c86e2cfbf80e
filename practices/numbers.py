"""Numbers that come from outside, as words."""


def whole(said: str, *, digits: int = 9) -> int | None:
    """The whole number that was sent; None for anything else, and for more digits than ours have.

    Python's own `isdigit` takes “²” as well, and `int` refuses what is some thousand digits long.
    """
    fits = said.isascii() and said.isdigit() and len(said) <= digits
    return int(said) if fits else None
