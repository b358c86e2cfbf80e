"""Say which tests were left out for want of a browser or of PostgreSQL, and how to give it.

`--nothing-left-out browser` (or `postgres`, or both) makes leaving one out a failure:
continuous integration gives both.
"""

import os
import shutil
from collections import Counter

import pytest
from django.conf import settings

HOW = {
    "browser": "a browser; give one with TEST_BROWSER=/usr/bin/chromium",
    "postgres": "PostgreSQL; give one with DATABASE_URL=postgres://user:password@host/name",
}


def browser_path() -> str | None:
    """The browser to drive, where TEST_BROWSER names one that is there.

    None is looked for: a packaged browser shut in its own box cannot be driven from outside.
    """
    return shutil.which(os.environ.get("TEST_BROWSER", ""))


def missing() -> set[str]:
    """Which of the outside programs are not given here."""
    given = {
        "browser": browser_path() is not None,
        "postgres": "postgresql" in settings.DATABASES["default"]["ENGINE"],
    }
    return {need for need, there in given.items() if not there}


def count(config: pytest.Config) -> Counter[str]:
    """How many tests were left out, by what they need; read off the reports, workers' too."""
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    reports = reporter.stats.get("skipped", []) if reporter else []
    return Counter(need for report in reports for need in HOW if need in report.keywords)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--nothing-left-out",
        action="append",
        default=[],
        choices=sorted(HOW),
        help="fail when tests that need this were left out; may be given twice",
    )


@pytest.hookimpl(trylast=True)  # after the folders have marked their own
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for need in sorted(missing()):
        skip = pytest.mark.skip(reason=f"needs {HOW[need]}")
        for item in items:
            if item.get_closest_marker(need):
                item.add_marker(skip)


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    counts = count(session.config)
    refused = [need for need in session.config.getoption("nothing_left_out") if counts[need]]
    if refused and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    counts = count(config)
    if counts:
        terminalreporter.section("left out")
    for need, number in sorted(counts.items()):
        terminalreporter.line(f"{number} left out: they need {HOW[need]}")
