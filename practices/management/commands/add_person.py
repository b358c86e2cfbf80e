"""Make, or bring up to date, a person who can sign in at once."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import CommandError, CommandParser

from practices import actions
from practices.accounts.one_time import LASTS, one_time_link
from practices.management.base import LibraryCommand
from practices.models import Role


class Command(LibraryCommand):
    help = (
        "Make, or bring up to date, a person who can sign in at once. Without a password "
        "it prints a link that lets them in once."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="the address they sign in with")
        parser.add_argument("--name", required=True, help="as others will see it")
        parser.add_argument("--role", required=True, help=", ".join(Role.values))
        parser.add_argument("--password", help="leave it out to get a link that works once")

    def handle(self, *args: Any, **options: Any) -> None:
        wanted = {key: options[key] for key in ("name", "role", "password")}
        if wanted["role"] not in Role.values:
            raise CommandError(
                f"There is no role “{wanted['role']}”: choose one of {', '.join(Role.values)}."
            )
        if not wanted["name"].strip():
            raise CommandError("Give a name, as others will see it: --name 'Ada Okafor'.")
        try:
            person = actions.add_person(options["email"], **wanted)
        except ValidationError as problem:
            raise CommandError(_in_words(problem)) from problem
        except actions.LastSteward as problem:
            raise CommandError(str(problem)) from problem
        self.stdout.write(f"{person.name} ({person.email}) can sign in as {person.role}.")
        if not wanted["password"]:
            self.stdout.write(f"This link lets them in once, within {LASTS.days} days:")
            self.stdout.write(one_time_link(person))


def _in_words(problem: ValidationError) -> str:
    return " ".join(
        f"{name}: {message}" for name, said in problem.message_dict.items() for message in said
    )
