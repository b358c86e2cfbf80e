"""Two people who take the same name in the same moment."""

from collections.abc import Callable
from functools import wraps

from django.db import IntegrityError, transaction

TIMES = 8


def again[**P, T](action: Callable[P, T]) -> Callable[P, T]:
    """Try once more where somebody was quicker: what they made is there to be seen by then.

    PostgreSQL lets two look at once, find a name free, and take it both; the second is refused.
    """

    @wraps(action)
    def try_again(*args: P.args, **kwargs: P.kwargs) -> T:
        for _ in range(TIMES - 1):
            try:
                with transaction.atomic():
                    return action(*args, **kwargs)
            except IntegrityError:
                continue
        return action(*args, **kwargs)

    return try_again
