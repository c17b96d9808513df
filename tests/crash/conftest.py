"""The small kill test by default; with `--full-kill` the full one alone."""

import secrets

import pytest

from tests.crash.size import FULL, SMALL, Size

pytest.register_assert_rewrite("tests.crash.findings", "tests.crash.scene")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--full-kill", action="store_true", help="300 check-ins, 30 conversations, 20 kills")
    parser.addoption("--kill-seed", type=int, help="the seed that an earlier run has printed")


@pytest.fixture
def size(pytestconfig: pytest.Config) -> Size:
    return FULL if pytestconfig.getoption("--full-kill", default=False) else SMALL


@pytest.fixture
def seed(pytestconfig: pytest.Config) -> int:
    """Another one each time, so that many runs see many moments."""
    given = pytestconfig.getoption("--kill-seed", default=None)
    return secrets.randbits(32) if given is None else int(given)
