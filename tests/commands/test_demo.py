"""What `make demo` says before it works, and what the page calls its people."""

import subprocess
from pathlib import Path

from bot.commands.demo import PEOPLE

ROOT = Path(__file__).parents[2]


def test_the_first_set_up_says_that_packages_are_being_installed() -> None:
    done = subprocess.run(
        ["make", "--dry-run", "--always-make", "setup"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    says, installs = done.stdout.index("正在安装"), done.stdout.index("pip install")
    assert says < installs
    assert "Installing packages, about a minute" in done.stdout


def test_a_label_says_who_someone_is_not_what_may_change() -> None:
    for note in PEOPLE.values():
        assert "绑定" not in note
        assert "bound" not in note
